/** Working time in Shanghai: when a clock of so many working hours or days runs out. */

export type WorkingClock = { readonly amount: number; readonly unit: 'working_hours' | 'working_days' }

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** China has one zone and no summer time. */
const SHANGHAI = 8 * HOUR
/** Office hours 09:00–17:00, eight in a day. */
const OPENS = 9 * HOUR
const CLOSES = 17 * HOUR

/** The day in Shanghai as yyyy-mm-dd. */
export const dayOf = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 10)

/**
 * When a clock that starts at `start` (ms UTC) runs out. Hours count within office hours of working days; a clock of
 * days ends at the close of its last working day, the first being the day after `start`. `exceptions`: day → is it worked.
 */
export function dueAt(start: number, clock: WorkingClock, exceptions: ReadonlyMap<string, boolean>): number {
  return clock.unit === 'working_hours'
    ? afterHours(start, clock.amount * HOUR, exceptions)
    : afterDays(start, clock.amount, exceptions)
}

function afterHours(start: number, hours: number, exceptions: ReadonlyMap<string, boolean>): number {
  let left = hours
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

function afterDays(start: number, days: number, exceptions: ReadonlyMap<string, boolean>): number {
  let left = days
  let midnight = midnightBefore(start)
  while (left > 0) {
    midnight += DAY
    if (isWorked(midnight, exceptions)) left -= 1
  }
  return midnight + CLOSES
}

const midnightBefore = (at: number): number => Math.floor((at + SHANGHAI) / DAY) * DAY - SHANGHAI

function isWorked(midnight: number, exceptions: ReadonlyMap<string, boolean>): boolean {
  const weekday = new Date(midnight + SHANGHAI).getUTCDay()
  return exceptions.get(dayOf(midnight)) ?? (weekday !== 0 && weekday !== 6)
}
