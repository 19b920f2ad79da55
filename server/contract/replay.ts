/** Replay: which chunks of history there are, and one chunk's fixes, receipts and facts; all fetched once and kept. */
import Type, { type Static } from 'typebox'
import { Board } from './board.ts'
import { Ms, OneOf } from './endpoint.ts'
import { Event } from './events.ts'

/** Seconds between two fixes of a mover at most: 1 is everything, 10 and 60 are overviews for fast and for day-wide looking. */
export const levels = [1, 10, 60] as const
export type Level = (typeof levels)[number]

/** `happened`: as it was. `received`: as the center knew it then, whatever was told later. */
export const knowings = ['happened', 'received'] as const
export type Knowing = (typeof knowings)[number]

export const ChunkListing = Type.Object({
  starts: Ms,
  /** Goes up when a fix was told late; it is part of the addresses below, so that what is fetched never changes. */
  version: Type.Integer({ minimum: 1 }),
  /** Goes up when an event was told late. */
  factsVersion: Type.Integer({ minimum: 1 }),
  complete: Type.Boolean({
    description: 'false: its ten minutes are not over, and it grows: ask again without a version',
  }),
  until: Type.Integer({
    description: 'up to when it tells what was received, ms UTC: its end, where it is complete',
  }),
  fixes: Type.Integer({ description: '0 while it is not complete' }),
  events: Type.Integer({ description: 'that happened in it; 0 while it is not complete' }),
  bytes: Type.Integer({ description: 'of the fixes at level 1, compressed' }),
})
export type ChunkListing = Static<typeof ChunkListing>

export const listChunks = {
  method: 'GET',
  url: '/api/replay',
  schema: {
    summary: 'The chunks of ten minutes that touch a span of time, oldest first',
    tags: ['replay'],
    querystring: Type.Object({ from: Ms, to: Ms }),
    response: {
      200: Type.Object({
        now: Ms,
        first: Type.Union([Ms, Type.Null()], { description: 'the oldest moment there is' }),
        chunks: Type.Array(ChunkListing),
      }),
    },
  },
} as const

const Start = Type.Object({ start: Ms })
const version = Type.Optional(
  Type.Integer({ minimum: 1, description: 'as listed: the answer may be kept for ever' }),
)

const factsVersion = Type.Optional(
  Type.Integer({ minimum: 1, description: 'as listed for facts: the answer may be kept for ever' }),
)

/** Answers bytes: see `chunk.ts`; compressed with Brotli where the asker takes that. */
export const readChunk = {
  method: 'GET',
  url: '/api/replay/:start',
  schema: {
    summary: 'The fixes of ten minutes, in columns of small numbers',
    tags: ['replay'],
    params: Start,
    querystring: Type.Object({
      level: Type.Optional(Type.Unsafe<Level>({ type: 'integer', enum: [...levels], default: 1 })),
      version,
    }),
    response: { 200: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }) },
  },
} as const

/** Answers bytes: see `chunkReceipts.ts`. */
export const readReceipts = {
  method: 'GET',
  url: '/api/replay/:start/receipts',
  schema: {
    summary: 'When each fix of a chunk was received, for "what was known then"',
    tags: ['replay'],
    params: Start,
    querystring: Type.Object({ version }),
    response: { 200: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }) },
  },
} as const

export const ChunkFacts = Type.Object({
  starts: Ms,
  ends: Ms,
  board: Board,
  events: Type.Array(Event, { description: 'of the ten minutes, by when they happened or were received' }),
})
export type ChunkFacts = Static<typeof ChunkFacts>

export const readChunkFacts = {
  method: 'GET',
  url: '/api/replay/:start/facts',
  schema: {
    summary: 'The board as it stood when ten minutes began, and their events',
    tags: ['replay'],
    params: Start,
    querystring: Type.Object({ by: Type.Optional(OneOf(knowings)), version: factsVersion }),
    response: { 200: ChunkFacts },
  },
} as const
