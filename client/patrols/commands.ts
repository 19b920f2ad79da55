/** What the desk does with rounds. Each reply enters the facts as a pushed fact would; nothing is sent while the link is down. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Override, PatrolMode } from '#contract/patrols.ts'
import {
  abandonRound,
  assignRound,
  cancelRound,
  decideAppeal,
  finishRound,
  orderRound as orderRoundEndpoint,
  type Round,
  reachStop,
  skipStop,
  startRound,
  swapRounds,
} from '#contract/rounds.ts'
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

type RoundCommand = typeof startRound | typeof finishRound

/** What a crew told by radio. */
export async function stepRound(step: 'start' | 'finish', { id }: Round): Promise<void> {
  needLink()
  const endpoint: RoundCommand = step === 'start' ? startRound : finishRound
  letIn({ round: await call(endpoint, { params: { id }, body: {} }) })
}

export async function abandon({ id }: Round, reason: string): Promise<void> {
  needLink()
  letIn({ round: await call(abandonRound, { params: { id }, body: { reason } }) })
}

/** The operator of a video round saw it. */
export async function markStop({ id }: Round, stop: number): Promise<void> {
  needLink()
  letIn({ round: await call(reachStop, { params: { id }, body: { stop } }) })
}

export async function skipRoundStop({ id }: Round, stop: number, reason: string): Promise<void> {
  needLink()
  letIn({ round: await call(skipStop, { params: { id }, body: { stop, reason } }) })
}

export async function cancel({ id, version }: Round, reason: string): Promise<void> {
  needLink()
  letIn({ round: await call(cancelRound, { params: { id }, body: { version, reason } }) })
}

export async function assign(
  { id, version }: Round,
  unit: number | null,
  override?: Override,
): Promise<void> {
  needLink()
  const body = { version, unit, ...(override ? { override } : {}) }
  letIn({ round: await call(assignRound, { params: { id }, body }) })
}

export async function swap(one: Round, other: Round, override?: Override): Promise<void> {
  needLink()
  const seen = { version: one.version, other: other.id, otherVersion: other.version }
  const body = { ...seen, ...(override ? { override } : {}) }
  for (const round of await call(swapRounds, { params: { id: one.id }, body })) letIn({ round })
}

export async function decide({ id }: Round, alarm: number, upheld: boolean, reason: string): Promise<void> {
  needLink()
  letIn({ round: await call(decideAppeal, { params: { id }, body: { alarm, upheld, reason } }) })
}
