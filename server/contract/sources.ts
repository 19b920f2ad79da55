/** Keys of feeds: each source that sends tickets or readings by itself signs with one of its own. */
import Type, { type Static } from 'typebox'
import { Id, Ms, Nullable, OneOf } from './endpoint.ts'

/** The sources that send by themselves; the others are entered by people. */
export const feedSources = ['hotline', 'video', 'partner', 'open311', 'counter'] as const
export type FeedSource = (typeof feedSources)[number]

const name = Type.String({ minLength: 1, maxLength: 60 })

export const SourceKey = Type.Object({
  id: Type.Integer(),
  source: OneOf(feedSources),
  name: Type.String({ description: 'who sends, e.g. the partner department' }),
  nameEn: Type.String(),
  issuedAt: Ms,
  issuedBy: Type.String(),
  revokedAt: Nullable(Ms),
})
export type SourceKey = Static<typeof SourceKey>

export const issueSourceKey = {
  method: 'POST',
  url: '/api/sources',
  schema: {
    summary: 'Issue a key for a feed; it is told this once',
    tags: ['intake'],
    body: Type.Object(
      { source: OneOf(feedSources), name, nameEn: Type.Optional(name) },
      { additionalProperties: false },
    ),
    response: { 200: Type.Object({ source: SourceKey, key: Type.String() }) },
  },
} as const

export const listSourceKeys = {
  method: 'GET',
  url: '/api/sources',
  schema: {
    summary: 'The feeds that have, or had, a key',
    tags: ['intake'],
    response: { 200: Type.Array(SourceKey) },
  },
} as const

export const revokeSourceKey = {
  method: 'DELETE',
  url: '/api/sources/:id',
  schema: {
    summary: 'Take a key away; what it sent stays',
    tags: ['intake'],
    params: Id,
    response: { 200: SourceKey },
  },
} as const
