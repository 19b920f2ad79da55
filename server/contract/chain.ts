/** The log's chain: each entry carries the hash of the one before it and of its own content. */
import Type, { type Static } from 'typebox'
import { Ms, Nullable, OneOf } from './endpoint.ts'

/**
 * missing: entries from `number` on are not there. altered: the entry `number` is not what was logged; so is the next one
 * where somebody took an entry out and moved the rest up, or slipped one in. inserted: the log never counted so far.
 */
export const chainBreaks = ['missing', 'altered', 'inserted'] as const
export const ChainBreak = Type.Object({
  kind: OneOf(chainBreaks),
  number: Type.Integer({ description: 'the first entry that is wrong' }),
  /** Of missing ones. */
  last: Type.Integer({ description: 'the last of them that is missing; else as `number`' }),
  event: Nullable(
    Type.Object({ kind: Type.String(), subject: Type.String(), actor: Type.String(), received: Ms }),
  ),
})
export type ChainBreak = Static<typeof ChainBreak>

export const ChainPart = Type.Object({
  checked: Type.Integer({ description: 'entries up to here are what was logged' }),
  last: Type.Integer({ description: 'the newest number there is' }),
  head: Type.String({ description: 'hash of entry `checked`, in hex; empty before the first' }),
  broken: Nullable(ChainBreak),
})
export type ChainPart = Static<typeof ChainPart>

export const checkChain = {
  method: 'GET',
  url: '/api/events/chain',
  schema: {
    summary:
      'Checks a part of the log after an entry against its hashes; go on after `checked` until it is `last`',
    tags: ['events'],
    querystring: Type.Object({
      after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000, default: 5_000 })),
    }),
    response: { 200: ChainPart },
  },
} as const

/** The newest entry of a day and its hash: kept elsewhere, it shows a log that was forged from then on as a whole. */
export const ChainHead = Type.Object({
  day: Type.String({ description: 'yyyy-mm-dd in Shanghai' }),
  number: Type.Integer({ minimum: 1 }),
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})
export type ChainHead = Static<typeof ChainHead>

export const readHeads = {
  method: 'GET',
  url: '/api/events/heads',
  schema: {
    summary: 'The last entry of each day that is over, with its hash: to be kept elsewhere',
    tags: ['events'],
    response: { 200: Type.Array(ChainHead) },
  },
} as const
