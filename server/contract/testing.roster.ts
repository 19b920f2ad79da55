/** A small roster for tests: two crews, three shifts, and bookings that are proposed to it. */
import { type Booking, conflictsOf, type Demand, type RosterFacts, shiftBooking } from './conflicts.ts'
import type { Shift } from './patrols.ts'
import type { CrewShift, RosterCrew } from './roster.ts'

export const TODAY = '2026-11-25'
export const shifts: readonly Shift[] = [
  { code: 'early', name: '早班', nameEn: 'Early', startsMinute: 360, minutes: 480 },
  { code: 'late', name: '中班', nameEn: 'Late', startsMinute: 840, minutes: 480 },
  { code: 'night', name: '夜班', nameEn: 'Night', startsMinute: 1320, minutes: 480 },
]
const shift = (code: string): Shift => shifts.find((each) => each.code === code) as Shift
export const officer = (id: number, certificateUntil: string | null = '2027-12-31') => ({
  id,
  name: `队员${id}`,
  nameEn: `Officer ${id}`,
  certificateUntil,
})
export const crew = (unit: number, change: Partial<RosterCrew> = {}): RosterCrew => ({
  unit,
  code: `H00${unit}`,
  kind: 'foot',
  officers: [officer(unit * 10), officer(unit * 10 + 1)],
  items: null,
  ...change,
})
export const facts = (change: Partial<RosterFacts> = {}): RosterFacts => ({
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
export const on = (
  unit: number,
  day: string,
  code: string,
  officers = [unit * 10, unit * 10 + 1],
): CrewShift => ({
  id: ids++,
  version: 1,
  unit,
  day,
  shift: code,
  tag: 'daily',
  cancelled: false,
  officers: officers.map((each) => ({ officer: each, attendance: 'planned', at: null, by: null })),
})
export const proposedShift = (
  unit: number,
  day: string,
  code: string,
  officers = [unit * 10, unit * 10 + 1],
): Booking => ({
  ...shiftBooking({ unit, day, shift: code }, shift(code)),
  id: null,
  officers,
})
export const at = (hour: number, day = TODAY) => Date.parse(`${day}T00:00:00+08:00`) + hour * 3_600_000
export const proposedRound = (
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
export const demand: Demand = { mode: 'foot', certificates: 0, item: null }
export const kinds = (proposed: Booking, known: Partial<RosterFacts>, asked: Demand | null = null) => [
  ...new Set(conflictsOf(proposed, asked, facts(known)).map(({ kind }) => kind)),
]
