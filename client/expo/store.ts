/** What this console knows of operations: let in with the facts, the newest version wins. */
import type { Card, Counter } from '#contract/counters.ts'
import type { ExpoBoard, ExpoChanged, Operation } from '#contract/expo.ts'
import type { Reinforcement } from '#contract/muster.ts'
import { createTwofold } from '../twofold.ts'

/** Maps are replaced, never mutated. */
export type Expo = {
  readonly operations: ReadonlyMap<number, Operation>
  readonly reinforcements: ReadonlyMap<number, Reinforcement>
  readonly counters: ReadonlyMap<number, Counter>
  readonly cards: ReadonlyMap<number, Card>
}

const nothing: Expo = {
  operations: new Map(),
  reinforcements: new Map(),
  counters: new Map(),
  cards: new Map(),
}

export const {
  useShown: useExpo,
  useLive: useLiveExpo,
  show: showExpo,
  set: setExpo,
} = createTwofold(nothing)

export const letInExpo = (changed: ExpoChanged): void => setExpo((known) => withExpo(known, changed))

export const withExpo = (known: Expo, { operation, reinforcement, counters, card }: ExpoChanged): Expo => ({
  operations: newer(known.operations, operation ? [operation] : []),
  reinforcements: newer(known.reinforcements, reinforcement ? [reinforcement] : []),
  counters: newer(known.counters, counters ?? []),
  cards: newer(known.cards, card ? [card] : []),
})

/** Starts from the board. */
export const loadExpo = (board: ExpoBoard | undefined): void => setExpo(expoOf(board))

/** Of a board; a person who is told none of it knows none. */
export const expoOf = (board: ExpoBoard | undefined): Expo =>
  board
    ? {
        operations: byId(board.operations),
        reinforcements: byId(board.reinforcements),
        counters: byId(board.counters),
        cards: byId(board.cards),
      }
    : nothing

/** The operation that every desk is in now, if any. */
export const switchedOn = ({ operations }: Pick<Expo, 'operations'>): Operation | undefined =>
  [...operations.values()].find(({ switched }) => switched !== null)

/** The one that is asked for, else the one that is switched on, else the next to end. */
export function operationShown(
  { operations }: Pick<Expo, 'operations'>,
  asked: string | null,
): Operation | undefined {
  const all = [...operations.values()]
  return (
    all.find(({ id, code }) => code === asked || String(id) === asked) ??
    all.find(({ switched }) => switched !== null) ??
    all.sort((one, other) => other.endsAt - one.endsAt)[0]
  )
}

/** Of the address: `?operation=`. */
export const operationAsked = (): string | null => new URLSearchParams(location.search).get('operation')

export const useOperation = (): Operation | undefined =>
  useExpo((expo) => operationShown(expo, operationAsked()))

const byId = <T extends { id: number }>(list: readonly T[]): ReadonlyMap<number, T> =>
  new Map(list.map((each) => [each.id, each]))

function newer<T extends { id: number; version: number }>(
  known: ReadonlyMap<number, T>,
  changed: readonly T[],
): ReadonlyMap<number, T> {
  const news = changed.filter((each) => each.version > (known.get(each.id)?.version ?? 0))
  return news.length === 0 ? known : new Map([...known, ...news.map((each) => [each.id, each] as const)])
}
