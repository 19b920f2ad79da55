/** A small world for tests: the real river, made-up units, and who is recommended of them. */
import type { LngLat } from '#contract/endpoint.ts'
import type { UnitKind } from '#contract/units.ts'
import { createGrid } from '../positions/grid.ts'
import { recommend } from './candidates.ts'
import { readHuangpu } from './river.ts'
import { createRoster } from './roster.ts'
import type { Requirement, RosterUnit } from './rosterQueries.ts'
import type { Travel, TravelTable } from './travel.ts'

export const bund: LngLat = [121.4867, 31.2443]
export const now = Date.UTC(2026, 10, 23, 6)

export const river = readHuangpu()
export const day: Travel = {
  speed: { foot: 1.3, ebike: 4.5, car: 6.5, boat: 6 },
  ferrySeconds: 720,
  isOpen: ({ open }, kind) => open.includes(kind),
}
const nothing = { weight: 0, threshold: 0 }
export const byTravelAlone: TravelTable = {
  at: () => day,
  weights: {
    workload: nothing,
    rest: nothing,
    reach: nothing,
    coverage: nothing,
    shore: { weight: 3600, threshold: 0 },
  },
  reaches: [],
}
export const weighed: TravelTable = {
  at: () => day,
  weights: {
    workload: { weight: 60, threshold: 0 },
    rest: { weight: 60, threshold: 4 },
    reach: { weight: 30, threshold: 0 },
    coverage: { weight: 60, threshold: 5 },
    shore: { weight: 3600, threshold: 0 },
  },
  reaches: [
    { owner: '310101', river: 'huangpu', from: 52_000, to: 56_000 },
    { owner: '310115', river: 'suzhou', from: 40_000, to: 41_000 },
  ],
}
export const anybody: Requirement = {
  kinds: [],
  officers: 1,
  certificates: 0,
  skill: null,
  vehicle: null,
  item: null,
}

export type At = { place: LngLat; kind: UnitKind; change?: Partial<RosterUnit>; age?: number }

export const unitOf = ({ kind, change }: At, i: number): RosterUnit => ({
  id: i + 1,
  kind,
  duty: 'on',
  sos: false,
  retired: false,
  district: '310101',
  busyWith: null,
  onRiver: false,
  restedAt: null,
  today: 0,
  officers: 2,
  certificates: 2,
  skills: [],
  vehicle: null,
  items: null,
  ...change,
})

const newestOf = (units: readonly At[]) => (mover: number) => {
  const unit = units[mover - 1]
  return unit && { lng: unit.place[0], lat: unit.place[1], at: now - (unit.age ?? 0) }
}

export type Asked = { place?: LngLat; asked?: Partial<Requirement>; limit?: number; travel?: TravelTable }

export function ask(
  units: readonly At[],
  { place = bund, asked = {}, limit = 9, travel = byTravelAlone }: Asked = {},
) {
  const grid = createGrid()
  const roster = createRoster(grid)
  units.forEach((unit, i) => {
    grid.move(i + 1, ...unit.place)
  })
  roster.put(units.map(unitOf))
  const ticket = { place, district: '310101' }
  const newest = newestOf(units)
  return recommend({
    ticket,
    asked: { ...anybody, ...asked },
    roster,
    grid,
    newest,
    river,
    travel,
    now,
    limit,
  })
}

export const order = (...given: Parameters<typeof ask>) => ask(...given).candidates.map((each) => each.unit)
