/** A chunk's columns read fix by fix: how each mover stands after the next, and where in the columns the one after it is. */
import {
  ACCURACY,
  AT,
  type Block,
  COURSE,
  type ColumnName,
  columnNames,
  EAST,
  HEADING,
  INTERVAL,
  LAT,
  LNG,
  NO_HEADING,
  NORTH,
  PRESENT,
  SKEW,
  SOURCE,
  SPEED,
  WIDTH,
} from '#contract/chunk.ts'
import { brokenOff } from '#contract/chunkColumns.ts'

/**
 * What is known of a mover while walking, after its fix (`fields` of a chunk): how many fixes of the block are still to
 * come; where in each column the next one is, in the order of `columnNames`; and the usual time between two of them, learnt
 * as live learns it.
 */
export const LEFT = WIDTH
const TIMES = WIDTH + 1
const LNGS = WIDTH + 2
const LATS = WIDTH + 3
const SPEEDS = WIDTH + 4
const HEADINGS = WIDTH + 5
const SELDOM = WIDTH + 6
export const USUAL = WIDTH + 7
export const STRIDE = WIDTH + 8

export type Columns = Readonly<Record<ColumnName, Uint8Array>>

export const columnsOf = (bytes: Uint8Array, block: Block): Columns =>
  Object.fromEntries(
    columnNames.map((name, i) => [name, bytes.subarray(block[2 * i], block[2 * i + 1])]),
  ) as Columns

/**
 * Goes through a block mover by mover, as its columns are written: notes in `before` where each mover's fixes begin, and
 * answers how everybody stands after it. Throws where the columns do not add up.
 */
