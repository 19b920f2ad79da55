/** Ten minutes of history as bytes: first who was where, then minute by minute how each mover went on, column by column. */
import { createReader, type Reader } from './varint.ts'

/*
 * The layout. All numbers are varints (7 bits a byte, lowest first), signed ones in zigzag.
 *   head:    version · start in ms · minutes · movers · each mover's number from the one before; then of every field in
 *            turn that of each mover before the chunk began (`present` 0: it was not there yet, its other fields are 0)
 *   lengths: of each minute, of each of its columns
 *   minutes: the columns: how many fixes each mover has; then of all of these in turn time, longitude, latitude, speed,
 *            heading; then what seldom changes, of those alone where it did
 * Times and places are told by how far they are from going on evenly, so that a column is mostly noughts and the like:
 * the whole is compressed by whoever stores it. A minute can be read on its own once those before it were gone through.
 */
export const CHUNK_VERSION = 1
export const CHUNK_MS = 600_000
export const MINUTE_MS = 60_000
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
  /** Ascending. */
  readonly movers: Int32Array
  /** How everybody stood when a minute began. */
  pacesAt(minute: number): Paces
  /** The fixes of a minute. */
  rowsOf(minute: number): MinuteRows
}

/** A minute's fixes, mover by mover: those of the i-th end before `ends[i]`. Fields as in `Paces`. */
export type MinuteRows = { readonly ends: Int32Array; readonly rows: Readonly<Record<RowField, Int32Array>> }
export const rowFields = ['at', 'lng', 'lat', 'speed', 'heading', 'accuracy', 'source', 'skew'] as const
export type RowField = (typeof rowFields)[number]

/** Reads a chunk's head; its minutes are read as they are asked for. Throws `RangeError` where the bytes are no chunk. */
export function openChunk(bytes: Uint8Array): Chunk {
  const { starts, movers, before, minutes } = readHead(bytes)
  const paces: Paces[] = [before]
  let kept: { readonly minute: number; readonly rows: MinuteRows } | undefined
  const pacesAt = (minute: number): Paces => {
    for (let next = paces.length; next <= minute; next++) {
      const after = (paces[next - 1] as Paces).slice()
      goThrough(columnsOf(minutes[next - 1] as Minute), after)
      paces[next] = after
    }
    return paces[minute] as Paces
  }
  return {
    starts,
    ends: starts + minutes.length * MINUTE_MS,
    movers,
    pacesAt,
    rowsOf(minute) {
      if (kept?.minute === minute) return kept.rows
      const after = pacesAt(minute).slice()
      const rows = goThrough(
        columnsOf(minutes[minute] as Minute),
        after,
        emptyRows(minutes[minute] as Minute),
      )
      kept = { minute, rows: rows as MinuteRows }
      paces[minute + 1] ??= after
      return kept.rows
    },
  }
}

/** A minute's columns, not read yet. */
export type Minute = Readonly<Record<ColumnName, Uint8Array>>
type Columns = Readonly<Record<ColumnName, Column>>

export type Head = {
  /** ms UTC. */
  readonly starts: number
  readonly movers: Int32Array
  readonly before: Paces
  readonly minutes: readonly Minute[]
}

/** All but the fixes. Throws as `openChunk` does. */
export function readHead(bytes: Uint8Array): Head {
  const reader = createReader(bytes)
  if (reader.take() !== CHUNK_VERSION) throw new RangeError('These bytes are no chunk of this version')
  const [starts, minutes, count] = [reader.take(), reader.take(), reader.take()]
  if (reader.broken() || count > reader.left() || minutes > reader.left()) throw brokenOff()
  const movers = new Int32Array(count)
  for (let i = 0; i < count; i++) movers[i] = (movers[i - 1] ?? 0) + reader.take()
  const before = new Int32Array(count * WIDTH)
  for (let field = 0; field < WIDTH; field++) {
    for (let i = 0; i < count; i++) before[i * WIDTH + field] = reader.takeSigned()
  }
  return { starts, movers, before, minutes: cutMinutes(bytes, reader, minutes) }
}

