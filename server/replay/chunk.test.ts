/** What is read from a chunk is what was written, whatever the tracks. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ACCURACY,
  AT,
  HEADING,
  LAT,
  LNG,
  openChunk,
  PRESENT,
  type RowField,
  rowFields,
  SKEW,
  SOURCE,
  SPEED,
  WIDTH,
} from '#contract/chunk.ts'
import { type Tracks, writeChunk } from './chunkWriter.ts'

type Row = Readonly<Record<RowField, number>>

const SPAN = { starts: 1_790_000_000_000, blockMs: 20_000, blocks: 24 }
const CHUNK_MS = SPAN.blockMs * SPAN.blocks

/** Fixes of each mover by time, with all that devices may say. */
const anyRow = fc.record<Row>({
  at: fc.integer({ min: 0, max: CHUNK_MS - 1 }),
  lng: fc.integer({ min: -18_000_000, max: 18_000_000 }),
  lat: fc.integer({ min: -9_000_000, max: 9_000_000 }),
  speed: fc.integer({ min: -1, max: 0x7fff }),
  heading: fc.integer({ min: -1, max: 255 }),
  accuracy: fc.constantFrom(0, 10, 20, 30),
  source: fc.integer({ min: 0, max: 7 }),
  skew: fc.constantFrom(0, -5000, 63_000),
})
const anyHistory = fc.array(fc.array(anyRow, { maxLength: 30 }), { maxLength: 8 })

const byTime = (rows: readonly Row[]) => rows.toSorted((one, other) => one.at - other.at)

const rowOf = (pace: Int32Array): Row => ({
  at: pace[AT] as number,
  lng: pace[LNG] as number,
  lat: pace[LAT] as number,
  speed: pace[SPEED] as number,
  heading: pace[HEADING] as number,
  accuracy: pace[ACCURACY] as number,
  source: pace[SOURCE] as number,
  skew: pace[SKEW] as number,
})

function tracksOf(history: readonly (readonly Row[])[]): Tracks {
  const rows = history.flatMap(byTime)
  const of = (field: RowField) => rows.map((row) => row[field])
  const ends = history.map((_, i) => history.slice(0, i + 1).flat().length)
  return {
    movers: Int32Array.from(history, (_, i) => 5 - 3 * i),
    begins: Int32Array.from(history, (_, i) => ends[i - 1] ?? 0),
    ends: Int32Array.from(ends),
    at: Int32Array.from(of('at')),
    lng: Int32Array.from(of('lng')),
    lat: Int32Array.from(of('lat')),
    speed: Int16Array.from(of('speed')),
    heading: Int16Array.from(of('heading')),
    accuracy: Uint8Array.from(of('accuracy')),
    source: Uint8Array.from(of('source')),
    skew: Int32Array.from(of('skew')),
    lag: Int32Array.from(rows, () => 80),
  }
}

describe('a chunk', () => {
  test('tells every fix as it was, block by block and mover by mover', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const tracks = tracksOf(history)
        const paces = new Int32Array(history.length * WIDTH)
        const chunk = openChunk(writeChunk(SPAN, tracks, paces))
        expect([...chunk.movers]).toEqual([...tracks.movers])
        const read = history.map((): Row[] => [])
        for (let block = 0; block < SPAN.blocks; block++) {
          const { ends, rows } = chunk.rowsOf(block)
          history.forEach((_, i) => {
            for (let row = ends[i - 1] ?? 0; row < (ends[i] as number); row++) {
              const each = Object.fromEntries(rowFields.map((field) => [field, rows[field][row]])) as Row
              expect(Math.floor(each.at / SPAN.blockMs)).toBe(block)
              read[i]?.push(each)
            }
          })
        }
        expect(read).toEqual(history.map(byTime))
        // What the writer knows at the end is what the reader knows.
        expect([...chunk.pacesAt(SPAN.blocks)]).toEqual([...paces])
      }),
    )
  })

  test('tells how everybody stood at any moment: each after its last fix up to then', () => {
    const anyMoment = fc.integer({ min: -1000, max: CHUNK_MS + 1000 })
    fc.assert(
      fc.property(anyHistory, fc.array(anyMoment, { maxLength: 12 }), (history, moments) => {
        const bytes = writeChunk(SPAN, tracksOf(history), new Int32Array(history.length * WIDTH))
        const chunk = openChunk(bytes)
        const into = new Int32Array(history.length * WIDTH)
        for (const moment of moments) {
          const paces = chunk.pacesUntil(SPAN.starts + moment, into)
          history.forEach((rows, i) => {
            const last = byTime(rows).findLast(({ at }) => at <= moment)
            const pace = paces.subarray(i * WIDTH, (i + 1) * WIDTH)
            expect(pace[PRESENT]).toBe(last ? 1 : 0)
            if (last) expect(rowOf(pace)).toEqual(last)
          })
        }
      }),
    )
  })

  test('that was cut off anywhere, or made longer, is refused and never read as something else', () => {
    const tracks = tracksOf([
      [
        {
          at: 61_000,
          lng: 12_150_000,
          lat: 3_120_000,
          speed: 12,
          heading: 90,
          accuracy: 10,
          source: 0,
          skew: 0,
        },
      ],
    ])
    const bytes = writeChunk(SPAN, tracks, new Int32Array(WIDTH))
    const read = (part: Uint8Array) => {
      const chunk = openChunk(part)
      for (let block = 0; block < SPAN.blocks; block++) chunk.rowsOf(block)
    }
    for (let length = 0; length < bytes.length; length++) {
      expect(() => read(bytes.subarray(0, length))).toThrow(RangeError)
    }
    expect(() => read(Uint8Array.from([...bytes, 0]))).toThrow(RangeError)
  })
})
