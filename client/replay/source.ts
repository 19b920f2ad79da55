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
import { call, callForBytes } from '../api.ts'
import type { Zone } from '../zones/store.ts'

export type Index = Static<(typeof listChunks)['schema']['response'][200]>

/** `start`: the beginning of a chunk, ms UTC; `version` as the index says. */
export type Source = {
  list(from: number, to: number): Promise<Index>
  fixes(start: number, level: Level, version: number): Promise<ArrayBuffer>
  receipts(start: number, version: number): Promise<ArrayBuffer>
  facts(start: number, knowing: Knowing, version: number): Promise<ChunkFacts>
  zones(at: number): Promise<readonly Zone[]>
}

export const server: Source = {
  list: (from, to) => call(listChunks, { query: { from, to } }),
  fixes: (start, level, version) => callForBytes(readChunk, { params: { start }, query: { level, version } }),
  receipts: (start, version) => callForBytes(readReceipts, { params: { start }, query: { version } }),
  facts: (start, by, version) => call(readChunkFacts, { params: { start }, query: { by, version } }),
  zones: async (at) => (await call(readZones, { query: { at } })).features as unknown as Zone[],
}
