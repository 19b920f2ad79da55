/** What the desk does with rounds. Each reply enters the facts as a pushed fact would; nothing is sent while the link is down. */
import type { LngLat } from '#contract/endpoint.ts'
import type { PatrolMode } from '#contract/patrols.ts'
import type { Override } from '#contract/roster.ts'
import { orderRound as orderRoundEndpoint, type Round } from '#contract/rounds.ts'
import { call } from '../api.ts'
import { letIn } from '../facts.ts'
import { needLink } from '../link.ts'

export type OrderedStop = {
  readonly name: string
  readonly nameEn?: string
  readonly place: LngLat
  /** So near counts as there; 60 where not said. */
  readonly metres?: number
  /** To be in this zone counts as there. */
  readonly zone?: number
  readonly minutes?: number
}

export type Order = {
  /** Without one it waits on the roster for who is given it. */
  readonly unit?: number
  readonly stops: readonly OrderedStop[]
  readonly mode: PatrolMode
  readonly reason: string
  readonly name?: string
  readonly override?: Override
}

/** Sends a patrol order at once; refused with every conflict in words where there are some and no override is given. */
export async function orderRound({ stops, ...order }: Order): Promise<Round> {
  needLink()
  const round = await call(orderRoundEndpoint, { body: { ...order, stops: [...stops] } })
  letIn({ round })
  return round
}
