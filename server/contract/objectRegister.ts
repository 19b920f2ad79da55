/** What objects are registered with and measured by: registers of other systems, and how often each grade is inspected. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, LngLat, Ms, OneOf, Words } from './endpoint.ts'
import { credits, grades, objectKinds, VenueCode } from './objects.ts'
import { datums } from './positions.ts'

export const Interval = Type.Object(
  {
    grade: OneOf(grades),
    credit: OneOf(credits),
    mostDays: Type.Integer({ minimum: 1, maximum: 3650, description: 'inspected again within so many days' }),
    leastDays: Type.Integer({ minimum: 0, maximum: 3650, description: 'and not before so many' }),
  },
  { additionalProperties: false },
)
export type Interval = Static<typeof Interval>

export const listIntervals = {
  method: 'GET',
  url: '/api/objects/intervals',
  schema: {
    summary: 'How often a grade and credit ask for inspection',
    tags: ['objects'],
    response: { 200: Type.Array(Interval) },
  },
} as const

export const setInterval = {
  method: 'POST',
  url: '/api/objects/intervals',
  schema: {
    summary: 'Change an interval; all due days of its objects follow',
    tags: ['objects'],
    headers: CommandHeaders,
    body: Interval,
    response: { 200: Interval },
  },
} as const

export const ImportedObject = Type.Object(
  {
    externalId: Type.String({ minLength: 1, maxLength: 100 }),
    kind: OneOf(objectKinds),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    address: Type.String({ minLength: 1, maxLength: 300 }),
    place: LngLat,
    organisation: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'code or Chinese name of the squad',
    }),
    grade: OneOf(grades),
    credit: OneOf(credits),
    venueCode: VenueCode,
    lastInspectedAt: Type.Optional(Ms),
  },
  { additionalProperties: false },
)
export type ImportedObject = Static<typeof ImportedObject>

export const importObjects = {
  method: 'POST',
  url: '/api/objects/import',
  bodyLimit: 16 * 1024 * 1024,
  schema: {
    summary:
      'Take in objects of a register by its own numbers: new ones are added, known ones changed; all or, with the reasons, none',
    tags: ['objects'],
    headers: CommandHeaders,
    body: Type.Object(
      {
        source: Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$', description: 'whose numbers these are' }),
        datum: OneOf(datums, 'of the places'),
        check: Type.Optional(Type.Boolean({ description: 'only say what would be refused' })),
        objects: Type.Array(ImportedObject, { minItems: 1, maxItems: 5000 }),
      },
      { additionalProperties: false },
    ),
    response: {
      200: Type.Object({
        added: Type.Integer(),
        changed: Type.Integer(),
        same: Type.Integer(),
        refused: Type.Array(Type.Object({ index: Type.Integer(), field: Type.String(), message: Words }), {
          description: 'not empty: nothing was taken in',
        }),
      }),
    },
  },
} as const
export type ImportOutcome = Static<(typeof importObjects)['schema']['response'][200]>