function cutMinutes(bytes: Uint8Array, reader: Reader, count: number): Minute[] {
  const lengths = Array.from({ length: count }, () => columnNames.map(() => reader.take()))
  let at = bytes.length - reader.left()
  const cut = (length: number) => {
    at += length
    return bytes.subarray(at - length, at)
  }
  const minutes = lengths.map((each) => {
    const columns = columnNames.map((name, i) => [name, cut(each[i] as number)] as const)
    return Object.fromEntries(columns) as Minute
  })
  if (reader.broken() || at !== bytes.length) throw brokenOff()
  return minutes
}

export const brokenOff = () => new RangeError('The chunk is broken off')

function emptyRows({ times }: Minute): MinuteRows['rows'] {
  // A time has one byte at least.
  const columns = rowFields.map((field) => [field, new Int32Array(times.length)] as const)
  return Object.fromEntries(columns) as MinuteRows['rows']
}

/** Takes every mover through a minute's columns; where `rows` are given, puts down each of its fixes. */
function goThrough(columns: Columns, paces: Paces, rows?: MinuteRows['rows']): MinuteRows | undefined {
  const movers = paces.length / WIDTH
  const ends = new Int32Array(movers)
  let row = 0
  for (let i = 0; i < movers; i++) {
    const pace = i * WIDTH
    for (let left = columns.counts.take(); left > 0; left--) {
      step(columns, paces, pace)
      if (rows) for (const field of rowFields) rows[field][row] = paces[pace + places[field]] as number
      row++
    }
    ends[i] = row
  }
  if (columnNames.some((name) => !columns[name].isDone())) throw brokenOff()
  return rows && { ends, rows }
}

const places: Readonly<Record<RowField, number>> = {
  at: AT,
  lng: LNG,
  lat: LAT,
  speed: SPEED,
  heading: HEADING,
  accuracy: ACCURACY,
  source: SOURCE,
  skew: SKEW,
}

function step(columns: Columns, paces: Paces, pace: number): void {
  const time = columns.times.take()
  // The lowest bit says whether something changed that seldom does.
  const changed = time % 2 === 1
  const isNew = paces[pace + PRESENT] === 0
  const interval = (paces[pace + INTERVAL] as number) + unzigzag(Math.floor(time / 2))
  const east = (paces[pace + EAST] as number) + unzigzag(columns.lngs.take())
  const north = (paces[pace + NORTH] as number) + unzigzag(columns.lats.take())
  paces[pace + PRESENT] = 1
  paces[pace + AT] = (paces[pace + AT] as number) + interval
  paces[pace + LNG] = (paces[pace + LNG] as number) + east
  paces[pace + LAT] = (paces[pace + LAT] as number) + north
  paces[pace + INTERVAL] = isNew ? 0 : interval
  paces[pace + EAST] = isNew ? 0 : east
  paces[pace + NORTH] = isNew ? 0 : north
  paces[pace + SPEED] = (paces[pace + SPEED] as number) + unzigzag(columns.speeds.take())
  turn(paces, pace, columns.headings.take())
  if (!changed) return
  paces[pace + ACCURACY] = columns.seldom.take()
  paces[pace + SOURCE] = columns.seldom.take()
  paces[pace + SKEW] = unzigzag(columns.seldom.take())
}

function turn(paces: Paces, pace: number, told: number): void {
  paces[pace + HEADING] = told === NO_HEADING ? -1 : ((paces[pace + COURSE] as number) + unzigzag(told)) & 255
  if (told !== NO_HEADING) paces[pace + COURSE] = paces[pace + HEADING] as number
}

const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

type Column = {
  take(): number
  /** All of it was taken, and no more than there is. */
  isDone(): boolean
}

const columnsOf = (minute: Minute): Columns =>
  Object.fromEntries(columnNames.map((name) => [name, openColumn(minute[name])])) as Columns

/** Nearly every number is one byte. */
function openColumn(bytes: Uint8Array): Column {
  let at = 0
  return {
    take() {
      let byte = bytes[at++]
      if (byte === undefined) throw brokenOff()
      if (byte < 128) return byte
      let value = byte - 128
      for (let scale = 128; ; scale *= 128) {
        byte = bytes[at++]
        if (byte === undefined || scale > 2 ** 42) throw brokenOff()
        if (byte < 128) return value + byte * scale
        value += (byte - 128) * scale
      }
    },
    isDone: () => at === bytes.length,
  }
}
