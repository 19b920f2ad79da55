/** Working time in Shanghai: when so many working hours or days are over, and how much lies between two moments. */

export type WorkingClock = { readonly amount: number; readonly unit: 'working_hours' | 'working_days' }

/** Days that are not what their weekday says: day → is it worked. */
export type Exceptions = ReadonlyMap<string, boolean>

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** China has one zone and no summer time. */
const SHANGHAI = 8 * HOUR
/** Office hours 09:00–17:00, eight in a day. */
const OPENS = 9 * HOUR
const CLOSES = 17 * HOUR
/** As people read them. */
export const OFFICE_HOURS = '09:00–17:00'

/** The day in Shanghai as yyyy-mm-dd. */
export const dayOf = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 10)

/**
 * When a clock that starts at `start` (ms UTC) runs out. Hours count within office hours of working days; a clock of
 * days ends at the close of its last working day, the first being the day after `start`.
 */
export function dueAt(start: number, clock: WorkingClock, exceptions: Exceptions): number {
  return clock.unit === 'working_hours'
    ? afterWorking(start, clock.amount * HOUR, exceptions)
    : afterDays(start, clock.amount, exceptions)
}

/** Working ms of an amount of hours or days. */
export const workingMs = ({ amount, unit }: WorkingClock): number =>
  amount * (unit === 'working_hours' ? HOUR : CLOSES - OPENS)

/** The moment so many working ms after `start`; `start` itself for none. */
export function afterWorking(start: number, ms: number, exceptions: Exceptions): number {
  if (ms <= 0) return start
  let left = ms
  let midnight = midnightBefore(start)
  for (;;) {
    if (isWorked(midnight, exceptions)) {
      const from = Math.max(start, midnight + OPENS)
      const room = midnight + CLOSES - from
      if (room >= left) return from + left
      if (room > 0) left -= room
    }
    midnight += DAY
  }
}

/** The earliest moment from which no more than so many working ms are left until `end`. */
export function beforeWorking(end: number, ms: number, exceptions: Exceptions): number {
  let left = ms
  let midnight = midnightBefore(end)
  for (;;) {
    if (isWorked(midnight, exceptions)) {
      const to = Math.min(end, midnight + CLOSES)
      const room = to - (midnight + OPENS)
      // Where the day is just used up it is the evening before that counts: nothing ran over night.
      if (room > left) return to - left
      if (room > 0) left -= room
    }
    midnight -= DAY
  }
}

/** Working ms between two moments; 0 where `to` is not after `from`. */
export function workingTime(from: number, to: number, exceptions: Exceptions): number {
  let sum = 0
  for (let midnight = midnightBefore(from); midnight < to; midnight += DAY) {
    if (!isWorked(midnight, exceptions)) continue
    sum += Math.max(0, Math.min(to, midnight + CLOSES) - Math.max(from, midnight + OPENS))
  }
  return sum
}

function afterDays(start: number, days: number, exceptions: Exceptions): number {
  let left = days
  let midnight = midnightBefore(start)
  while (left > 0) {
    midnight += DAY
    if (isWorked(midnight, exceptions)) left -= 1
  }
  return midnight + CLOSES
}

const midnightBefore = (at: number): number => Math.floor((at + SHANGHAI) / DAY) * DAY - SHANGHAI

function isWorked(midnight: number, exceptions: Exceptions): boolean {
  const weekday = new Date(midnight + SHANGHAI).getUTCDay()
  return exceptions.get(dayOf(midnight)) ?? (weekday !== 0 && weekday !== 6)
}
