/** The hotline's feed: records with its own numbers and revisions. */
import Type, { type Static } from 'typebox'
import { LngLat, Nullable, OneOf, Words } from './endpoint.ts'
import { Complainant, Happened, PlainText } from './intake.ts'
import { datums } from './positions.ts'
import { Priority } from './tickets.ts'

export const HotlineRecord = Type.Object(
  {
    id: PlainText(100),
    revisedAt: Type.Optional(
      Type.Integer({
        ...Happened,
        description: 'when this revision was written, ms UTC; `happenedAt` where it is not told',
      }),
    ),
    category: Type.String({ pattern: '^[0-9]{4}$' }),
    priority: Type.Optional(Priority),
    text: PlainText(4000),
    address: PlainText(300),
    place: Type.Optional(LngLat),
    datum: Type.Optional(OneOf(datums)),
    happenedAt: Happened,
    caller: Type.Optional(Complainant),
  },
  { additionalProperties: false },
)
export type HotlineRecord = Static<typeof HotlineRecord>

/**
 * filed: a new ticket; held: it waits for a place; updated: a newer revision; already: nothing new in it; older: a late
 * revision, nothing overwritten; refused: nothing of it was taken, and why.
 */
export const hotlineOutcomes = ['filed', 'held', 'updated', 'already', 'older', 'refused'] as const
export type HotlineOutcome = (typeof hotlineOutcomes)[number]

export const HotlineAnswer = Type.Object({
  index: Type.Integer(),
  id: Nullable(Type.String()),
  outcome: OneOf(hotlineOutcomes),
  ticket: Nullable(Type.String({ description: 'case number' })),
  code: Type.Optional(Type.String()),
  message: Type.Optional(Words),
  where: Type.Optional(Type.String({ description: 'points into the record, e.g. /place/0' })),
})
export type HotlineAnswer = Static<typeof HotlineAnswer>

export const pushHotline = {
  method: 'POST',
  url: '/api/hotline',
  bodyLimit: 4 * 1024 * 1024,
  schema: {
    summary: 'Records of the hotline; each is answered by itself, and sending it again changes nothing',
    description: 'Authorization: Bearer <key of a hotline>. Each record is of the shape `HotlineRecord`.',
    tags: ['intake'],
    body: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 500 }),
    response: { 200: Type.Array(HotlineAnswer) },
  },
} as const
