/** What a chunk and its receipts say the center held is what a book held that was told the same fixes, whatever came late. */
import { brotliDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AT, CHUNK_MS, type Chunk, LAT, LNG, openChunk, type Paces, PRESENT, WIDTH } from '#contract/chunk.ts'
import { openReceipts } from '#contract/chunkReceipts.ts'
import { packChunk } from './build.ts'
import { nobody, type Standing, standingAfter } from './standing.ts'
import { straysOf } from './strays.ts'
import { gatherTracks } from './tracks.ts'

const STARTS = 1_790_000_400_000
const CHUNKS = 3

type Told = { readonly mover: number; readonly at: number; readonly received: number; readonly lng: number }

/** Times in ms from the beginning; most come at once, some after minutes, some from clocks that are ahead. */
const anyFix = fc
  .record({
    mover: fc.integer({ min: 1, max: 4 }),
    at: fc.integer({ min: -60_000, max: CHUNKS * CHUNK_MS - 1 }),
    lag: fc.oneof(
      fc.integer({ min: -9_000, max: 3_000 }),
      fc.integer({ min: 0, max: 2 * CHUNK_MS }),
      fc.constantFrom(0),
    ),
    lng: fc.integer({ min: 12_000_000, max: 12_100_000 }),
  })
  .map(({ lag, ...fix }): Told => ({ ...fix, received: fix.at + lag }))
const anyTold = fc.uniqueArray(anyFix, { maxLength: 40, selector: ({ mover, at }) => `${mover}/${at}` })

function tracksOf(told: readonly Told[], starts: number) {
  const tracks = gatherTracks()
  const rest = { lat: 3_120_000, speed: 10, heading: 3, accuracy: 10, source: 0, skew: 0 }
  for (const { mover, at, received, lng } of told) {
    tracks.add({ mover, at: at - starts, lng, lag: received - at, ...rest })
  }
  return tracks.sorted()
}

async function build(told: readonly Told[], before: Standing) {
  const starts = before.at - STARTS
  const ends = starts + CHUNK_MS
  const heard = told.filter(({ at }) => at >= starts && at < ends)
  const late = told.filter(({ at, received }) => at < starts && received > starts && received < ends)
  const ahead = told.filter(({ at, received }) => at >= ends && received < ends)
  const strays = straysOf(before, tracksOf(late, starts), tracksOf(ahead, starts))
  const built = await packChunk(tracksOf(heard, starts), before, strays)
  const chunk = openChunk(brotliDecompressSync(built.chunks[1]))
  return { chunk, receipts: openReceipts(brotliDecompressSync(built.receipts), chunk) }
}

/** How everybody stood when the chunk began: those before it were made anew with each that came late. */
async function standingAt(chunks: number, known: readonly Told[]): Promise<Standing> {
  let before = nobody(STARTS)
  for (let i = 0; i < chunks; i++) {
    const { chunk, receipts } = await build(known, before)
    before = standingAfter(chunk, receipts)
  }
  return before
}

const shown = ({ movers, starts }: Chunk, paces: Paces) =>
  Array.from(movers, (mover, i) => [mover, ...paces.subarray(i * WIDTH, (i + 1) * WIDTH)])
    .filter((pace) => pace[1 + PRESENT] === 1)
    .map((pace) => [pace[0], starts - STARTS + (pace[1 + AT] as number), pace[1 + LNG], pace[1 + LAT]])
    .sort((one, other) => (one[0] as number) - (other[0] as number))

const newest = (told: readonly Told[]) =>
  [...new Map(told.toSorted((one, other) => one.at - other.at).map((fix) => [fix.mover, fix])).values()]
    .map(({ mover, at, lng }) => [mover, at, lng, 3_120_000])
    .sort((one, other) => (one[0] as number) - (other[0] as number))

test('at any instant, in any version, chunk and receipts hold what the book held', async () => {
  const anyMoments = fc.array(fc.integer({ min: 0, max: CHUNKS * CHUNK_MS - 1 }), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(
      anyTold,
      anyMoments,
      fc.integer({ min: 0, max: 2 * CHUNK_MS }),
      async (told, moments, wait) => {
        const all = told.filter(({ at }) => at >= 0)
        for (let i = 0; i < CHUNKS; i++) {
          const [starts, ends] = [i * CHUNK_MS, (i + 1) * CHUNK_MS]
          // As it is built some time after its end; what comes later makes another version.
          const known = all.filter(({ received }) => received <= ends + wait)
          const { chunk, receipts } = await build(known, await standingAt(i, known))
          for (const at of moments.filter((each) => each >= starts && each < ends)) {
            const held = shown(chunk, receipts.heldUntil(STARTS + at))
            expect(held).toEqual(newest(all.filter(({ received }) => received <= at)))
            const were = shown(chunk, chunk.pacesUntil(STARTS + at))
            expect(were).toEqual(newest(known.filter((fix) => fix.at <= at)))
          }
        }
      },
    ),
    { numRuns: 40 },
  )
})
