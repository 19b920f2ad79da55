/** Changing zones: every change is a command, valid from now or from a date ahead, and its event carries the zones as they stand. */
import Type, { type Static } from 'typebox'
import { ZoneFeature, zoneKinds } from './city.ts'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version, Words } from './endpoint.ts'

/** What was done to zones; the event of each is `zone.` and this word. */
export const zoneDeeds = ['created', 'changed', 'split', 'joined', 'retired'] as const
export type ZoneDeed = (typeof zoneDeeds)[number]

const MOST_CORNERS = 5_000
const Ring = Type.Array(LngLat, { minItems: 1, maxItems: MOST_CORNERS })
const PolygonArea = Type.Object(
  { type: OneOf(['Polygon']), coordinates: Type.Array(Ring, { minItems: 1, maxItems: 50 }) },
  { additionalProperties: false },
)
const MultiPolygonArea = Type.Object(
  {
    type: OneOf(['MultiPolygon']),
    coordinates: Type.Array(Type.Array(Ring, { minItems: 1, maxItems: 50 }), { minItems: 1, maxItems: 50 }),
  },
  { additionalProperties: false },
)
/** GeoJSON; rings closed, as GeoJSON asks. */
export const ZoneArea = Type.Union([PolygonArea, MultiPolygonArea])
export type ZoneArea = Static<typeof ZoneArea>

const Name = Type.String({ minLength: 1, maxLength: 80 })
const Reason = Type.String({ minLength: 1, maxLength: 500 })
/** From now where not given. */
const From = Type.Optional({ ...Ms, minimum: 0, maximum: 253_402_300_799_999 })
const Owner = Nullable(Type.Integer({ minimum: 1, description: 'an organisation' }))
const River = Nullable(OneOf(['huangpu', 'suzhou']))
const Bank = Nullable(OneOf(['left', 'right']))

/** What a zone is to be. A reach names its river, a bank its side; chainage and paired water follow from its ground. */
export const NewZone = Type.Object(
  {
    kind: OneOf(zoneKinds),
    code: Type.Optional(
      Type.String({
        pattern: '^[A-Z0-9][A-Z0-9.-]{1,23}$',
        description: 'one of its own is given where it has none',
      }),
    ),
    name: Name,
    nameEn: Name,
    river: Type.Optional(River),
    bank: Type.Optional(Bank),
    owner: Type.Optional(Owner),
    area: ZoneArea,
  },
  { additionalProperties: false },
)
export type NewZone = Static<typeof NewZone>

/** A change that takes effect at a date ahead, with the zones as they will stand. */
export const ZonePlan = Type.Object({
  id: Type.Integer(),
  deed: OneOf(zoneDeeds),
  at: Ms,
  actor: Type.String(),
  reason: Type.String(),
  plannedAt: Ms,
  state: OneOf(['waiting', 'done', 'failed', 'withdrawn']),
  refusal: Nullable(Words),
  zones: Type.Array(Type.Integer(), { description: 'the zones it changes; none yet where it makes one' }),
  names: Type.Array(Type.String(), { description: 'what the zones will be called' }),
})
export type ZonePlan = Static<typeof ZonePlan>

/** The zones as they stand now, those that are gone, and the plan where it is for a date ahead. */
export const ZonesChanged = Type.Object({
  zones: Type.Array(ZoneFeature),
  retired: Type.Array(Type.Integer()),
  plan: Nullable(ZonePlan),
})
export type ZonesChanged = Static<typeof ZonesChanged>

const schemaOf = (summary: string) => ({ summary, tags: ['zones'], headers: CommandHeaders }) as const

export const createZone = {
  method: 'POST',
  url: '/api/zones',
  schema: {
    ...schemaOf('Make a zone'),
    body: Type.Object({ zone: NewZone, from: From, reason: Reason }, { additionalProperties: false }),
    response: { 200: ZonesChanged },
  },
} as const

export const changeZone = {
  method: 'POST',
  url: '/api/zones/:id/change',
  schema: {
    ...schemaOf('Reshape a zone, or change what it is called and whose it is; what is not named stays'),
    params: Id,
    body: Type.Object(
      {
        version: Version,
        name: Type.Optional(Name),
        nameEn: Type.Optional(Name),
        owner: Type.Optional(Owner),
        river: Type.Optional(River),
        bank: Type.Optional(Bank),
        area: Type.Optional(ZoneArea),
        from: From,
        reason: Reason,
      },
      { additionalProperties: false },
    ),
    response: { 200: ZonesChanged },
  },
} as const

