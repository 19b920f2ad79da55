/** Ten minutes of history as bytes: first who was where, then block by block how each mover went on, column by column. */
import { brokenOff, type Columns, unpackColumns } from './chunkColumns.ts'
import { createReader, type Reader } from './varint.ts'

/*
 * The layout. All numbers are varints (7 bits a byte, lowest first), signed ones in zigzag.
 *   head:    version · start in ms · ms of a block · blocks · movers · each mover's number from the one before; then of every
 *            field in turn that of each mover before the chunk began (`present` 0: it was not there yet, its others are 0)
 *            The movers come in any order, the same in all that follows; the calmest first packs best.
 *   marks:   how many; of each its block and its bytes: of every field in turn, how far each mover is from what the head
 *            tells of it when the block begins (`at`: from the block's beginning as there from the chunk's). Reading may
 *            begin there, and goes on from there even where it came from before.
 *   lengths: of each block's column, block by block
 *   columns: of all blocks each: how many fixes each mover has in the block; then of all of these in turn time, longitude,
 *            latitude, speed, heading; then what seldom changes, of those alone where it did
 * Times and places are told by how far they are from going on evenly, so that a column is mostly noughts and the like:
 * the whole is compressed by whoever stores it, and like lies by like: block after block it would take a fiftieth more.
 * A block can be read on its own once those before it, or after a mark, were gone through.
 */
export const CHUNK_VERSION = 3
/** Chunks without marks, which were written before there were any. */
const UNMARKED_VERSION = 2
export const CHUNK_MS = 600_000
/** Of a chunk with every fix: so short that one is gone through within a frame on the screen, with 10,000 movers. */
export const BLOCK_MS = 20_000
/** A mark costs a hundredth of a byte a fix, and a seek goes through so many blocks at most. */
export const MARK_EVERY = 10
export const columnNames = ['counts', 'times', 'lngs', 'lats', 'speeds', 'headings', 'seldom'] as const
export type ColumnName = (typeof columnNames)[number]

/**
 * What is known of a mover after a fix, in the steps of a chunk: `at` in ms from its beginning, places in 1e-5° (0.8 m off
 * at most), speed in 0.1 m/s and heading in 1/256 of a turn, −1 where not reported; accuracy in quarters of an octave,
 * 0 where not; the last steps in time and place, and the last heading that was reported.
 */
export const fields = [
  'present',
  'at',
  'lng',
  'lat',
  'speed',
  'heading',
  'accuracy',
  'source',
  'skew',
  'interval',
  'east',
  'north',
  'course',
] as const
export type Field = (typeof fields)[number]
export const PRESENT = 0
export const AT = 1
export const LNG = 2
export const LAT = 3
export const SPEED = 4
export const HEADING = 5
export const ACCURACY = 6
export const SOURCE = 7
export const SKEW = 8
export const INTERVAL = 9
export const EAST = 10
export const NORTH = 11
export const COURSE = 12
export const WIDTH = fields.length

/** Of all movers side by side, `WIDTH` numbers each. */
export type Paces = Int32Array

/** In the column of headings, which else holds turns of half a circle at most. */
export const NO_HEADING = 256

/** −128 to 127 of 256. */
export const turned = (difference: number): number => ((difference + 384) & 255) - 128

export type Chunk = {
  /** ms UTC. */
  readonly starts: number
  readonly ends: number
  readonly blockMs: number
  readonly blocks: number
  /** In the chunk's own order: the i-th has the i-th pace. */
  readonly movers: Int32Array
  /** How everybody stood when a block began; kept, not to be written into. */
  pacesAt(block: number): Paces
  /** How everybody stood after the fixes up to `at` (ms UTC), written into `into` where it is given. */
  pacesUntil(at: number, into?: Paces): Paces
  /** The fixes of a block. */
  rowsOf(block: number): BlockRows
}

/** A block's fixes, mover by mover: those of the i-th end before `ends[i]`. Fields as in `Paces`. */
export type BlockRows = { readonly ends: Int32Array; readonly rows: Readonly<Record<RowField, Int32Array>> }
export const rowFields = ['at', 'lng', 'lat', 'speed', 'heading', 'accuracy', 'source', 'skew'] as const
export type RowField = (typeof rowFields)[number]

