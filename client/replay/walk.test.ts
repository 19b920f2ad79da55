/** Walking through a chunk shows what reading it from its beginning shows, whatever way one comes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openChunk, WIDTH } from '#contract/chunk.ts'
import { writeChunk } from '../../server/replay/chunkWriter.ts'
import { gatherTracks, type TrackRow } from '../../server/replay/tracks.ts'
import { STRIDE } from './steps.ts'
import { openWalk } from './walk.ts'

const STARTS = 1_790_000_000_000
const span = { starts: STARTS, blockMs: 20_000, blocks: 24 } as const
const LENGTH = span.blockMs * span.blocks

const anyRow = fc.record<TrackRow>({
  mover: fc.integer({ min: 1, max: 6 }),
  at: fc.integer({ min: 0, max: LENGTH - 1 }),
  lng: fc.integer({ min: -18_000_000, max: 18_000_000 }),
  lat: fc.integer({ min: -9_000_000, max: 9_000_000 }),
  speed: fc.integer({ min: -1, max: 0x7fff }),
  heading: fc.integer({ min: -1, max: 255 }),
  accuracy: fc.constantFrom(0, 10, 20, 30),
  source: fc.integer({ min: 0, max: 7 }),
  skew: fc.constantFrom(0, -5000, 63_000),
  lag: fc.constant(0),
})
const anyMoments = fc.array(fc.integer({ min: -5000, max: LENGTH + 5000 }), { minLength: 1, maxLength: 12 })

describe('a walk through a chunk', () => {
  test('shows at every moment what the chunk tells, wherever it came from', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 120 }), anyMoments, (rows, moments) => {
        const bytes = written(rows)
        const [walk, chunk] = [openWalk(bytes), openChunk(bytes)]
        for (const at of moments) {
          walk.goTo(STARTS + at)
          expect(standing(walk.state)).toEqual([...chunk.pacesUntil(STARTS + at)])
        }
      }),
    )
  })

  test('that only goes on marks who moved since', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 80 }), anyMoments, (rows, moments) => {
        const walk = openWalk(written(rows))
        let last = -1
        for (const at of moments.toSorted((one, other) => one - other)) {
          const goesOn = walk.goTo(STARTS + at)
          const heard = new Set(rows.filter((row) => row.at > last && row.at <= at).map(({ mover }) => mover))
          const moved = Array.from(walk.movers).filter((_, i) => walk.moved[i] === 1)
          if (goesOn) expect(new Set(moved)).toEqual(heard)
          last = Math.max(last, at)
        }
      }),
    )
  })

  test('follows a mover from fix to fix', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 120 }), anyMoments, (rows, [from = 0, to = LENGTH]) => {
        const walk = openWalk(written(rows))
        while (walk.prepare());
        for (const mover of new Set(rows.map((row) => row.mover))) {
          const told: number[] = []
          walk.follow(mover, STARTS + from, STARTS + to, (pace) => told.push(pace[1] as number))
          const times = rows.filter((row) => row.mover === mover && row.at > from && row.at <= to)
          expect(told).toEqual([...new Set(times.map(({ at }) => at))].sort((one, other) => one - other))
        }
      }),
    )
  })

  test('refuses a chunk that was cut off', () => {
    const bytes = written([
      { mover: 1, at: 500, lng: 1, lat: 2, speed: 3, heading: 4, accuracy: 5, source: 6, skew: 7, lag: 0 },
    ])
    for (let length = 1; length < bytes.length; length++) {
      expect(() => openWalk(bytes.subarray(0, length)).goTo(STARTS + LENGTH)).toThrow(RangeError)
    }
  })
})

function written(rows: readonly TrackRow[]): Uint8Array {
  const gathered = gatherTracks()
  for (const row of rows) gathered.add(row)
  const tracks = gathered.sorted()
  return writeChunk(span, tracks, new Int32Array(tracks.movers.length * WIDTH))
}

/** What the chunk knows too. */
function standing(state: Int32Array): number[] {
  const movers = state.length / STRIDE
  return Array.from({ length: movers }, (_, i) => [...state.subarray(i * STRIDE, i * STRIDE + WIDTH)]).flat()
}
