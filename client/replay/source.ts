/** Where the past comes from: the server's chunks, asked for by version, so that the browser keeps them for ever. */
import type { Static } from 'typebox'
import { readZones } from '#contract/city.ts'
import {
  type ChunkFacts,
  type Knowing,
  type Level,
  listChunks,
  readChunk,
  readChunkFacts,
  readReceipts,
} from '#contract/replay.ts'
import { call, callForBytes, Refusal } from '../api.ts'
import type { Zone } from '../zones/store.ts'

export type Index = Static<(typeof listChunks)['schema']['response'][200]>

type Version = number | undefined

/** `start`: the beginning of a chunk, ms UTC; `version` as the index says, undefined while it grows. */
export type Source = {
  list(from: number, to: number): Promise<Index>
  fixes(start: number, level: Level, version: Version): Promise<ArrayBuffer>
  receipts(start: number, version: Version): Promise<ArrayBuffer>
  /** Null where nothing was kept at that time yet. */
  facts(start: number, knowing: Knowing, version: Version): Promise<ChunkFacts | null>
  zones(at: number): Promise<readonly Zone[]>
}

export const server: Source = {
  list: (from, to) => call(listChunks, { query: { from, to } }),
  fixes: (start, level, version) =>
    callForBytes(readChunk, { params: { start }, query: { level, ...told(version) } }),
  receipts: (start, version) => callForBytes(readReceipts, { params: { start }, query: told(version) }),
  facts: (start, by, version) =>
    call(readChunkFacts, { params: { start }, query: { by, ...told(version) } }).catch((error) => {
      if (error instanceof Refusal && error.status === 404) return null
      throw error
    }),
  zones: async (at) => (await call(readZones, { query: { at } })).features as unknown as Zone[],
}

const told = (version: Version) => (version === undefined ? {} : { version })
