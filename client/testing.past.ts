/** A past of one's own for tests: chunks of real bytes and events, that come when the test lets them, or fail. */
import { CHUNK_MS, WIDTH } from '#contract/chunk.ts'
import type { Event } from '#contract/events.ts'
import type { ChunkFacts } from '#contract/replay.ts'
import { writeChunk } from '../server/replay/chunkWriter.ts'
import { writeReceipts } from '../server/replay/receiptsWriter.ts'
import { gatherTracks, type TrackRow } from '../server/replay/tracks.ts'
import { startOf } from './replay/listing.ts'
import type { Source } from './replay/source.ts'

export type TestPast = {
  /** The beginnings of its chunks, ms UTC; between the second and the third one is missing. */
  readonly starts: readonly number[]
  readonly events: readonly Event[]
  readonly source: Source
  bytesOf(start: number): Uint8Array
  receiptsOf(start: number): Uint8Array
  /** Lets everything come that was asked for, or fail. */
  arrive(well: boolean): void
}

const MOVERS = 5
const SECOND = 1000
/** An event each so often. */
const APART = 17 * SECOND

/** `now`: ms UTC; the past ends with the chunk before the one of now. */
export function createTestPast(now: number): TestPast {
  const last = startOf(now) - CHUNK_MS
  const starts = [4, 3, 1, 0].map((back) => last - back * CHUNK_MS)
  const chunks = new Map(starts.map((start, i) => [start, chunkOf(start, i)]))
  const bytesOf = (start: number) => (chunks.get(start) as Chunk).bytes
  const receiptsOf = (start: number) => (chunks.get(start) as Chunk).receipts
  const events = starts.flatMap((start, i) => eventsOf(start, i))
  const facts = new Map(starts.map((start) => [start, factsOf(start, events)]))
  let waiting: ((well: boolean) => void)[] = []
  const later = <T>(answer: () => T): Promise<T> =>
    new Promise((done, fail) => {
      waiting.push((well) => (well ? done(answer()) : fail(new Error('It did not come'))))
    })
  return {
    starts,
    events,
    bytesOf,
    receiptsOf,
    arrive(well) {
      const all = waiting
      waiting = []
      for (const each of all) each(well)
    },
    source: {
      list: (from, to) =>
        later(() => ({
          now: Date.now(),
          first: starts[0] as number,
          chunks: starts
            .filter((start) => start + CHUNK_MS > from && start < to)
            .map((start) => ({
              starts: start,
              version: 1,
              factsVersion: 1,
              complete: true,
              fixes: 1,
              events: 1,
              bytes: 1,
            })),
        })),
      fixes: (start) => later(() => bytesOf(start).slice().buffer as ArrayBuffer),
      receipts: (start) => later(() => receiptsOf(start).slice().buffer as ArrayBuffer),
      facts: (start) => later(() => facts.get(start) as ChunkFacts),
      zones: () => later(() => []),
    },
  }
}

/** Each goes its own way at its own interval, and one falls silent. */
type Chunk = { readonly bytes: Uint8Array; readonly receipts: Uint8Array }

function chunkOf(start: number, nth: number): Chunk {
  const gathered = gatherTracks()
  for (let mover = 1; mover <= MOVERS; mover++) {
    for (let at = mover * 137; at < CHUNK_MS; at += mover * 4 * SECOND) {
      if (mover !== 3 || at < CHUNK_MS / 2) gathered.add(rowOf(mover, at, nth))
    }
  }
  const tracks = gathered.sorted()
  const span = { starts: start, blockMs: 20_000, blocks: 30 }
  const bytes = writeChunk(span, tracks, new Int32Array(MOVERS * WIDTH))
  return { bytes, receipts: writeReceipts(span, tracks, []) }
}

const rowOf = (mover: number, at: number, nth: number): TrackRow => ({
  ...{ mover, at, accuracy: 9, source: 0, skew: 0, lag: mover * 900 + (at % 7) * 300 },
  lng: 12_147_000 + mover * 50 + Math.round(at / 7000) + nth * 100,
  lat: 3_123_000 - mover * 30 + (Math.round(at / 11_000) % 90),
  speed: mover * 7,
  heading: (mover * 40 + Math.round(at / 9000)) % 256,
})

/** A unit goes off and on duty, again and again. */
function eventsOf(start: number, nth: number): Event[] {
  const count = Math.floor(CHUNK_MS / APART)
  return Array.from({ length: count }, (_, i) => {
    const number = nth * count + i + 1
    const happened = start + i * APART
    const unit = { id: 1, version: number + 1, duty: i % 2 === 0 ? 'off' : 'on' }
    return {
      ...{ number, happened, received: happened + 900, actor: 'duty', kind: 'unit.duty' },
      ...{ subject: 'unit/1', units: [1], body: { unit } },
    }
  })
}

function factsOf(start: number, events: readonly Event[]): ChunkFacts {
  const before = events.findLast(({ happened }) => happened < start)
  const unit = (before?.body as { unit?: object } | undefined)?.unit ?? { id: 1, version: 1, duty: 'on' }
  const none = { contacts: [], presences: [], tickets: [], people: [], holds: [], alarms: [] }
  const board = {
    number: before?.number ?? 0,
    at: start,
    units: [unit],
    assignments: [],
    rounds: [],
    ...none,
  }
  return {
    starts: start,
    ends: start + CHUNK_MS,
    board: board as unknown as ChunkFacts['board'],
    events: events.filter(({ happened }) => startOf(happened) === start),
  }
}
