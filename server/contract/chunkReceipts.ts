/** When each fix of a chunk was received: with it a chunk tells what the center knew at a moment, not only what was so. */
import {
  ACCURACY,
  AT,
  type Chunk,
  HEADING,
  LAT,
  LNG,
  type Paces,
  PRESENT,
  SKEW,
  SOURCE,
  SPEED,
  WIDTH,
} from './chunk.ts'
import { brokenOff } from './chunkColumns.ts'
import { createReader, type Reader } from './varint.ts'

/*
 * The layout, in varints as in `chunk.ts`:
 *   head:    version · strays · of each stray in turn its mover and `strayFields`
 *   lengths: of each block's lags
 *   blocks:  of each fix of the block, in the chunk's order, how long after it was taken it was received, in ms from that
 *            of the fix before it
 * Strays are what the center held during these ten minutes though it is no fix of theirs: of who was told of late, each
 * fix from before them with the time it was received, so that the chunk's own beginning counts for none of these movers;
 * and fixes of clocks that are ahead, taken after them.
 */
export const RECEIPTS_VERSION = 1
/** `at` and `received` in ms from the chunk's beginning, the others in the steps of a chunk. */
export const strayFields = [
  'at',
  'received',
  'lng',
  'lat',
  'speed',
  'heading',
  'accuracy',
  'source',
  'skew',
] as const
export type Stray = { readonly mover: number } & Readonly<Record<(typeof strayFields)[number], number>>

export type Receipts = {
  readonly strays: readonly Stray[]
  /** `received − at` of each of the chunk's rows of a block, in ms. */
  lagsOf(block: number): Int32Array
  /** What the center held at a moment (ms UTC): of each mover the newest fix that was received by then, in `into` where given. */
  heldUntil(at: number, into?: Paces): Paces
}

/** Throws `RangeError` where the bytes are no receipts of this chunk. */
export function openReceipts(bytes: Uint8Array, chunk: Chunk): Receipts {
  const { strays, blocks } = readHead(bytes)
  if (blocks.length !== chunk.blocks) throw brokenOff()
  const lagsOf = (block: number) => readLags(blocks[block] as Uint8Array)
  let holdings: Holdings | undefined
  return {
    strays,
    lagsOf,
    heldUntil(at, into = new Int32Array(chunk.movers.length * WIDTH)) {
      holdings ??= holdingsOf(chunk, strays, lagsOf)
      const until = at - chunk.starts
      const block = Math.min(chunk.blocks - 1, Math.max(0, Math.floor(until / chunk.blockMs)))
      into.set(holdings.begun[block] as Paces)
      eachRow(chunk, block, lagsOf(block), (i, fix, received) => {
        if (received <= until) hold(into, i, fix)
      })
      holdMoved(into, holdings.moved[block] as number[], until)
      return into
    },
  }
}

/** What was held when each block began, and what was received during each though it was taken in another: `MOVED` numbers a fix. */
type Holdings = { readonly begun: readonly Paces[]; readonly moved: readonly number[][] }
const MOVED = 10

/** Goes through the chunk once. */
function holdingsOf(chunk: Chunk, strays: readonly Stray[], lagsOf: (block: number) => Int32Array): Holdings {
  const begun = Array.from({ length: chunk.blocks }, () => new Int32Array(chunk.movers.length * WIDTH))
  const moved = begun.map((): number[] => [])
  const place = (i: number, fix: Fix, received: number, block: number) => {
    const during = Math.floor(received / chunk.blockMs)
    if (during >= chunk.blocks) return
    if (during < 0) return hold(begun[0] as Paces, i, fix)
    const next = begun[during + 1]
    if (next) hold(next, i, fix)
    if (during === block) return
    const { at, lng, lat, speed, heading, accuracy, source, skew } = fix
    moved[during]?.push(i, received, at, lng, lat, speed, heading, accuracy, source, skew)
  }
  begun[0]?.set(chunk.pacesAt(0))
  placeStrays(chunk, strays, begun[0] as Paces, place)
  for (let block = 0; block < chunk.blocks; block++) {
    eachRow(chunk, block, lagsOf(block), (i, fix, received) => place(i, fix, received, block))
  }
  for (let block = 1; block < chunk.blocks; block++) carryOn(begun[block - 1] as Paces, begun[block] as Paces)
  return { begun, moved }
}

type Fix = Omit<Stray, 'mover' | 'received'>

// One for all rows: an object for each of six million would be the collector's work.
const fix = { at: 0, lng: 0, lat: 0, speed: 0, heading: 0, accuracy: 0, source: 0, skew: 0 }

