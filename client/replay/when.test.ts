/** Moments as people write them. */
import { expect, test } from 'vitest'
import { dateTime } from '../ui/times.ts'
import { readMoment } from './when.ts'

/** 14:30 in the city. */
const NOW = Date.UTC(2026, 10, 26, 6, 30)
const read = (text: string): string | undefined => {
  const at = readMoment(text, NOW)
  return at === undefined ? undefined : dateTime(at)
}

test.each([
  ['-15m', '2026-11-26 14:15:00'],
  ['-90s', '2026-11-26 14:28:30'],
  ['-2h', '2026-11-26 12:30:00'],
  ['-1d', '2026-11-25 14:30:00'],
  ['14:05', '2026-11-26 14:05:00'],
  ['１４：０５', '2026-11-26 14:05:00'],
  ['14:05:32', '2026-11-26 14:05:32'],
  ['23:50', '2026-11-25 23:50:00'],
  ['11-25 14:05', '2026-11-25 14:05:00'],
  ['2025-12-31 00:00', '2025-12-31 00:00:00'],
])('%s is %s', (text, moment) => {
  expect(read(text)).toBe(moment)
})

test.each(['', 'soon', '25:00', '14:60', '2026-02-31 10:00', '15m', '-m', '14'])(
  '“%s” is no moment',
  (text) => {
    expect(read(text)).toBeUndefined()
  },
)
