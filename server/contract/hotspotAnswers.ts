/** What the server answers about hotspots: the list with its method, as GeoJSON, the counts behind it, and what is registered near one. */
import Type, { type Static } from 'typebox'
import { LngLat, Ms, Nullable, OneOf } from './endpoint.ts'
import {
  askedSources,
  Hotspot,
  HotspotArea,
  HotspotView,
  type HotspotWindow,
  hotspotGrounds,
  hotspotWarnings,
  hotspotWindows,
} from './hotspots.ts'
import { grades, objectKinds } from './objects.ts'

/** How it was reckoned, with every parameter. */
export const HotspotMethod = Type.Object({
  statistic: Type.String(),
  values: Type.String(),
  neighbours: Type.String(),
  usual: Type.String(),
  chance: Type.String(),
  control: Type.String(),
  chronic: Type.String(),
  parameters: Type.Object({
    rate: Type.Number({ description: 'of false discoveries' }),
    keptRate: Type.Number({ description: 'a hotspot is held until it is beyond this one' }),
    least: Type.Integer({ description: 'tickets a hotspot has at least' }),
    pastWindows: Type.Integer({ description: 'how many earlier windows the usual rests on' }),
    places: Type.Integer(),
    tickets: Type.Integer({ description: 'of the window, in the whole city' }),
    usual: Type.Number({ description: 'in the whole city' }),
    dispersion: Type.Number({ description: 'variance over mean of earlier windows' }),
    urn: Type.Number({ description: 'tickets the urn begins with' }),
  }),
})
export type HotspotMethod = Static<typeof HotspotMethod>

const HourOfDay = Type.Optional(
  Type.String({ pattern: '^([01]?\\d|2[0-3])-([01]?\\d|2[0-3])$', description: 'from-to, as 18-22' }),
)
const Asked = Type.Object({
  at: Type.Optional({ ...Ms, minimum: 0, maximum: 253_402_300_799_999 }),
  window: Type.Optional(
    Type.Unsafe<HotspotWindow>({
      type: 'integer',
      enum: [...hotspotWindows],
      default: 24,
      description: 'hours',
    }),
  ),
  category: Type.Optional(Type.String({ pattern: '^\\d{2}(\\d{2})?$' })),
  source: Type.Optional(OneOf(askedSources)),
  zone: Type.Optional(Type.Integer({ minimum: 1 })),
  ground: Type.Optional(OneOf(hotspotGrounds)),
  hours: HourOfDay,
  weekdays: Type.Optional(Type.String({ pattern: '^[1-7](,[1-7]){0,6}$', description: '1: Monday' })),
})

export const Hotspots = Type.Object({
  at: Ms,
  dataTime: Nullable(
    Type.Integer({ description: 'when the newest ticket reckoned with was received, ms UTC' }),
  ),
  view: HotspotView,
  watched: Type.Boolean({ description: 'changes of this view are events, and pushed' }),
  warnings: Type.Array(OneOf(hotspotWarnings)),
  method: HotspotMethod,
  hotspots: Type.Array(Hotspot, {
    description: 'the greatest patrol debt first, then the least chance; then chronic ones, and cold spots',
  }),
})
export type Hotspots = Static<typeof Hotspots>

export const readHotspots = {
  method: 'GET',
  url: '/api/hotspots',
  schema: {
    summary: 'Places where tickets cluster beyond chance, and colder ones',
    description:
      'Sources are never mixed unless asked with `all`. `at`: as it was known then: for watched views what was pushed, for others reckoned from what had been received',
    tags: ['hotspots'],
    querystring: Asked,
    response: { 200: Hotspots },
  },
} as const

export const readHotspotFeatures = {
  method: 'GET',
  url: '/api/hotspots.geojson',
  schema: {
    summary: 'The same as GeoJSON',
    tags: ['hotspots'],
    querystring: Asked,
    response: {
      200: Type.Object({
        type: OneOf(['FeatureCollection']),
        at: Ms,
        dataTime: Nullable(Type.Integer()),
        method: HotspotMethod,
        features: Type.Array(
          Type.Object({
            type: OneOf(['Feature']),
            id: Type.String(),
            geometry: HotspotArea,
            properties: Type.Omit(Hotspot, ['area']),
          }),
        ),
      }),
    },
  },
} as const

export const HotspotObject = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  kind: OneOf(objectKinds),
  grade: OneOf(grades),
  place: LngLat,
  metres: Type.Integer(),
})
export type HotspotObject = Static<typeof HotspotObject>

export const readObjectsNear = {
  method: 'GET',
  url: '/api/hotspots/objects',
  schema: {
    summary:
      'Registered shops, sites and historic buildings near a hotspot: high risk first, then the nearest',
    tags: ['hotspots'],
    querystring: Type.Object({
      lng: Type.Number({ minimum: -180, maximum: 180 }),
      lat: Type.Number({ minimum: -90, maximum: 90 }),
      metres: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000, default: 300 })),
    }),
    response: { 200: Type.Object({ objects: Type.Array(HotspotObject) }) },
  },
} as const

/** Counts by place, for orientation only: where many are, nothing need be unusual. */
export const HotspotDensity = Type.Object({
  at: Ms,
  dataTime: Nullable(Type.Integer()),
  view: HotspotView,
  counts: Type.Array(Type.Integer(), {
    description: 'tickets of the window by place, those without left out',
  }),
  outlines: Type.Array(Type.Integer(), {
    description: 'six corners a place, longitude and latitude in millionths of a degree',
  }),
})
export type HotspotDensity = Static<typeof HotspotDensity>

export const readHotspotDensity = {
  method: 'GET',
  url: '/api/hotspots/density',
  schema: {
    summary: 'Tickets of the window by hexagon',
    tags: ['hotspots'],
    querystring: Asked,
    response: { 200: HotspotDensity },
  },
} as const
