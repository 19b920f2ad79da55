/**
 * What the law says at one place about one behaviour, and when that changes. Of the rules that speak, the most specific
 * holds: a zone over a kind of zones over all, and of two zones the smaller; then an exception over the week; then the
 * stricter. (That a later version of a rule is over an earlier one is settled in its pieces.)
 */
import { type Effect, effects } from '#contract/rules.ts'
import {
  addEdges,
  addTurns,
  DAY,
  dayOf,
  type Holidays,
  type Spoken,
  spokenSinceYesterday,
  spokenToday,
} from './calendar.ts'
import type { Ground } from './ground.ts'
import type { Piece } from './pieces.ts'

/** A rule that may speak at a place within [from, to), by the zone through which it reaches the place; null: it holds everywhere. */
export type Holding = Piece & {
  readonly ground: Ground | null
  readonly rank: number
  readonly area: number
}

/** The effect of a behaviour where no rule speaks, from a moment on; in the order of these moments. */
export type Default = { readonly from: number; readonly effect: Effect }

export type Decision = {
  readonly effect: Effect
  /** Null: the behaviour's default. */
  readonly holding: Holding | null
  readonly exception: boolean
}

/** A piece as it reaches a place through a zone; undefined where the two never hold at the same time. */
export function holdingOf(piece: Piece, ground: Ground | null): Holding | undefined {
  const from = Math.max(piece.from, ground?.validFrom ?? piece.from)
  const to = Math.min(piece.to, ground?.validTo ?? Number.POSITIVE_INFINITY)
  if (from >= to) return undefined
  const { zone, kind } = piece.rule
  const rank = zone !== null ? 2 : kind !== null ? 1 : 0
  return { ...piece, from, to, ground, rank, area: ground?.area ?? Number.POSITIVE_INFINITY }
}

/** The order in which holdings are asked: the most specific first. */
export const bySpecificity = (one: Holding, other: Holding): number =>
  other.rank - one.rank ||
  (one.area === other.area ? 0 : one.area - other.area) ||
  one.rule.id - other.rule.id

/** All that may speak about one behaviour at one place: holdings by their specificity, defaults by time. */
export type Question = {
  readonly holdings: readonly Holding[]
  readonly defaults: readonly Default[]
  readonly holidays: Holidays
}

export function decide({ holdings, defaults, holidays }: Question, at: number): Decision {
  let best: Decision | undefined
  for (const holding of holdings) {
    // Whatever is less specific than what speaks already cannot change it.
    if (best?.holding && !isAsSpecific(holding, best.holding)) break
    if (at < holding.from || at >= holding.to) continue
    best = better(best, holding, spokenToday(holding.calendar, at, holidays))
    best = better(best, holding, spokenSinceYesterday(holding.calendar, at, holidays))
  }
  return best ?? { effect: defaultAt(defaults, at), holding: null, exception: false }
}

const isAsSpecific = (one: Holding, other: Holding): boolean =>
  one.rank === other.rank && one.area === other.area

/** Between two as specific: an exception over the week, then the stricter. */
function better(
  best: Decision | undefined,
  holding: Holding,
  spoken: Spoken | undefined,
): Decision | undefined {
  if (!spoken) return best
  const effect = spoken.effect ?? holding.rule.effect
  const mine = { effect, holding, exception: spoken.exception }
  if (!best) return mine
  if (best.exception !== mine.exception) return mine.exception ? mine : best
  return strictness(effect) > strictness(best.effect) ? mine : best
}

const strictness = (effect: Effect): number => effects.indexOf(effect)

/** Before the first there was no law about it: what the first says is taken. */
function defaultAt(defaults: readonly Default[], at: number): Effect {
  const held = defaults.findLast(({ from }) => from <= at) ?? defaults[0]
  if (!held) throw new Error('a behaviour without any version was asked about')
  return held.effect
}

/** A week, and the day that yesterday's hours reach into. */
const LOOK_DAYS = 8

/**
 * The first moment after `at` at which the effect is another, and which; null: never. Exact: between two turns (a version
 * or zone begins or ends, a special day) every week is like the next, so eight days after each turn show all there is.
 */
export function changeAfter(question: Question, at: number): { at: number; effect: Effect } | null {
  const asked = { ...question, holdings: thatMatter(question.holdings, at) }
  const { effect } = decide(asked, at)
  const turns = turnsAfter(asked, at)
  for (let i = -1; i < turns.length; i++) {
    const begin = turns[i] ?? at
    const end = Math.min(turns[i + 1] ?? Number.POSITIVE_INFINITY, begin + LOOK_DAYS * DAY)
    const found = changeWithin(asked, begin, end, effect)
    if (found) return found
  }
  return null
}

/** What is less specific than a rule that speaks at every moment from now on never shows. */
function thatMatter(holdings: readonly Holding[], at: number): Holding[] {
  const live = holdings.filter(({ to }) => to > at)
  const lasting = live.find(
    ({ from, to, calendar }) => from <= at && to === Number.POSITIVE_INFINITY && calendar.always,
  )
  return lasting ? live.filter((each) => isAtLeastAsSpecific(each, lasting)) : live
}

const isAtLeastAsSpecific = (one: Holding, other: Holding): boolean =>
  one.rank > other.rank || (one.rank === other.rank && one.area <= other.area)

function turnsAfter({ holdings, defaults, holidays }: Question, at: number): number[] {
  const turns: number[] = []
  for (const { from, to, calendar } of holdings) {
    if (from > at) turns.push(from)
    if (to !== Number.POSITIVE_INFINITY) turns.push(to)
    addTurns(turns, calendar, at, holidays)
  }
  for (const { from } of defaults) if (from > at) turns.push(from)
  return inOrder(turns)
}

/** Looks at `begin` and, day by day, at each edge before `end`. */
function changeWithin(
  question: Question,
  begin: number,
  end: number,
  now: Effect,
): { at: number; effect: Effect } | undefined {
  const moments: number[] = [begin]
  for (let day = dayOf(begin); day <= dayOf(end); day++) {
    for (const { calendar } of question.holdings)
      if (!calendar.always) addEdges(moments, calendar, day, question.holidays)
    for (const moment of inOrder(moments)) {
      if (moment < begin) continue
      if (moment >= end) return undefined
      const { effect } = decide(question, moment)
      if (effect !== now) return { at: moment, effect }
    }
    moments.length = 0
  }
  return undefined
}

export const inOrder = (moments: readonly number[]): number[] =>
  [...new Set(moments)].sort((one, other) => one - other)
