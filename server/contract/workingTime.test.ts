/** Working time: office hours, weekends, holidays and make-up days, in Shanghai. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beforeWorking, dueAt, workingTime } from './workingTime.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const shown = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)
const none = new Map<string, boolean>()
const hours = (amount: number) => ({ amount, unit: 'working_hours' }) as const
const days = (amount: number) => ({ amount, unit: 'working_days' }) as const

test('four working hours from Monday 10:00 end at 14:00', () => {
  expect(shown(dueAt(at('2026-11-23T10:00'), hours(4), none))).toBe('2026-11-23T14:00')
})

test('what is left on Friday goes on on Monday', () => {
  expect(shown(dueAt(at('2026-11-27T15:00'), hours(4), none))).toBe('2026-11-30T11:00')
})

test('a night does not count', () => {
  expect(shown(dueAt(at('2026-11-23T22:00'), hours(2), none))).toBe('2026-11-24T11:00')
})

test('holidays are skipped and make-up Saturdays are worked', () => {
  const golden = new Map([
    ['2026-10-01', false],
    ['2026-10-02', false],
    ['2026-10-10', true],
  ])
  expect(shown(dueAt(at('2026-09-30T16:00'), hours(2), golden))).toBe('2026-10-05T10:00')
  expect(shown(dueAt(at('2026-10-09T12:00'), days(1), golden))).toBe('2026-10-10T17:00')
})

test('two working days from Thursday end on Monday evening', () => {
  expect(shown(dueAt(at('2026-11-26T09:30'), days(2), none))).toBe('2026-11-30T17:00')
})

test('a longer clock never ends sooner, and a later start never ends sooner', () => {
  const start = fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-31T00:00') })
  const unit = fc.constantFrom('working_hours' as const, 'working_days' as const)
  fc.assert(
    fc.property(
      start,
      fc.nat(86_400_000),
      fc.integer({ min: 1, max: 30 }),
      unit,
      (from, later, amount, of) => {
        const due = dueAt(from, { amount, unit: of }, none)
        expect(due).toBeGreaterThan(from)
        expect(dueAt(from, { amount: amount + 1, unit: of }, none)).toBeGreaterThan(due)
        expect(dueAt(from + later, { amount, unit: of }, none)).toBeGreaterThanOrEqual(due)
      },
    ),
  )
})

test('what is left from the moment counted back is what was counted, and the evening is where a night begins', () => {
  expect(shown(beforeWorking(at('2026-11-30T10:00'), 3_600_000, none))).toBe('2026-11-27T17:00')
  const end = fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-31T00:00') })
  fc.assert(
    fc.property(end, fc.integer({ min: 1, max: 200 * 3_600_000 }), (to, ms) => {
      const from = beforeWorking(to, ms, none)
      expect(workingTime(from, to, none)).toBe(ms)
      expect(workingTime(from - 1, to, none)).toBeGreaterThan(ms)
    }),
  )
})
