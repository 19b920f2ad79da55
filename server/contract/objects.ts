/** Objects: the shops, sites and historic buildings that are inspected, how they are graded, and when they are due. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf } from './endpoint.ts'

export const objectKinds = ['shop', 'site', 'historic'] as const
export type ObjectKind = (typeof objectKinds)[number]

/** Risk, from little to much. */
export const grades = ['low', 'medium', 'high'] as const
export type Grade = (typeof grades)[number]

/** Credit, from good to bad. */
export const credits = ['a', 'b', 'c', 'd'] as const
export type Credit = (typeof credits)[number]

const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'yyyy-mm-dd in Shanghai' })

export const EnforcementObject = Type.Object({
  id: Type.Integer(),
  version: Type.Integer(),
  source: Type.String({ description: 'who registered it' }),
  externalId: Type.String({ description: 'the number the source gave it' }),
  kind: OneOf(objectKinds),
  name: Type.String(),
  address: Type.String(),
  place: LngLat,
  organisation: Type.Integer({ description: 'the squad it belongs to' }),
  grade: OneOf(grades),
  credit: OneOf(credits),
  lastInspectedAt: Nullable(Ms),
  dueOn: Nullable(Day),
})
export type EnforcementObject = Static<typeof EnforcementObject>

/** Which day an instant is in Shanghai, yyyy-mm-dd. */
export const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

/** Days from one day to another; below 0: the other is past. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** `soon`: within 30 days. */
export const dues = ['overdue', 'soon'] as const
export type Due = (typeof dues)[number]

/** The zoom from which tiles hold single objects; below it they hold counts. */
export const SINGLE_FROM_ZOOM = 14

export const listObjects = {
  method: 'GET',
  url: '/api/objects',
  schema: {
    summary: 'Objects, those longest overdue first; a search by name answers the likest first',
    tags: ['objects'],
    querystring: Type.Object({
      text: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      kind: Type.Optional(OneOf(objectKinds)),
      grade: Type.Optional(OneOf(grades)),
      organisation: Type.Optional(
        Type.Integer({ minimum: 1, description: 'a squad, or a district with all its squads' }),
      ),
      due: Type.Optional(OneOf(dues)),
      offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    }),
    response: {
      200: Type.Object({ at: Ms, total: Type.Integer(), objects: Type.Array(EnforcementObject) }),
    },
  },
} as const
export type ObjectFilter = Static<(typeof listObjects)['schema']['querystring']>

export const results = ['pass', 'correct', 'persuade', 'case'] as const
export type Result = (typeof results)[number]

export const Inspection = Type.Object({
  id: Type.Integer(),
  object: Type.Integer(),
  at: Ms,
  by: Type.String({ description: 'username' }),
  result: OneOf(results),
  note: Nullable(Type.String()),
  proven: Type.Boolean({ description: 'the venue code was told' }),
  ticket: Nullable(Type.Integer({ description: 'the ticket it opened' })),
  tooSoon: Type.Boolean({ description: 'sooner than the interval allows' }),
  reason: Nullable(Type.String({ description: 'why sooner' })),
})
export type Inspection = Static<typeof Inspection>

const NearbyTicket = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  category: Type.String(),
  state: Type.String(),
  openedAt: Ms,
  metres: Type.Integer(),
})

export const ObjectCard = Type.Object({
  at: Ms,
  object: EnforcementObject,
  notBefore: Nullable(
    Type.String({ description: 'the first day on which it may be inspected again, yyyy-mm-dd' }),
  ),
  inspections: Type.Array(Inspection, { description: 'the newest ten' }),
  tickets: Type.Array(NearbyTicket, { description: 'within 100 m in the last year, newest first' }),
})
export type ObjectCard = Static<typeof ObjectCard>

export const readObject = {
  method: 'GET',
  url: '/api/objects/:id',
  schema: {
    summary: 'An object with its last inspections and the tickets around it',
    tags: ['objects'],
    params: Id,
    response: { 200: ObjectCard },
  },
} as const

export const VenueCode = Type.String({
  minLength: 4,
  maxLength: 100,
  description: 'the code on the sign at the door (场所码)',
})

export const readVenue = {
  method: 'GET',
  url: '/api/venues/:code',
  schema: {
    summary: 'The object whose venue code this is, for who stands before it',
    tags: ['objects'],
    params: Type.Object({ code: VenueCode }),
    response: { 200: ObjectCard },
  },
} as const

export const inspectObject = {
  method: 'POST',
  url: '/api/objects/:id/inspect',
  schema: {
    summary:
      'Record an inspection. An officer proves the visit by the venue code; sooner than the interval needs a reason',
    tags: ['objects'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      {
        result: OneOf(results),
        code: Type.Optional(VenueCode),
        place: Type.Optional(LngLat),
        at: Type.Optional(Ms),
        note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
        reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
        open: Type.Optional(
          Type.Object(
            {
              category: Type.String({ pattern: '^[0-9]{4}$' }),
              text: Type.String({ minLength: 1, maxLength: 4000 }),
            },
            { additionalProperties: false, description: 'with the result case: the ticket to open here' },
          ),
        ),
      },
      { additionalProperties: false },
    ),
    response: {
      200: Type.Object({ object: EnforcementObject, inspection: Inspection }),
    },
  },
} as const

const Counts = Type.Object({ low: Type.Integer(), medium: Type.Integer(), high: Type.Integer() })

export const summariseObjects = {
  method: 'GET',
  url: '/api/objects/summary',
  schema: {
    summary:
      'How many objects there are by kind and grade, how many are due, and how often it was inspected too soon',
    tags: ['objects'],
    response: {
      200: Type.Object({
        at: Ms,
        kinds: Type.Object({ shop: Counts, site: Counts, historic: Counts }),
        overdue: Type.Integer(),
        soon: Type.Integer({ description: 'due within 30 days' }),
        inspected: Type.Integer({ description: 'inspections of the last 365 days' }),
        tooSoon: Type.Integer({ description: 'of those, sooner than their interval allowed' }),
      }),
    },
  },
} as const
export type ObjectSummary = Static<(typeof summariseObjects)['schema']['response'][200]>
