/** Writes a chunk: history sorted by mover and time becomes columns of small numbers, which compress to about a byte a fix. */
import {
  ACCURACY,
  AT,
  CHUNK_VERSION,
  COURSE,
  type ColumnName,
  columnNames,
  EAST,
  HEADING,
  INTERVAL,
  LAT,
  LNG,
  MARK_EVERY,
  NO_HEADING,
  NORTH,
  type Paces,
  PRESENT,
  SKEW,
  SOURCE,
  SPEED,
  turned,
  WIDTH,
} from '#contract/chunk.ts'
import { createWriter, type Writer } from '#contract/varint.ts'

/** Fixes side by side, each mover's in the order of their times: the i-th mover's from `begins[i]` on and before `ends[i]`. */
export type Tracks = {
  readonly movers: Int32Array
  readonly begins: Int32Array
  readonly ends: Int32Array
  /** In the steps of a chunk (`Field`). */
  readonly at: Int32Array
  readonly lng: Int32Array
  readonly lat: Int32Array
  readonly speed: Int16Array
  readonly heading: Int16Array
  readonly accuracy: Uint8Array
  readonly source: Uint8Array
  readonly skew: Int32Array
  /** How long after it was taken it was received, ms. */
  readonly lag: Int32Array
}

/** `starts` in ms UTC. */
export type Span = { readonly starts: number; readonly blockMs: number; readonly blocks: number }

/**
 * The bytes of a chunk, not compressed yet. `paces` is how everybody stood before, in the order of `tracks.movers`;
 * afterwards it is how they stand at the end.
 */
export function writeChunk(span: Span, tracks: Tracks, paces: Paces): Uint8Array {
  const before = paces.slice()
  const head = writeHead(span, tracks.movers, before)
  const marks = createWriter()
  marks.put(Math.ceil(span.blocks / MARK_EVERY) - 1)
  const next = tracks.begins.slice()
  const lengths = createWriter()
  const parts = columnNames.map((): Uint8Array[] => [])
  for (let block = 0; block < span.blocks; block++) {
    if (block > 0 && block % MARK_EVERY === 0) writeMark(marks, block, span.blockMs, paces, before)
    const columns = writeBlock((block + 1) * span.blockMs, tracks, next, paces)
    for (const [i, name] of columnNames.entries()) {
      lengths.put(columns[name].length())
      parts[i]?.push(columns[name].written().slice())
    }
  }
  return joined([head.written(), marks.written(), lengths.written(), ...parts.flat()])
}

function writeHead({ starts, blockMs, blocks }: Span, movers: Int32Array, paces: Paces): Writer {
  const writer = createWriter()
  for (const value of [CHUNK_VERSION, starts, blockMs, blocks, movers.length]) writer.put(value)
  for (let i = 0; i < movers.length; i++) writer.putSigned((movers[i] as number) - (movers[i - 1] ?? 0))
  writePaces(writer, (pace) => paces[pace] as number, paces.length)
  return writer
}

function writePaces(writer: Writer, value: (pace: number) => number, length: number): void {
  for (let field = 0; field < WIDTH; field++) {
    for (let pace = field; pace < length; pace += WIDTH) writer.putSigned(value(pace))
  }
}

/** How everybody stands, by how far that is from `before` the chunk. */
function writeMark(marks: Writer, block: number, blockMs: number, paces: Paces, before: Paces): void {
  const mark = createWriter()
  const begins = block * blockMs
  const apart = (pace: number) =>
    (paces[pace] as number) - (before[pace] as number) - (pace % WIDTH === AT ? begins : 0)
  writePaces(mark, apart, paces.length)
  marks.put(block)
  marks.put(mark.length())
  marks.putBytes(mark.written())
}

type Columns = Readonly<Record<ColumnName, Writer>>

/** The fixes before `until`, from where `next` says each mover has come. */
function writeBlock(until: number, tracks: Tracks, next: Int32Array, paces: Paces): Columns {
  const columns = Object.fromEntries(columnNames.map((name) => [name, createWriter()])) as Columns
  for (let i = 0; i < next.length; i++) {
    const first = next[i] as number
    let row = first
    for (; row < (tracks.ends[i] as number) && (tracks.at[row] as number) < until; row++) {
      writeStep(columns, tracks, row, paces, i * WIDTH)
    }
    columns.counts.put(row - first)
    next[i] = row
  }
  return columns
}

function writeStep(columns: Columns, tracks: Tracks, row: number, paces: Paces, pace: number): void {
  const isNew = paces[pace + PRESENT] === 0
  const interval = (tracks.at[row] as number) - (paces[pace + AT] as number)
  const east = (tracks.lng[row] as number) - (paces[pace + LNG] as number)
  const north = (tracks.lat[row] as number) - (paces[pace + LAT] as number)
  const heading = tracks.heading[row] as number
  const changed = noteSeldom(tracks, row, paces, pace)
  columns.times.put(zigzag(interval - (paces[pace + INTERVAL] as number)) * 2 + (changed ? 1 : 0))
  columns.lngs.putSigned(east - (paces[pace + EAST] as number))
  columns.lats.putSigned(north - (paces[pace + NORTH] as number))
  columns.speeds.putSigned((tracks.speed[row] as number) - (paces[pace + SPEED] as number))
  columns.headings.put(heading < 0 ? NO_HEADING : zigzag(turned(heading - (paces[pace + COURSE] as number))))
  if (changed) {
    columns.seldom.put(paces[pace + ACCURACY] as number)
    columns.seldom.put(paces[pace + SOURCE] as number)
    columns.seldom.putSigned(paces[pace + SKEW] as number)
  }
  paces[pace + PRESENT] = 1
  paces[pace + AT] = tracks.at[row] as number
  paces[pace + LNG] = tracks.lng[row] as number
  paces[pace + LAT] = tracks.lat[row] as number
  paces[pace + SPEED] = tracks.speed[row] as number
  paces[pace + HEADING] = heading
  if (heading >= 0) paces[pace + COURSE] = heading
  // Where somebody comes from whom nobody knew is no way that leads on.
  paces[pace + INTERVAL] = isNew ? 0 : interval
  paces[pace + EAST] = isNew ? 0 : east
  paces[pace + NORTH] = isNew ? 0 : north
}

/** A device's usual jitter tells nobody anything: so much of a change is none. */
const SAME_ACCURACY = 2
const SAME_SKEW_MS = 100

/** Takes over what seldom changes; answers whether it did. */
function noteSeldom(tracks: Tracks, row: number, paces: Paces, pace: number): boolean {
  const accuracy = tracks.accuracy[row] as number
  const source = tracks.source[row] as number
  const skew = tracks.skew[row] as number
  const [was, wasSkew] = [paces[pace + ACCURACY] as number, paces[pace + SKEW] as number]
  const sameAccuracy =
    accuracy === was || (was > 0 && accuracy > 0 && Math.abs(accuracy - was) <= SAME_ACCURACY)
  const sameSkew =
    skew === wasSkew || (skew !== 0 && wasSkew !== 0 && Math.abs(skew - wasSkew) <= SAME_SKEW_MS)
  if (sameAccuracy && sameSkew && source === paces[pace + SOURCE]) return false
  paces[pace + ACCURACY] = accuracy
  paces[pace + SOURCE] = source
  paces[pace + SKEW] = skew
  return true
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
