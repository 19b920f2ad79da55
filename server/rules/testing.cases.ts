/** Small laws made at random for tests: nested and neighbouring zones, odd calendars, several versions, and moments on their edges. */
import fc from 'fast-check'
import type { LngLat } from '#contract/endpoint.ts'
import type { Behaviour, Calendar, CalendarException, Effect, Hours, Rule, Weekly } from '#contract/rules.ts'
import { effects } from '#contract/rules.ts'
import { createLawBook, type LawBook } from './book.ts'
import { dayNumber } from './calendar.ts'
import { dateInShanghai, type TestLaw, type TestZone } from './testing.reference.ts'

export type Case = { readonly law: TestLaw; readonly place: LngLat; readonly at: number }

const MINUTE = 60_000
const DAY = 86_400_000
/** A Monday, 00:00 in Shanghai; laws are made around it. */
const MONDAY = Date.parse('2026-09-28T00:00:00+08:00')
const holidays: TestLaw['holidays'] = {
  '2026-09-27': true,
  '2026-10-01': false,
  '2026-10-02': false,
  '2026-10-03': false,
  '2026-10-10': true,
}

const box = (west: number, south: number, east: number, north: number) => ({
  from: [west / 64, south / 64] as LngLat,
  to: [east / 64, north / 64] as LngLat,
})
const zone = (
  id: number,
  kind: TestZone['kind'],
  river: string | null,
  shape: ReturnType<typeof box>,
  rest: Partial<TestZone> = {},
): TestZone => ({
  zone: id,
  version: 1,
  kind,
  code: `Z${id}`,
  name: `区${id}`,
  nameEn: `Zone ${id}`,
  river,
  validFrom: 0,
  validTo: null,
  hole: null,
  ...shape,
  ...rest,
})
const SHANGHAI = { x: 121 * 64, y: 31 * 64 }
const at = (west: number, south: number, east: number, north: number) =>
  box(SHANGHAI.x + west, SHANGHAI.y + south, SHANGHAI.x + east, SHANGHAI.y + north)

/** Two neighbouring reaches that share an edge, a platform in one of them, a ring with a hole, and a reach that was redrawn. */
const zones: readonly TestZone[] = [
  zone(1, 'reach_bank', 'suzhou', at(0, 0, 8, 4)),
  zone(2, 'reach_bank', 'huangpu', at(8, 0, 19, 4)),
  zone(3, 'key_place', null, at(2, 1, 4, 3)),
  zone(4, 'expo_ring', null, at(1, 0, 12, 12), { hole: at(3, 2, 6, 5) }),
  zone(5, 'reach_water', 'huangpu', at(8, 4, 19, 9), { validTo: MONDAY + 2 * DAY }),
  zone(5, 'reach_water', 'huangpu', at(8, 3, 19, 8), { version: 2, validFrom: MONDAY + 2 * DAY }),
]

const minute = fc.oneof(fc.constantFrom(0, 1, 360, 720, 1200, 1320, 1439), fc.integer({ min: 0, max: 1439 }))
const hours: fc.Arbitrary<Hours> = fc
  .tuple(minute, fc.oneof(fc.constantFrom(120, 600, 1080, 1440), fc.integer({ min: 1, max: 1440 })))
  .map(([from, length]) => ({ from, to: from + length }))
const effect: fc.Arbitrary<Effect> = fc.constantFrom(...effects)
const day = fc.integer({ min: -4, max: 16 }).map((days) => dateInShanghai(MONDAY + days * DAY))
const exception: fc.Arbitrary<CalendarException> = fc
  .record({
    on: fc.constantFrom('dates' as const, 'dates' as const, 'holiday' as const, 'make_up' as const),
    days: fc.tuple(day, day),
    hours: fc.oneof(
      { weight: 1, arbitrary: fc.constant<Hours[]>([]) },
      { weight: 4, arbitrary: fc.array(hours, { minLength: 1, maxLength: 2 }) },
    ),
    effect: fc.option(effect),
  })
  .map(({ on, days, ...rest }) => {
    const [from, to] = days.sort() as [string, string]
    return on === 'dates' ? { on, from, to, ...rest } : { on, from: null, to: null, ...rest }
  })
