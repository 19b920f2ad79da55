/** When each version of a rule speaks: a later version over an earlier one, for as long as it is valid. */
import type { Rule } from '#contract/rules.ts'
import { type ReadyCalendar, ready } from './calendar.ts'

/** A version and a stretch [from, to) of time in which it is the one that counts, ms UTC. */
export type Piece = {
  readonly rule: Rule
  readonly from: number
  readonly to: number
  readonly calendar: ReadyCalendar
}

type Stretch = readonly [from: number, to: number]

/** A version that ended the rule takes its time from the others and has none itself. */
export function piecesOf(versions: readonly Rule[]): Piece[] {
  const pieces: Piece[] = []
  const taken: Stretch[] = []
  for (const rule of [...versions].sort((one, other) => other.version - one.version)) {
    const whole: Stretch = [rule.validFrom, rule.validTo ?? Number.POSITIVE_INFINITY]
    if (!rule.ended) {
      const calendar = ready(rule.calendar)
      for (const [from, to] of without(whole, taken)) pieces.push({ rule, from, to, calendar })
    }
    taken.push(whole)
  }
  return pieces
}

/** What of a stretch others leave. */
const without = (whole: Stretch, taken: readonly Stretch[]): Stretch[] =>
  taken.reduce<Stretch[]>(
    (left, [from, to]) =>
      left.flatMap(([begin, end]): Stretch[] =>
        to <= begin || from >= end
          ? [[begin, end]]
          : [...(begin < from ? [[begin, from] as const] : []), ...(to < end ? [[to, end] as const] : [])],
      ),
    [whole],
  )
