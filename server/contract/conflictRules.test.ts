/** What holds of the conflicts of every roster. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter } from './patrols.ts'
import { kinds, on, proposedShift, shifts, TODAY } from './testing.roster.ts'

const anyShift = fc.record({
  unit: fc.constantFrom(1, 2),
  day: fc.integer({ min: -7, max: 7 }).map((days) => dayAfter(TODAY, days)),
  code: fc.constantFrom('early', 'late', 'night'),
})
const rosterOf = (entries: readonly { unit: number; day: string; code: string }[]) =>
  entries.map(({ unit, day, code }) => on(unit, day, code))

test('more work on the roster takes no conflict away', () => {
  fc.assert(
    fc.property(
      anyShift,
      fc.array(anyShift, { maxLength: 8 }),
      anyShift,
      ({ unit, day, code }, entries, more) => {
        const proposed = proposedShift(unit, day, code)
        const crewShifts = rosterOf(entries)
        const without = kinds(proposed, { crewShifts })
        const withIt = kinds(proposed, { crewShifts: [...crewShifts, on(more.unit, more.day, more.code)] })
        // Work that fills a gap turns too little rest into too long a stretch: it is one or the other.
        const same = (kind: string) =>
          withIt.includes(kind as never) || (kind === 'rest' && withIt.includes('hours'))
        expect(without.every(same)).toBe(true)
      },
    ),
  )
})

test('what replaces itself, and what other crews do, never stands against it', () => {
  fc.assert(
    fc.property(anyShift, fc.array(anyShift, { maxLength: 8 }), ({ day, code }, entries) => {
      const own = on(1, day, code)
      const others = rosterOf(entries.map((each) => ({ ...each, unit: 2 })))
      const again = { ...proposedShift(1, day, code), id: own.id }
      expect(kinds(again, { crewShifts: [own, ...others] })).toEqual([])
    }),
  )
})

test('a crew that works every shift of a day it is put into is always told of it', () => {
  fc.assert(
    fc.property(anyShift, ({ unit, day, code }) => {
      const crewShifts = shifts.map((each) => on(unit, day, each.code))
      expect(kinds(proposedShift(unit, day, code), { crewShifts })).toContain('double')
    }),
  )
})