/** Reads a chunk's head; its blocks are read as they are asked for. Throws `RangeError` where the bytes are no chunk. */
export function openChunk(bytes: Uint8Array): Chunk {
  const { starts, blockMs, movers, before, marks, blocks } = readHead(bytes)
  const paces: (Paces | undefined)[] = [before]
  let kept: { readonly block: number; readonly rows: BlockRows } | undefined
  const pacesAt = (block: number): Paces => {
    let from = block
    for (; !paces[from]; from--) paces[from] = marks.get(from)?.()
    for (; from < block; from++) {
      const after = (paces[from] as Paces).slice()
      goThrough(bytes, blocks[from] as Block, after)
      paces[from + 1] = after
    }
    return paces[block] as Paces
  }
  return {
    starts,
    ends: starts + blocks.length * blockMs,
    blockMs,
    blocks: blocks.length,
    movers,
    pacesAt,
    pacesUntil(at, into = new Int32Array(before.length)) {
      const block = Math.min(blocks.length, Math.max(0, Math.floor((at - starts) / blockMs)))
      into.set(pacesAt(block))
      const part = blocks[block]
      if (part && at >= starts) goThrough(bytes, part, into, at - starts)
      return into
    },
    rowsOf(block) {
      if (kept?.block === block) return kept.rows
      const part = blocks[block] as Block
      const after = pacesAt(block).slice()
      const rows = emptyRows(part)
      kept = { block, rows: { ends: goThrough(bytes, part, after, Infinity, rows), rows } }
      paces[block + 1] ??= after
      return kept.rows
    },
  }
}

/** Where each of a block's columns begins in the chunk, and where it ends. */
export type Block = Int32Array

export type Head = Pick<Chunk, 'starts' | 'blockMs' | 'movers'> & {
  readonly before: Paces
  /** How everybody stands when these blocks begin, read when it is asked for. */
  readonly marks: ReadonlyMap<number, () => Paces>
  readonly blocks: readonly Block[]
}

/** All but the fixes; throws as `openChunk` does. */
export function readHead(bytes: Uint8Array): Head {
  const reader = createReader(bytes)
  const version = reader.take()
  if (version !== CHUNK_VERSION && version !== UNMARKED_VERSION)
    throw new RangeError('These bytes are no chunk of this version')
  const [starts, blockMs, blocks, count] = [reader.take(), reader.take(), reader.take(), reader.take()]
  if (reader.broken() || count > reader.left() || blocks > reader.left()) throw brokenOff()
  const movers = new Int32Array(count)
  for (let i = 0; i < count; i++) movers[i] = (movers[i - 1] ?? 0) + reader.takeSigned()
  const before = readPaces(reader, new Int32Array(count * WIDTH))
  const marks = version === CHUNK_VERSION ? findMarks(bytes, reader, { blockMs, before }) : new Map()
  return { starts, blockMs, movers, before, marks, blocks: findBlocks(bytes, reader, blocks) }
}

/** Field by field, each as far from what it is in `paces`, which are changed. */
function readPaces(reader: Reader, paces: Paces): Paces {
  for (let field = 0; field < WIDTH; field++) {
    for (let pace = field; pace < paces.length; pace += WIDTH) {
      paces[pace] = (paces[pace] as number) + reader.takeSigned()
    }
  }
  return paces
}

function findMarks(
  bytes: Uint8Array,
  reader: Reader,
  { blockMs, before }: Pick<Head, 'blockMs' | 'before'>,
): Head['marks'] {
  const marks = new Map<number, () => Paces>()
  for (let left = reader.take(); left > 0 && !reader.broken(); left--) {
    const [block, length] = [reader.take(), reader.take()]
    const from = bytes.length - reader.left()
    if (length > reader.left()) throw brokenOff()
    reader.pass(length)
    marks.set(block, () => {
      const mark = createReader(bytes.subarray(from, from + length))
      const paces = readPaces(mark, before.slice())
      if (!mark.atEnd()) throw brokenOff()
      for (let pace = AT; pace < paces.length; pace += WIDTH)
        paces[pace] = (paces[pace] as number) + block * blockMs
      return paces
    })
  }
  return marks
}

