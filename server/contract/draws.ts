/** Random draws of objects and officers (双随机): asked for, listed, and exported to be drawn again. The algorithm is in `drawAlgorithm.ts`. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf } from './endpoint.ts'
import { dues, grades, objectKinds } from './objects.ts'

const Shares = Type.Object(
  {
    low: Type.Integer({ minimum: 0, maximum: 1000 }),
    medium: Type.Integer({ minimum: 0, maximum: 1000 }),
    high: Type.Integer({ minimum: 0, maximum: 1000 }),
  },
  { additionalProperties: false },
)

/** At most so many objects in one draw. */
export const MOST_DRAWN = 1000

/** What can be drawn from. */
const Pool = {
  kinds: Type.Optional(Type.Array(OneOf(objectKinds), { minItems: 1, uniqueItems: true })),
  organisation: Type.Optional(
    Type.Integer({ minimum: 1, description: 'a squad, or a district with its squads' }),
  ),
  due: Type.Optional(OneOf(dues)),
  officersOf: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'officers of this organisation only; where not given, of the whole bureau',
    }),
  ),
}

export const MakeDraw = Type.Object(
  {
    ...Pool,
    seed: Type.Optional(
      Type.String({
        pattern: '^[\\x21-\\x7e]{8,200}$',
        description: 'published beforehand; a random one where not given',
      }),
    ),
    shares: Shares,
    officerCount: Type.Integer({ minimum: 1, maximum: 200 }),
    perObject: Type.Integer({ minimum: 1, maximum: 4, default: 2 }),
    apart: Type.Boolean({ description: 'never an officer of the object’s own squad' }),
    includeTooSoon: Type.Optional(
      Type.Boolean({ description: 'also what was inspected sooner than its interval allows' }),
    ),
    reason: Type.Optional(
      Type.String({ minLength: 1, maxLength: 500, description: 'needed with includeTooSoon' }),
    ),
  },
  { additionalProperties: false },
)
export type MakeDraw = Static<typeof MakeDraw>

export const Draw = Type.Object({
  id: Type.Integer(),
  at: Ms,
  by: Type.String(),
  algorithm: Type.String(),
  seed: Type.String(),
  asked: MakeDraw,
  inputsHash: Type.String(),
  objects: Type.Integer({ description: 'how many were drawn' }),
  officers: Type.Integer({ description: 'how many were put on them' }),
  tooSoon: Type.Integer({ description: 'of the objects, inspected sooner than their interval allows' }),
  reason: Nullable(Type.String()),
})
export type Draw = Static<typeof Draw>

export const makeDraw = {
  method: 'POST',
  url: '/api/draws',
  schema: {
    summary: 'Draw objects and officers at random; the inputs’ hash goes into the log',
    tags: ['objects'],
    headers: CommandHeaders,
    body: MakeDraw,
    response: { 200: Draw },
  },
} as const

export const listDraws = {
  method: 'GET',
  url: '/api/draws',
  schema: { summary: 'Draws, newest first', tags: ['objects'], response: { 200: Type.Array(Draw) } },
} as const

export const readDraw = {
  method: 'GET',
  url: '/api/draws/:id',
  schema: {
    summary: 'A draw with the names of whom and what was drawn',
    tags: ['objects'],
    params: Id,
    response: {
      200: Type.Object({
        draw: Draw,
        rows: Type.Array(
          Type.Object({
            object: Type.Integer(),
            name: Type.String(),
            grade: OneOf(grades),
            officers: Type.Array(
              Type.Object({ id: Type.Integer(), name: Type.String(), nameEn: Type.String() }),
            ),
          }),
        ),
      }),
    },
  },
} as const

export const previewDraw = {
  method: 'GET',
  url: '/api/draws/pool',
  schema: {
    summary: 'How many objects and officers could be drawn',
    tags: ['objects'],
    querystring: Type.Object({ ...Pool, kinds: Type.Optional(OneOf(objectKinds)) }),
    response: {
      200: Type.Object({
        grades: Shares,
        tooSoon: Type.Integer({
          description: 'objects left out: inspected sooner than their interval allows',
        }),
        officers: Type.Integer({ description: 'with a valid certificate' }),
      }),
    },
  },
} as const

/** Answers an `ExportedDraw` as a file. */
export const exportDraw = { method: 'GET', url: '/api/draws/:id/export' } as const
