/** What stands against a booking: a table of who may not work when, and what is said of it. */
import { expect, test } from 'vitest'
import { type Booking, conflictsOf, type Demand, type RosterFacts } from './conflicts.ts'
import { dayAfter } from './patrols.ts'
import type { Leave } from './roster.ts'
import {
  at,
  crew,
  demand,
  facts,
  kinds,
  officer,
  on,
  proposedRound,
  proposedShift,
  TODAY,
} from './testing.roster.ts'

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