export function readBlock(columns: Columns, before: Int32Array): Int32Array {
  const after = new Int32Array(before.length)
  const next = new Int32Array(columnNames.length)
  for (let pace = 0; pace < before.length; pace += STRIDE) {
    cursor = next[0] as number
    before[pace + LEFT] = take(columns.counts)
    next[0] = cursor
    for (let column = 1; column < next.length; column++) before[pace + LEFT + column] = next[column] as number
    for (let i = pace; i < pace + STRIDE; i++) after[i] = before[i] as number
    takeNext(columns, after, pace, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
    for (let column = 1; column < next.length; column++) next[column] = after[pace + LEFT + column] as number
  }
  if (columnNames.some((name, i) => columns[name].length !== next[i])) throw brokenOff()
  return after
}

/** Takes in everybody's fixes before `until`. */
export function takeUntil(columns: Columns, state: Int32Array, until: number, moved: Uint8Array): void {
  for (let i = 0, pace = 0; pace < state.length; i++, pace += STRIDE) {
    if (state[pace + LEFT] !== 0 && takeNext(columns, state, pace, until, Infinity)) moved[i] = 1
  }
}

/**
 * Takes in a mover's fixes before `until`, `most` of them at most; answers whether there was any. See `step` of the
 * chunk's contract. In one piece, with all that a fix changes in variables: a fix is 60 ns so, and 400 through functions.
 */
export function takeNext(
  columns: Columns,
  state: Int32Array,
  pace: number,
  until: number,
  most: number,
): boolean {
  const { times, lngs, lats, speeds, headings } = columns
  const before = state[pace + LEFT] as number
  const stop = before - most
  let left = before
  let [time, lng, lat] = [
    state[pace + TIMES] as number,
    state[pace + LNGS] as number,
    state[pace + LATS] as number,
  ]
  let [speedAt, headingAt] = [state[pace + SPEEDS] as number, state[pace + HEADINGS] as number]
  let [at, interval] = [state[pace + AT] as number, state[pace + INTERVAL] as number]
  let [x, east] = [state[pace + LNG] as number, state[pace + EAST] as number]
  let [y, north] = [state[pace + LAT] as number, state[pace + NORTH] as number]
  let [speed, heading, course] = [
    state[pace + SPEED] as number,
    state[pace + HEADING] as number,
    state[pace + COURSE] as number,
  ]
  let isNew = state[pace + PRESENT] === 0
  while (left > 0 && left > stop) {
    const timeSaid = times[time] as number
    cursor = time + 1
    const told = timeSaid < 128 ? timeSaid : takeLong(times, timeSaid)
    const apart = interval + (told < 128 ? unzigzagByte(told >> 1) : unzigzag(Math.floor(told / 2)))
    if (at + apart >= until) break
    time = cursor
    at += apart
    interval = isNew ? 0 : apart
    if (!isNew) learnUsual(state, pace, apart)

    const lngSaid = lngs[lng] as number
    cursor = lng + 1
    east += lngSaid < 128 ? unzigzagByte(lngSaid) : unzigzag(takeLong(lngs, lngSaid))
    lng = cursor
    x += east

    const latSaid = lats[lat] as number
    cursor = lat + 1
    north += latSaid < 128 ? unzigzagByte(latSaid) : unzigzag(takeLong(lats, latSaid))
    lat = cursor
    y += north

    const speedSaid = speeds[speedAt] as number
    cursor = speedAt + 1
    speed += speedSaid < 128 ? unzigzagByte(speedSaid) : unzigzag(takeLong(speeds, speedSaid))
    speedAt = cursor

    const turnSaid = headings[headingAt] as number
    cursor = headingAt + 1
    const turned = turnSaid < 128 ? turnSaid : takeLong(headings, turnSaid)
    headingAt = cursor
    heading = turned === NO_HEADING ? -1 : (course + unzigzagByte(turned)) & 255
    if (heading >= 0) course = heading

    // The lowest bit says whether something changed that seldom does.
    if ((timeSaid & 1) === 1) takeSeldom(columns.seldom, state, pace)
    if (isNew) {
      isNew = false
      east = 0
      north = 0
    }
    left--
  }
  if (left === before) return false
  state[pace + PRESENT] = 1
  state[pace + LEFT] = left
  state[pace + TIMES] = time
  state[pace + LNGS] = lng
  state[pace + LATS] = lat
  state[pace + SPEEDS] = speedAt
  state[pace + HEADINGS] = headingAt
  state[pace + AT] = at
  state[pace + INTERVAL] = interval
  state[pace + LNG] = x
  state[pace + EAST] = east
  state[pace + LAT] = y
  state[pace + NORTH] = north
  state[pace + SPEED] = speed
  state[pace + HEADING] = heading
  state[pace + COURSE] = course
  return true
}

/** Where the next number is taken from: one for all columns. */
let cursor = 0

const unzigzagByte = (value: number): number => (value >> 1) ^ -(value & 1)

function takeSeldom(seldom: Uint8Array, state: Int32Array, pace: number): void {
  cursor = state[pace + SELDOM] as number
  state[pace + ACCURACY] = take(seldom)
  state[pace + SOURCE] = take(seldom)
  state[pace + SKEW] = unzigzag(take(seldom))
  state[pace + SELDOM] = cursor
}

/** Follows the median as live does: see `learnInterval` of the positions' store. */
function learnUsual(state: Int32Array, pace: number, apart: number): void {
  const known = state[pace + USUAL] as number
  if (apart === known || apart <= 0) return
  if (known === 0) state[pace + USUAL] = apart
  else if (apart > known) state[pace + USUAL] = Math.min(apart, Math.ceil(known * 1.1))
  else state[pace + USUAL] = Math.max(apart, Math.floor(known * 0.9))
}

/** Nearly every number is one byte. */
function take(bytes: Uint8Array): number {
  const byte = bytes[cursor++] as number
  return byte < 128 ? byte : takeLong(bytes, byte)
}

function takeLong(bytes: Uint8Array, first: number): number {
  let value = first - 128
  for (let scale = 128; ; scale *= 128) {
    const byte = bytes[cursor++]
    if (byte === undefined || scale > 2 ** 42) throw brokenOff()
    if (byte < 128) return value + byte * scale
    value += (byte - 128) * scale
  }
}

const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)