export const splitZone = {
  method: 'POST',
  url: '/api/zones/:id/split',
  schema: {
    ...schemaOf('Cut a zone in two by a line; the larger part stays the zone, the other becomes a new one'),
    params: Id,
    body: Type.Object(
      {
        version: Version,
        line: Type.Array(LngLat, { minItems: 2, maxItems: 500 }),
        name: Name,
        nameEn: Name,
        from: From,
        reason: Reason,
      },
      { additionalProperties: false },
    ),
    response: { 200: ZonesChanged },
  },
} as const

export const joinZones = {
  method: 'POST',
  url: '/api/zones/:id/join',
  schema: {
    ...schemaOf('Join neighbours of one kind to this zone; they are retired'),
    params: Id,
    body: Type.Object(
      {
        version: Version,
        others: Type.Array(Type.Object({ id: Type.Integer({ minimum: 1 }), version: Version }), {
          minItems: 1,
          maxItems: 20,
        }),
        from: From,
        reason: Reason,
      },
      { additionalProperties: false },
    ),
    response: { 200: ZonesChanged },
  },
} as const

export const retireZone = {
  method: 'POST',
  url: '/api/zones/:id/retire',
  schema: {
    ...schemaOf('End a zone; its past stays'),
    params: Id,
    body: Type.Object({ version: Version, from: From, reason: Reason }, { additionalProperties: false }),
    response: { 200: ZonesChanged },
  },
} as const

const MOST_ZONES = 200
const NewZones = Type.Array(NewZone, { minItems: 1, maxItems: MOST_ZONES })

export const importZones = {
  method: 'POST',
  url: '/api/zones/import',
  bodyLimit: 8_388_608,
  schema: {
    ...schemaOf('Make many zones at once, all or none'),
    body: Type.Object({ zones: NewZones, from: From, reason: Reason }, { additionalProperties: false }),
    response: { 200: ZonesChanged },
  },
} as const

export const checkZones = {
  method: 'POST',
  url: '/api/zones/check',
  bodyLimit: 8_388_608,
  schema: {
    summary: 'What would be refused of these zones, and why; changes nothing',
    tags: ['zones'],
    body: Type.Object({ zones: NewZones }, { additionalProperties: false }),
    response: {
      200: Type.Object({ refused: Type.Array(Type.Object({ index: Type.Integer(), message: Words })) }),
    },
  },
} as const

export const readZonePlans = {
  method: 'GET',
  url: '/api/zones/plans',
  schema: {
    summary:
      'Changes that wait for their date, the next one first, and those that failed at it in the last week',
    tags: ['zones'],
    response: { 200: Type.Object({ plans: Type.Array(ZonePlan) }) },
  },
} as const

export const withdrawZonePlan = {
  method: 'POST',
  url: '/api/zones/plans/:id/withdraw',
  schema: {
    ...schemaOf('Withdraw a change before its date'),
    params: Id,
    body: Type.Object({ reason: Reason }, { additionalProperties: false }),
    response: { 200: ZonePlan },
  },
} as const

export const ZoneVersion = Type.Object({
  version: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  owner: Nullable(Type.Integer()),
  squareMetres: Type.Number(),
  validFrom: Ms,
  validTo: Nullable(Ms),
  recordedAt: Ms,
  actor: Nullable(Type.String({ description: 'null: as the city was loaded' })),
  reason: Nullable(Type.String()),
  endedBy: Nullable(Type.String({ description: 'who retired the zone' })),
  endedReason: Nullable(Type.String()),
})
export type ZoneVersion = Static<typeof ZoneVersion>

export const readZoneVersions = {
  method: 'GET',
  url: '/api/zones/:id/versions',
  schema: {
    summary: 'Every version of a zone, the newest first: since when, by whom and why',
    tags: ['zones'],
    params: Id,
    response: { 200: Type.Object({ versions: Type.Array(ZoneVersion) }) },
  },
} as const
