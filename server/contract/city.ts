/** The city's standing data: organisation, categories, zones and places. */
import Type, { type Static } from 'typebox'
import { clockUnits } from './clocks.ts'
import { LngLat, Ms, Nullable, OneOf } from './endpoint.ts'
import { Limit } from './limits.ts'

export const organisationKinds = ['bureau', 'district', 'special', 'corps', 'squad'] as const
export const Organisation = Type.Object({
  id: Type.Integer(),
  parent: Nullable(Type.Integer()),
  kind: OneOf(organisationKinds),
  code: Type.String({
    description: 'adcode of a district, 12-digit code of a street or town, else the console’s own',
  }),
  name: Type.String(),
  nameEn: Type.String(),
})
export type Organisation = Static<typeof Organisation>

/** The photos a case of a category needs to be closed: none, one of the result, or one before and one after. */
export const evidences = ['none', 'after', 'both'] as const
export type Evidence = (typeof evidences)[number]

export const Category = Type.Object({
  code: Type.String({ description: 'class and small class, e.g. 0501' }),
  name: Type.String(),
  nameEn: Type.String(),
  priority: Type.Integer({ minimum: 1, maximum: 4 }),
  /** The handling clock: so many working hours or working days. */
  clock: Type.Object({ amount: Type.Integer(), unit: OneOf(clockUnits) }),
  kinds: Type.Array(Type.String(), { description: 'unit kinds that suit it; empty: any' }),
  evidence: OneOf(evidences),
})
export type Category = Static<typeof Category>

/** A named point people search for or a unit stands at: station, crossing, gate, key place. */
export const Place = Type.Object({
  id: Type.Integer(),
  kind: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  place: LngLat,
})
export type Place = Static<typeof Place>

/** A day that is not what its weekday says. */
export const Holiday = Type.Object({
  day: Type.String({ description: 'yyyy-mm-dd in Shanghai' }),
  working: Type.Boolean(),
})
export type Holiday = Static<typeof Holiday>

export const readCity = {
  method: 'GET',
  url: '/api/city',
  schema: {
    summary: 'Organisation tree, categories and key places',
    tags: ['city'],
    response: {
      200: Type.Object({
        organisations: Type.Array(Organisation),
        categories: Type.Array(Category),
        places: Type.Array(Place),
        holidays: Type.Array(Holiday, { description: 'from a year ago on' }),
        thresholds: Type.Record(Type.String(), Type.Number(), {
          description: 'waiting.1 to waiting.4 in seconds, clock.late as a share of the clock, reopen.days',
        }),
        limits: Type.Array(Limit, { description: 'how long each step of an assignment may take' }),
        demo: Type.Boolean(),
      }),
    },
  },
} as const

/** reach_bank: the shore strip of a reach; reach_water: its paired water zone. */
export const zoneKinds = [
  'reach_bank',
  'reach_water',
  'expo_ring',
  'post',
  'district',
  'key_place',
  'drawn',
] as const
export type ZoneKind = (typeof zoneKinds)[number]

export const ZoneProperties = Type.Object({
  id: Type.Integer(),
  kind: OneOf(zoneKinds),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  river: Nullable(Type.String()),
  bank: Nullable(OneOf(['left', 'right'])),
  fromMetres: Nullable(Type.Number({ description: 'chainage where the reach begins' })),
  toMetres: Nullable(Type.Number()),
  paired: Nullable(Type.Integer({ description: 'the water zone of a bank' })),
  owner: Nullable(Type.Integer({ description: 'the organisation that owns it' })),
  version: Type.Integer({ description: 'counts the changes of the zone' }),
  validFrom: Type.Integer({ description: 'since when it is as it stands here, ms UTC; 0: since ever' }),
})
export type ZoneProperties = Static<typeof ZoneProperties>

export const ZoneFeature = Type.Object({
  type: OneOf(['Feature']),
  id: Type.Integer(),
  geometry: Type.Object({ type: Type.String(), coordinates: Type.Array(Type.Unknown()) }),
  properties: ZoneProperties,
})
export type ZoneFeature = Static<typeof ZoneFeature>

export const readZones = {
  method: 'GET',
  url: '/api/zones',
  schema: {
    summary: 'Zones as GeoJSON: those that hold now, or held or are to hold at another moment',
    tags: ['city'],
    querystring: Type.Object({
      kind: Type.Optional(OneOf(zoneKinds)),
      at: Type.Optional({ ...Ms, minimum: 0, maximum: 253_402_300_799_999 }),
    }),
    response: {
      200: Type.Object({ type: OneOf(['FeatureCollection']), features: Type.Array(ZoneFeature) }),
    },
  },
} as const

/** Shanghai with its islands and the sea before it, with room; degrees. */
export const CITY_BOX = { west: 120.8, south: 30.6, east: 122.3, north: 31.95 } as const