/** Calls with each mover's place, its fix (reused by the next call) and when that was received, in ms from the beginning. */
function eachRow(
  chunk: Chunk,
  block: number,
  lags: Int32Array,
  take: (i: number, fix: Fix, received: number) => void,
): void {
  const { ends, rows } = chunk.rowsOf(block)
  if ((ends.at(-1) ?? 0) !== lags.length) throw brokenOff()
  let row = 0
  for (let i = 0; i < ends.length; i++) {
    for (; row < (ends[i] as number); row++) {
      fix.at = rows.at[row] as number
      fix.lng = rows.lng[row] as number
      fix.lat = rows.lat[row] as number
      fix.speed = rows.speed[row] as number
      fix.heading = rows.heading[row] as number
      fix.accuracy = rows.accuracy[row] as number
      fix.source = rows.source[row] as number
      fix.skew = rows.skew[row] as number
      take(i, fix, fix.at + (lags[row] as number))
    }
  }
}

function placeStrays(
  { movers }: Chunk,
  strays: readonly Stray[],
  first: Paces,
  place: (i: number, fix: Fix, received: number, block: number) => void,
): void {
  const places = new Map(Array.from(movers, (mover, i) => [mover, i]))
  const placeOf = ({ mover }: Stray): number => {
    const i = places.get(mover)
    if (i === undefined) throw new RangeError('These receipts are of another chunk')
    return i
  }
  for (const stray of strays) if (stray.at < 0) first[placeOf(stray) * WIDTH + PRESENT] = 0
  for (const stray of strays) place(placeOf(stray), stray, stray.received, -1)
}

function holdMoved(paces: Paces, moved: readonly number[], until: number): void {
  for (let i = 0; i < moved.length; i += MOVED) {
    if ((moved[i + 1] as number) > until) continue
    fix.at = moved[i + 2] as number
    fix.lng = moved[i + 3] as number
    fix.lat = moved[i + 4] as number
    fix.speed = moved[i + 5] as number
    fix.heading = moved[i + 6] as number
    fix.accuracy = moved[i + 7] as number
    fix.source = moved[i + 8] as number
    fix.skew = moved[i + 9] as number
    hold(paces, moved[i] as number, fix)
  }
}

/** A newer fix takes the place of an older one, never the other way round. */
function hold(paces: Paces, i: number, { at, lng, lat, speed, heading, accuracy, source, skew }: Fix): void {
  const pace = i * WIDTH
  if (paces[pace + PRESENT] === 1 && (paces[pace + AT] as number) >= at) return
  paces[pace + PRESENT] = 1
  paces[pace + AT] = at
  paces[pace + LNG] = lng
  paces[pace + LAT] = lat
  paces[pace + SPEED] = speed
  paces[pace + HEADING] = heading
  paces[pace + ACCURACY] = accuracy
  paces[pace + SOURCE] = source
  paces[pace + SKEW] = skew
}

function carryOn(before: Paces, after: Paces): void {
  for (let pace = 0; pace < before.length; pace += WIDTH) {
    if (before[pace + PRESENT] === 0) continue
    if (after[pace + PRESENT] === 1 && (after[pace + AT] as number) >= (before[pace + AT] as number)) continue
    after.set(before.subarray(pace, pace + WIDTH), pace)
  }
}

function readHead(bytes: Uint8Array): { readonly strays: Stray[]; readonly blocks: Uint8Array[] } {
  const reader = createReader(bytes)
  if (reader.take() !== RECEIPTS_VERSION) throw new RangeError('These bytes are no receipts of this version')
  const count = reader.take()
  if (count > reader.left()) throw brokenOff()
  const strays = Array.from({ length: count }, () => readStray(reader))
  const lengths = Array.from({ length: Math.min(reader.take(), bytes.length) }, () => reader.take())
  let at = bytes.length - reader.left()
  const blocks = lengths.map((length) => {
    at += length
    return bytes.subarray(at - length, at)
  })
  if (reader.broken() || at !== bytes.length) throw brokenOff()
  return { strays, blocks }
}

function readStray(reader: Reader): Stray {
  const mover = reader.take()
  const told = strayFields.map((field) => [field, reader.takeSigned()] as const)
  return { mover, ...(Object.fromEntries(told) as Record<(typeof strayFields)[number], number>) }
}

function readLags(bytes: Uint8Array): Int32Array {
  const reader = createReader(bytes)
  const lags = new Int32Array(bytes.length)
  let count = 0
  let lag = 0
  while (reader.left() > 0) {
    lag += reader.takeSigned()
    lags[count++] = lag
  }
  if (reader.broken()) throw brokenOff()
  return lags.subarray(0, count)
}