const always: Weekly[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }]
const calendar: fc.Arbitrary<Calendar> = fc.record({
  week: fc.oneof(
    { weight: 1, arbitrary: fc.constant(always) },
    {
      weight: 4,
      arbitrary: fc.array(
        fc
          .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }), hours)
          .map(([days, its]) => ({ days, ...its })),
        { maxLength: 3 },
      ),
    },
  ),
  exceptions: fc.oneof(
    { weight: 1, arbitrary: fc.constant<CalendarException[]>([]) },
    { weight: 3, arbitrary: fc.array(exception, { minLength: 1, maxLength: 3 }) },
  ),
})
const scope: fc.Arbitrary<Pick<Rule, 'zone' | 'kind' | 'river'>> = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map((id) => ({ zone: id, kind: null, river: null })),
  fc
    .tuple(
      fc.constantFrom('reach_bank' as const, 'reach_water' as const, 'key_place' as const),
      fc.constantFrom('huangpu' as const, 'suzhou' as const, null),
    )
    .map(([kind, river]) => ({ zone: null, kind, river })),
  fc
    .constantFrom('huangpu' as const, 'suzhou' as const, null)
    .map((river) => ({ zone: null, kind: null, river })),
)
const moment = fc
  .tuple(fc.integer({ min: -4, max: 16 }), fc.constantFrom(0, 0, 372, 1333))
  .map(([days, minutes]) => MONDAY + days * DAY + minutes * MINUTE)
const version = fc.record({
  scope,
  effect,
  calendar,
  ended: fc.boolean(),
  from: fc.option(moment, { freq: 2 }),
  lasts: fc.option(fc.integer({ min: 1, max: 9 })),
})

const ruleVersions = (id: number) =>
  fc.array(version, { minLength: 1, maxLength: 3 }).map((versions) =>
    versions.map(({ scope, effect, calendar, ended, from, lasts }, i): Rule => {
      const validFrom = from ?? 0
      return {
        id,
        version: i + 1,
        behaviour: 'barbecue',
        ...scope,
        effect,
        calendar,
        article: null,
        fine: null,
        conditions: '',
        conditionsEn: '',
        configurable: false,
        validFrom,
        validTo: lasts === null ? null : validFrom + (validFrom === 0 ? MONDAY : 0) + lasts * DAY,
        ended: ended && i === 2,
        recordedAt: 0,
        recordedBy: 'admin',
        reason: '',
      }
    }),
  )

const behaviour = (version: number, from: number, effect: Effect): Behaviour => ({
  code: 'barbecue',
  version,
  name: '烧烤',
  nameEn: 'Barbecue',
  category: '2104',
  effect,
  configurable: false,
  validFrom: from,
  recordedBy: 'admin',
  reason: '',
})

export const law: fc.Arbitrary<TestLaw> = fc
  .integer({ min: 4, max: 12 })
  .chain((count) =>
    fc.tuple(
      fc.tuple(...Array.from({ length: count }, (_, i) => ruleVersions(i + 1))),
      effect,
      effect,
      moment,
    ),
  )
  .map(([rules, first, second, from]) => ({
    rules: rules.flat(),
    behaviours: [behaviour(1, 0, first), behaviour(2, from, second)],
    zones,
    holidays,
  }))

/** Corners, edges and the insides of everything. */
export const place: fc.Arbitrary<LngLat> = fc
  .tuple(fc.integer({ min: -1, max: 39 }), fc.integer({ min: -1, max: 20 }))
  .map(([x, y]) => [(SHANGHAI.x + x / 2) / 64, (SHANGHAI.y + y / 2) / 64])

/** On an edge of some rule or day, or just before one. */
export const momentOf = ({ rules }: TestLaw): fc.Arbitrary<number> => {
  const minutes = rules.flatMap(({ calendar }) =>
    [...calendar.week, ...calendar.exceptions.flatMap(({ hours }) => hours)].flatMap(({ from, to }) => [
      from,
      to,
    ]),
  )
  const onClock = fc
    .tuple(fc.integer({ min: -5, max: 18 }), fc.constantFrom(0, 1440, ...minutes))
    .map(([days, minute]) => MONDAY + days * DAY + minute * MINUTE)
  const onVersion = fc.constantFrom(
    ...rules.flatMap(({ validFrom, validTo }) => [validFrom || MONDAY, validTo ?? MONDAY]),
  )
  return fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: onClock }, { weight: 1, arbitrary: onVersion }),
      fc.constantFrom(0, -1),
    )
    .map(([edge, before]) => edge + before)
}

export const lawCase: fc.Arbitrary<Case> = law.chain((law) =>
  fc.record({ law: fc.constant(law), place, at: momentOf(law) }),
)

export function bookOf(law: TestLaw): LawBook {
  const book = createLawBook()
  book.putRules(law.rules)
  book.putBehaviours(law.behaviours)
  book.putZones(
    law.zones.map(({ from, to, hole, ...rest }) => ({
      ...rest,
      polygons: [[ringOf(from, to), ...(hole ? [ringOf(hole.from, hole.to)] : [])]],
    })),
  )
  book.putHolidays(new Map(Object.entries(law.holidays).map(([date, worked]) => [dayNumber(date), worked])))
  return book
}

const ringOf = ([west, south]: LngLat, [east, north]: LngLat): LngLat[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
