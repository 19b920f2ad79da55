/** A rule's calendar: whether it speaks at a moment, and the moments of a day at which that may change. */
import type { Calendar, CalendarException, Effect, Hours } from '#contract/rules.ts'

export const MINUTE = 60_000
export const DAY = 86_400_000
/** China has one zone and, since 1991, no summer time: a day of Shanghai is always 24 hours. */
const SHANGHAI = 8 * 3_600_000
const DAY_MINUTES = 1440

/** Days counted from 1970-01-01 in Shanghai. */
export const dayOf = (at: number): number => Math.floor((at + SHANGHAI) / DAY)
export const midnightOf = (day: number): number => day * DAY - SHANGHAI
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY
/** 1 is Monday, 7 Sunday; day 0 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** Days that are not what their weekday says: day → is it worked. */
export type Holidays = ReadonlyMap<number, boolean>

/** A calendar made ready to be asked often. */
export type ReadyCalendar = {
  /** By weekday, 1 to 7. */
  readonly week: readonly (readonly Hours[])[]
  readonly exceptions: readonly ReadyException[]
  /** It speaks at every moment, of every week. */
  readonly always: boolean
}

type ReadyException = {
  readonly on: CalendarException['on']
  readonly first: number
  readonly last: number
  readonly hours: readonly Hours[]
  readonly effect: Effect | null
}

export function ready({ week, exceptions }: Calendar): ReadyCalendar {
  const days = Array.from({ length: 8 }, (_, weekday) =>
    week.filter(({ days }) => days.includes(weekday)).map(({ from, to }) => ({ from, to })),
  )
  return {
    week: days,
    exceptions: exceptions.map(({ on, from, to, hours, effect }) => ({
      on,
      first: from === null ? Number.NaN : dayNumber(from),
      last: to === null ? Number.NaN : dayNumber(to),
      hours,
      effect,
    })),
    always:
      exceptions.length === 0 &&
      days.slice(1).every((hours) => hours.some(({ from, to }) => from === 0 && to >= DAY_MINUTES)),
  }
}

/** How a rule speaks: by an exception or by the week, and to which effect where that is not its own. */
export type Spoken = { readonly exception: boolean; readonly effect: Effect | null }

const byWeek: Spoken = { exception: false, effect: null }
const byException: Readonly<Record<Effect, Spoken>> & { readonly own: Spoken } = {
  own: { exception: true, effect: null },
  allowed: { exception: true, effect: 'allowed' },
  restricted: { exception: true, effect: 'restricted' },
  forbidden: { exception: true, effect: 'forbidden' },
}

/** How it speaks on a day's own hours, and on those of the day before that run into it. Undefined: silent. */
export function spokenToday(calendar: ReadyCalendar, at: number, holidays: Holidays): Spoken | undefined {
  return spokenOn(calendar, dayOf(at), at, holidays)
}

export function spokenSinceYesterday(
  calendar: ReadyCalendar,
  at: number,
  holidays: Holidays,
): Spoken | undefined {
  return spokenOn(calendar, dayOf(at) - 1, at, holidays)
}

function spokenOn(calendar: ReadyCalendar, day: number, at: number, holidays: Holidays): Spoken | undefined {
  const exception = exceptionOn(calendar, day, holidays)
  const hours = exception ? exception.hours : calendar.week[weekdayOf(day)]
  if (!hours || hours.length === 0) return undefined
  const since = at - midnightOf(day)
  for (const { from, to } of hours) {
    if (since < from * MINUTE || since >= to * MINUTE) continue
    return exception ? byException[exception.effect ?? 'own'] : byWeek
  }
  return undefined
}

function exceptionOn(
  { exceptions }: ReadyCalendar,
  day: number,
  holidays: Holidays,
): ReadyException | undefined {
  // A plain loop: asked for every rule at every moment that may change something.
  for (const each of exceptions) {
    if (each.on === 'dates' ? each.first <= day && day <= each.last : isSpecial(each.on, day, holidays))
      return each
  }
  return undefined
}

const isSpecial = (on: 'holiday' | 'make_up', day: number, holidays: Holidays): boolean =>
  holidays.get(day) === (on === 'make_up')

/** Adds the moments within a day at which hours begin or end: its own, and those that the day before left to it. */
export function addEdges(into: number[], calendar: ReadyCalendar, day: number, holidays: Holidays): void {
  const midnight = midnightOf(day)
  for (const { from, to } of hoursOf(calendar, day, holidays)) {
    into.push(midnight + from * MINUTE)
    if (to < DAY_MINUTES) into.push(midnight + to * MINUTE)
  }
  for (const { to } of hoursOf(calendar, day - 1, holidays)) {
    if (to >= DAY_MINUTES) into.push(midnight + (to - DAY_MINUTES) * MINUTE)
  }
}

const hoursOf = (calendar: ReadyCalendar, day: number, holidays: Holidays): readonly Hours[] =>
  (exceptionOn(calendar, day, holidays)?.hours ?? calendar.week[weekdayOf(day)]) as readonly Hours[]

/** Adds the midnights after `at` from which another kind of day counts for a calendar: where its weeks are not alike. */
export function addTurns(into: number[], calendar: ReadyCalendar, at: number, holidays: Holidays): void {
  const add = (day: number) => {
    if (midnightOf(day) > at) into.push(midnightOf(day))
  }
  for (const { on, first, last } of calendar.exceptions) {
    if (on === 'dates') {
      add(first)
      add(last + 1)
    }
  }
  if (!calendar.exceptions.some(({ on }) => on !== 'dates')) return
  for (const day of holidays.keys()) {
    add(day)
    add(day + 1)
  }
}
