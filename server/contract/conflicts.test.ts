/** What stands against a booking: a table of who may not work when, and what holds of every roster. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Booking, conflictsOf, type Demand, type RosterFacts, shiftBooking } from './conflicts.ts'
import { dayAfter, type Shift } from './patrols.ts'
import type { CrewShift, Leave, RosterCrew } from './roster.ts'

const TODAY = '2026-11-25'
const shifts: readonly Shift[] = [
  { code: 'early', name: '早班', nameEn: 'Early', startsMinute: 360, minutes: 480 },
  { code: 'late', name: '中班', nameEn: 'Late', startsMinute: 840, minutes: 480 },
  { code: 'night', name: '夜班', nameEn: 'Night', startsMinute: 1320, minutes: 480 },
]
const shift = (code: string): Shift => shifts.find((each) => each.code === code) as Shift
const officer = (id: number, certificateUntil: string | null = '2027-12-31') => ({
  id,
  name: `队员${id}`,
  nameEn: `Officer ${id}`,
  certificateUntil,
})
const crew = (unit: number, change: Partial<RosterCrew> = {}): RosterCrew => ({
  unit,
  code: `H00${unit}`,
  kind: 'foot',
  officers: [officer(unit * 10), officer(unit * 10 + 1)],
  items: null,
  ...change,
})
const facts = (change: Partial<RosterFacts> = {}): RosterFacts => ({
  rule: { restMinutes: 660, mostMinutes: 720, mostDays: 6 },
  shifts: [...shifts],
  items: [{ code: 'greenery', name: '损坏绿化', nameEn: 'Damage to greenery' }],
  crews: [crew(1), crew(2)],
  crewShifts: [],
  bookings: [],
  leaves: [],
  ...change,
})
let ids = 100
const on = (unit: number, day: string, code: string, officers = [unit * 10, unit * 10 + 1]): CrewShift => ({
  id: ids++,
  version: 1,
  unit,
  day,
  shift: code,
  tag: 'daily',
  cancelled: false,
  officers: officers.map((each) => ({ officer: each, attendance: 'planned', at: null, by: null })),
})
const proposedShift = (
  unit: number,
  day: string,
  code: string,
  officers = [unit * 10, unit * 10 + 1],
): Booking => ({
  ...shiftBooking({ unit, day, shift: code }, shift(code)),
  id: null,
  officers,
})
const at = (hour: number, day = TODAY) => Date.parse(`${day}T00:00:00+08:00`) + hour * 3_600_000
const proposedRound = (
  unit: number,
  from: number,
  until: number,
  officers = [unit * 10, unit * 10 + 1],
): Booking => ({
  kind: 'round',
  id: null,
  unit,
  officers,
  from: at(from),
  until: at(until),
  name: { zh: '外滩', en: 'Bund' },
})
const demand: Demand = { mode: 'foot', certificates: 0, item: null }
const kinds = (proposed: Booking, known: Partial<RosterFacts>, asked: Demand | null = null) => [
  ...new Set(conflictsOf(proposed, asked, facts(known)).map(({ kind }) => kind)),
]

test.each<
  [name: string, proposed: Booking, known: Partial<RosterFacts>, asked: Demand | null, found: string[]]
>([
  ['an empty roster', proposedShift(1, TODAY, 'early'), {}, null, []],
  [
    'the same shift twice',
    proposedShift(1, TODAY, 'early'),
    { crewShifts: [on(1, TODAY, 'early')] },
    null,
    ['double'],
  ],
  [
    'another crew in the same shift',
    proposedShift(1, TODAY, 'early'),
    { crewShifts: [on(2, TODAY, 'early')] },
    null,
    [],
  ],
  [
    'an officer lent to another crew',
    proposedShift(1, TODAY, 'early'),
    { crewShifts: [on(2, TODAY, 'early', [10])] },
    null,
    ['double'],
  ],
  [
    'eight hours of rest',
    proposedShift(1, TODAY, 'late'),
    { crewShifts: [on(1, dayAfter(TODAY, -1), 'night')] },
    null,
    ['rest'],
  ],
  [
    'sixteen hours of rest',
    proposedShift(1, TODAY, 'early'),
    { crewShifts: [on(1, dayAfter(TODAY, -1), 'early')] },
    null,
    [],
  ],
  [
    'two shifts in a row',
    proposedShift(1, TODAY, 'late'),
    { crewShifts: [on(1, TODAY, 'early')] },
    null,
    ['hours'],
  ],
  [
    'a seventh day',
    proposedShift(1, TODAY, 'early'),
    { crewShifts: [1, 2, 3, 4, 5, 6].map((ago) => on(1, dayAfter(TODAY, -ago), 'early')) },
    null,
    ['days'],
  ],
  [
    'a sixth day',
    proposedShift(1, TODAY, 'early'),
    { crewShifts: [1, 2, 3, 4, 5].map((ago) => on(1, dayAfter(TODAY, -ago), 'early')) },
    null,
    [],
  ],
  [
    'a round within the own shift',
    proposedRound(1, 7, 9),
    { crewShifts: [on(1, TODAY, 'early')] },
    demand,
    [],
  ],
  [
    'a round soon after the own shift',
    proposedRound(1, 16, 18),
    { crewShifts: [on(1, TODAY, 'early')] },
    demand,
    ['rest'],
  ],
  [
    'two rounds a day',
    proposedRound(1, 10, 11),
    { bookings: [{ id: 1, unit: 1, name: '早', nameEn: 'Morning', from: at(7), until: at(9) }] },
    demand,
    [],
  ],
  [
    'two rounds at once',
    proposedRound(1, 8, 11),
    { bookings: [{ id: 1, unit: 1, name: '早', nameEn: 'Morning', from: at(7), until: at(9) }] },
    demand,
    ['double'],
  ],
  ['a boat round on foot', proposedRound(1, 8, 9), {}, { ...demand, mode: 'boat' }, ['kind']],
  [
    'no certificate',
    proposedRound(1, 8, 9),
    { crews: [crew(1, { officers: [officer(10, null), officer(11)] })] },
    { ...demand, certificates: 2 },
    ['certificate'],
  ],
  [
    'an expired certificate',
    proposedRound(1, 8, 9),
    { crews: [crew(1, { officers: [officer(10, '2026-11-24'), officer(11)] })] },
    { ...demand, certificates: 2 },
    ['expired'],
  ],
  [
    'one certificate is enough',
    proposedRound(1, 8, 9),
    { crews: [crew(1, { officers: [officer(10, null), officer(11)] })] },
    { ...demand, certificates: 1 },
    [],
  ],
  [
    'fewer officers than certificates',
    proposedRound(1, 8, 9),
    {},
    { ...demand, certificates: 3 },
    ['certificate'],
  ],
  [
    'an item of another squad',
    proposedRound(1, 8, 9),
    { crews: [crew(1, { items: ['littering'] })] },
    { ...demand, item: 'greenery' },
    ['item'],
  ],
  ['a crew that may act on everything', proposedRound(1, 8, 9), {}, { ...demand, item: 'greenery' }, []],
])('%s', (_, proposed, known, asked, found) => {
  expect(kinds(proposed, known, asked)).toEqual(found)
})

const leave = (fromDay: string, toDay: string, state: Leave['state'] = 'approved'): Leave => ({
  id: 1,
  version: 1,
  officer: 10,
  fromDay,
  toDay,
  reason: '家事',
  state,
  askedBy: 'h001',
  askedAt: 0,
  decidedBy: null,
  decidedAt: null,
  answer: null,
})

test('leave counts once it is approved, for a night that reaches into its first day too', () => {
  const tomorrow = dayAfter(TODAY, 1)
  const night = proposedShift(1, TODAY, 'night')
  expect(kinds(night, { leaves: [leave(tomorrow, tomorrow)] })).toEqual(['leave'])
  expect(kinds(night, { leaves: [leave(tomorrow, tomorrow, 'asked')] })).toEqual([])
  expect(kinds(proposedShift(1, TODAY, 'late'), { leaves: [leave(tomorrow, tomorrow)] })).toEqual([])
})

test('a conflict says who, what and when in both languages', () => {
  const [first] = conflictsOf(
    proposedRound(1, 8, 11),
    demand,
    facts({
      bookings: [{ id: 1, unit: 1, name: '早巡', nameEn: 'Morning', from: at(7), until: at(9) }],
    }),
  )
  expect(first?.words).toEqual({
    zh: 'H001 同时段已有「早巡」（11-25 07:00–09:00）',
    en: 'H001 is on “Morning” at that time (11-25 07:00–09:00)',
  })
})

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
