/** What tickets from any door are made of beside the case itself: text that can be kept, where it came from, who complained. */
import Type, { type Static } from 'typebox'
import { Hash } from './assignments.ts'

/** Everything but NUL and halves of surrogate pairs, which no database keeps as they came. */
export const PLAIN = '^[^\\u0000\\p{Cs}]*$'

export const PlainText = (maxLength: number, minLength = 1) =>
  Type.String({ minLength, maxLength, pattern: PLAIN })

/** When something happened, ms UTC: within what a calendar and a database can tell. */
export const Happened = Type.Integer({
  minimum: 0,
  maximum: 4_102_444_800_000,
  description: 'ms since 1970-01-01T00:00:00Z',
})

/** Kept apart from the ticket: in no list, no event and no export; shown masked to who has not the right. */
export const Complainant = Type.Object(
  { name: PlainText(60, 0), phone: PlainText(40, 0) },
  { additionalProperties: false },
)
export type Complainant = Static<typeof Complainant>

/** Who complained where nothing may be read of them later: their number or account at the source, kept as a keyed hash only. */
export const CallerNumber = PlainText(100)

/** What a feed told of itself and of its finding. */
export const Origin = Type.Object({
  name: Type.String({ description: 'who sent it: hotline, department, client or machine' }),
  confidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  clip: Type.Optional(Hash),
  camera: Type.Optional(Type.String()),
  mediaUrl: Type.Optional(Type.String({ description: 'recorded as it was told, never fetched' })),
  attributes: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type Origin = Static<typeof Origin>
