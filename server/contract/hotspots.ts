/** Hotspots: places where tickets cluster beyond chance, how sure that is, who told of them, and how well they are patrolled. */
import Type, { type Static } from 'typebox'
import { LngLat, Nullable, OneOf, Words } from './endpoint.ts'

/** Who looked: 市民 citizens, 巡查 patrols, 机器 machines, 转办 what other departments passed on. Each is reckoned apart. */
export const hotspotSources = ['citizens', 'patrol', 'machine', 'others'] as const
export type HotspotSource = (typeof hotspotSources)[number]
/** `all` mixes them, and every answer of it says so. */
export const askedSources = [...hotspotSources, 'all'] as const
export type AskedSource = (typeof askedSources)[number]

/** Hours. */
export const hotspotWindows = [2, 6, 24, 72, 168, 672] as const
export type HotspotWindow = (typeof hotspotWindows)[number]

/** `grid`: hexagons of the whole city; `lines`: pieces of banks and ring roads. */
export const hotspotGrounds = ['grid', 'lines'] as const
export type HotspotGround = (typeof hotspotGrounds)[number]

/** 新生: not there in the window before; 增长: there, with more tickets; 持续: there; 消退: not beyond chance any more. */
const passing = ['new', 'growing', 'lasting', 'fading'] as const
/** 常态: always above the rest of the city. It is what is usual there, and so no event: told when asked. */
export const hotspotClasses = [...passing, 'chronic'] as const
export type HotspotClass = (typeof hotspotClasses)[number]
/** A chronic one is above the city's level in so many of the earlier windows. */
export const CHRONIC_SHARE = 0.75

/** Why not to take it at its face. */
export const hotspotWarnings = [
  'patrol_only',
  'machine_only',
  'unpatrolled',
  'patrol_unknown',
  'mixed',
] as const
export type HotspotWarning = (typeof hotspotWarnings)[number]

export const Hours = Type.Object({
  from: Type.Integer({ minimum: 0, maximum: 23, description: 'hour of the day in Shanghai' }),
  to: Type.Integer({ minimum: 0, maximum: 23, description: 'the same as `from`: all day' }),
})

/** What is looked at. */
export const HotspotView = Type.Object({
  window: Type.Unsafe<HotspotWindow>({ type: 'integer', enum: [...hotspotWindows], description: 'hours' }),
  source: OneOf(askedSources),
  category: Nullable(Type.String({ description: 'class, or class and small class' })),
  ground: OneOf(hotspotGrounds),
  hours: Nullable(Hours),
  weekdays: Nullable(Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { description: '1: Monday' })),
})
export type HotspotView = Static<typeof HotspotView>

/** The same for the same view, whatever the order of its parts. */
export const keyOfView = ({ window, source, category, ground, hours, weekdays }: HotspotView): string =>
  JSON.stringify([window, source, category, ground, hours && [hours.from, hours.to], weekdays])

const Counted = {
  count: Type.Integer({ description: 'tickets of the window' }),
  usual: Type.Number({ description: 'how many there usually are here at such a time' }),
  expected: Type.Number({
    description:
      'the usual at the level the whole city has in this window; of a chronic one what so much ground has on average',
  }),
  chance: Type.Number({ description: 'p value: as far from it, either way, among all permutations' }),
}

/** What one group of sources told of the same ground in the same window. */
export const HotspotBeside = Type.Object({ source: OneOf(hotspotSources), ...Counted })
export type HotspotBeside = Static<typeof HotspotBeside>

/** Stops of 10 to 16 minutes at gaps of at most two hours are asked for. */
export const PatrolDose = Type.Object({
  minutes: Type.Number({ description: 'unit minutes there today' }),
  stops: Type.Integer({ description: 'stays of 10 minutes or more today' }),
  longStops: Type.Integer({ description: 'those of them beyond 16 minutes' }),
  lastStop: Nullable(Type.Integer({ description: 'when the last stop ended, ms UTC' })),
  gap: Type.Number({
    description: 'minutes since; where there was none, since the hotspot began and stays are known',
  }),
  debt: Type.Number({ description: 'minutes of the gap beyond two hours' }),
  windowMinutes: Type.Number({ description: 'unit minutes there within the window' }),
  perMinute: Nullable(
    Type.Number({
      description:
        'tickets a patrol minute; null: nobody was there, or it is not known for all of the window',
    }),
  ),
  knownSince: Nullable(
    Type.Integer({ description: 'since when stays are kept, ms UTC; null: they are not' }),
  ),
})
export type PatrolDose = Static<typeof PatrolDose>
export const STOP_MINUTES = { least: 10, most: 16 } as const
export const MOST_GAP_MINUTES = 120

export const HotspotArea = Type.Object({
  type: OneOf(['MultiPolygon', 'MultiLineString']),
  coordinates: Type.Array(Type.Unknown()),
})

export const Hotspot = Type.Object({
  id: Type.Integer({ description: '0: of a view that nobody watches' }),
  version: Type.Integer(),
  view: HotspotView,
  class: OneOf(hotspotClasses),
  cold: Type.Boolean({ description: 'fewer than by chance' }),
  places: Type.Array(Type.String(), { description: 'H3 cells or pieces of line, the most unlikely first' }),
  place: LngLat,
  area: HotspotArea,
  near: Nullable(Words),
  district: Nullable(Type.String()),
  zone: Nullable(Type.Integer()),
  ...Counted,
  before: Type.Integer({ description: 'tickets of the window before' }),
  rate: Type.Number({ description: 'adjusted p value of Benjamini and Hochberg' }),
  z: Type.Number({
    description: 'Gi*, standardised; of a chronic one that of the earlier windows over the whole city',
  }),
  series: Type.Array(Type.Integer(), { description: 'tickets by window, the newest last' }),
  categories: Type.Array(Type.Object({ category: Type.String(), count: Type.Integer() })),
  byHour: Type.Array(Type.Integer(), {
    description: 'tickets of the window by hour of the day in Shanghai',
  }),
  tickets: Type.Array(Type.Integer(), { description: 'the newest first, 50 at most' }),
  beside: Type.Array(HotspotBeside),
  dose: PatrolDose,
  warnings: Type.Array(OneOf(hotspotWarnings)),
  since: Type.Integer({ description: 'when it was first told, ms UTC; of a chronic one when today began' }),
  at: Type.Integer({ description: 'the moment it stands for, ms UTC' }),
})
export type Hotspot = Static<typeof Hotspot>

export const hotspotKinds = [
  'hotspot.new',
  'hotspot.growing',
  'hotspot.lasting',
  'hotspot.fading',
  'hotspot.ended',
] as const
