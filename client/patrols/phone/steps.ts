/** What the officer does on the round: queued at once, sent when it can be; the round as it will be once all of it is sent. */
import type { Round, RoundStop } from '#contract/rounds.ts'
import { newKey } from '../../api.ts'
import { serverNow } from '../../clock.ts'
import { changeOutbox } from '../../field/keeping.ts'
import { freshPlace } from '../../field/location.ts'
import { type Item, type RoundItem, withItem } from '../../field/outbox.ts'

export type RoundStep = Omit<RoundItem, 'kind' | 'key' | 'at' | 'place'>

/** Resolves once the phone has kept it. */
export function takeRoundStep(step: RoundStep): Promise<void> {
  const item = {
    ...step,
    kind: 'round',
    key: newKey(),
    at: Math.round(serverNow()),
    place: freshPlace(),
  } as const
  return changeOutbox((box) => withItem(box, item))
}

export const queuedFor = (items: readonly Item[], round: number): RoundItem[] =>
  items.filter((item): item is RoundItem => item.kind === 'round' && item.round === round)

/** As it will stand when the server has accepted what waits. */
export function expectedRound(round: Round, queued: readonly RoundItem[]): Round {
  let state = round.state
  const stops = new Map(round.stops.map((stop) => [stop.number, stop]))
  for (const { step, stop, at } of queued) {
    const known = stops.get(stop ?? 0)
    if (step === 'start' && state === 'planned') state = 'started'
    if (step === 'finish' && state === 'started') state = 'finished'
    if (step === 'reach' && known) stops.set(known.number, settled(known, 'reached', at))
    if (step === 'skip' && known) stops.set(known.number, settled(known, 'skipped', at))
  }
  return { ...round, state, stops: [...stops.values()] }
}

const settled = (stop: RoundStop, state: 'reached' | 'skipped', at: number): RoundStop =>
  stop.state === 'open' ? { ...stop, state, at } : stop
