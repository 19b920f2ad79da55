/** Review (讲评): moments pinned with a note, and playlists of them in the order in which they are shown. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, Version } from './endpoint.ts'
import { PlainText } from './intake.ts'

export const TAGS_AT_MOST = 8
export const PINS_AT_MOST = 200

/** What shows the moment again: time, knowing, view, selection, layers and filter, as an address of this console. */
const Address = Type.String({
  pattern: '^/[a-z]+(\\?[^\\s#]*)?$',
  maxLength: 2000,
  description: 'an address of this console, such as a link to an instant',
})
const Note = Type.String({ maxLength: 2000, pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$' })
const Tags = Type.Array(PlainText(20), { maxItems: TAGS_AT_MOST, uniqueItems: true })
const Ticket = Nullable(Type.Integer({ minimum: 1 }))

export const Pin = Type.Object({
  id: Type.Integer(),
  version: Version,
  at: Type.Integer({ description: 'the moment, ms UTC' }),
  address: Type.String(),
  note: Type.String(),
  tags: Type.Array(Type.String()),
  ticket: Nullable(Type.Integer()),
  by: Type.String({ description: 'username' }),
  madeAt: Ms,
  removed: Type.Boolean(),
})
export type Pin = Static<typeof Pin>

export const Playlist = Type.Object({
  id: Type.Integer(),
  version: Version,
  name: Type.String(),
  pins: Type.Array(Type.Integer(), { description: 'in the order in which they are shown' }),
  by: Type.String(),
  madeAt: Ms,
  removed: Type.Boolean(),
})
export type Playlist = Static<typeof Playlist>

export const readReview = {
  method: 'GET',
  url: '/api/review',
  schema: {
    summary: 'Pinned moments and playlists that are not removed, the newest first',
    tags: ['review'],
    response: { 200: Type.Object({ pins: Type.Array(Pin), playlists: Type.Array(Playlist) }) },
  },
} as const

const shared = { tags: ['review'], headers: CommandHeaders }

export const makePin = {
  method: 'POST',
  url: '/api/review/pins',
  schema: {
    ...shared,
    summary: 'Pin a moment',
    body: Type.Object(
      { at: Ms, address: Address, note: Note, tags: Tags, ticket: Ticket },
      { additionalProperties: false },
    ),
    response: { 200: Pin },
  },
} as const

export const changePin = {
  method: 'POST',
  url: '/api/review/pins/:id/change',
  schema: {
    ...shared,
    summary: 'Change what is said of a pinned moment, remove it or put it back',
    params: Id,
    body: Type.Object(
      {
        version: Version,
        note: Type.Optional(Note),
        tags: Type.Optional(Tags),
        ticket: Type.Optional(Ticket),
        removed: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    response: { 200: Pin },
  },
} as const

const Name = PlainText(80)
const Pins = Type.Array(Type.Integer({ minimum: 1 }), { maxItems: PINS_AT_MOST, uniqueItems: true })

export const makePlaylist = {
  method: 'POST',
  url: '/api/review/playlists',
  schema: {
    ...shared,
    summary: 'Make a playlist of pinned moments',
    body: Type.Object({ name: Name, pins: Pins }, { additionalProperties: false }),
    response: { 200: Playlist },
  },
} as const

export const changePlaylist = {
  method: 'POST',
  url: '/api/review/playlists/:id/change',
  schema: {
    ...shared,
    summary: 'Rename a playlist, order its moments anew, remove it or put it back',
    params: Id,
    body: Type.Object(
      {
        version: Version,
        name: Type.Optional(Name),
        pins: Type.Optional(Pins),
        removed: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    response: { 200: Playlist },
  },
} as const