function findBlocks(bytes: Uint8Array, reader: Reader, count: number): Block[] {
  const width = columnNames.length
  const lengths = Array.from({ length: count * width }, () => reader.take())
  const blocks = Array.from({ length: count }, () => new Int32Array(2 * width))
  let at = bytes.length - reader.left()
  for (let column = 0; column < width; column++) {
    for (const [i, block] of blocks.entries()) {
      block[2 * column] = at
      at += lengths[i * width + column] as number
      block[2 * column + 1] = at
    }
  }
  if (reader.broken() || at !== bytes.length) throw brokenOff()
  return blocks
}

type Rows = BlockRows['rows']

function emptyRows(block: Block): Rows {
  // A time has one byte at least.
  const most = (block[3] as number) - (block[2] as number)
  return Object.fromEntries(rowFields.map((field) => [field, new Int32Array(most)])) as Rows
}

/**
 * Takes every mover through a block, and leaves it in `paces` as it stood at `until` (ms from the chunk's beginning);
 * puts all fixes down in `rows` where they are given, and answers where each mover's end.
 */
function goThrough(bytes: Uint8Array, block: Block, paces: Paces, until = Infinity, rows?: Rows): Int32Array {
  const ends = new Int32Array(paces.length / WIDTH)
  const columns = unpackColumns(bytes, block, ends.length)
  const { counts, times } = columns
  let row = 0
  let seldom = 0
  for (let i = 0; i < ends.length; i++) {
    const pace = i * WIDTH
    ends[i] = row + (counts[i] as number)
    for (; row < (ends[i] as number); row++) {
      const time = times[row] as number
      // The lowest bit says whether something changed that seldom does.
      const changed = time % 2 === 1
      const interval = (paces[pace + INTERVAL] as number) + signed((time - (changed ? 1 : 0)) / 2)
      if ((paces[pace + AT] as number) + interval > until) break
      step(columns, row, interval, paces, pace)
      if (changed) seldom = change(columns, seldom, paces, pace)
      if (rows) putDown(rows, row, paces, pace)
    }
    for (; row < (ends[i] as number); row++) if ((times[row] as number) % 2 === 1) seldom += SELDOM
  }
  if (seldom !== columns.seldomCount) throw brokenOff()
  return ends
}

function step(columns: Columns, row: number, interval: number, paces: Paces, pace: number): void {
  const { lngs, lats, speeds, headings } = columns
  const isNew = paces[pace + PRESENT] === 0
  const east = (paces[pace + EAST] as number) + signed(lngs[row] as number)
  const north = (paces[pace + NORTH] as number) + signed(lats[row] as number)
  const told = headings[row] as number
  paces[pace + PRESENT] = 1
  paces[pace + AT] = (paces[pace + AT] as number) + interval
  paces[pace + LNG] = (paces[pace + LNG] as number) + east
  paces[pace + LAT] = (paces[pace + LAT] as number) + north
  paces[pace + INTERVAL] = isNew ? 0 : interval
  paces[pace + EAST] = isNew ? 0 : east
  paces[pace + NORTH] = isNew ? 0 : north
  paces[pace + SPEED] = (paces[pace + SPEED] as number) + signed(speeds[row] as number)
  paces[pace + HEADING] = told === NO_HEADING ? -1 : ((paces[pace + COURSE] as number) + signed(told)) & 255
  if (told !== NO_HEADING) paces[pace + COURSE] = paces[pace + HEADING] as number
}

/** Accuracy, source, skew. */
const SELDOM = 3

/** Answers where the next change begins. */
function change({ seldoms }: Columns, seldom: number, paces: Paces, pace: number): number {
  paces[pace + ACCURACY] = seldoms[seldom] as number
  paces[pace + SOURCE] = seldoms[seldom + 1] as number
  paces[pace + SKEW] = signed(seldoms[seldom + 2] as number)
  return seldom + SELDOM
}

// One by one: going through the names takes four times as long.
function putDown(rows: Rows, row: number, paces: Paces, pace: number): void {
  rows.at[row] = paces[pace + AT] as number
  rows.lng[row] = paces[pace + LNG] as number
  rows.lat[row] = paces[pace + LAT] as number
  rows.speed[row] = paces[pace + SPEED] as number
  rows.heading[row] = paces[pace + HEADING] as number
  rows.accuracy[row] = paces[pace + ACCURACY] as number
  rows.source[row] = paces[pace + SOURCE] as number
  rows.skew[row] = paces[pace + SKEW] as number
}

/** Out of zigzag. */
const signed = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)
