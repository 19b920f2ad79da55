/** The book's flat arrays: a column for each field, a slot for each mover. */
import type { Fix, ReceivedFix } from '#contract/positions.ts'
import type { Known } from './judge.ts'

/** A mover's newest fix with the time the server received it. */
export type Newest = ReceivedFix

export type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/*
 * Grown by doubling: at 10,000 fixes a second nothing is allocated per fix, so the collector
 * has no work on the path between device and frame.
 */
const wide = ['at', 'received', 'lng', 'lat', 'doubtedAt', 'doubtedLng', 'doubtedLat'] as const
const narrow = ['speed', 'heading', 'accuracy', 'source', 'doubts', 'moved'] as const
/** `queue`: the slots whose `moved` is 1, in the order in which they moved first. */
const whole = ['mover', 'skew', 'queue'] as const

export type Columns = Record<(typeof wide)[number], Float64Array> &
  Record<(typeof narrow)[number], Float32Array> &
  Record<(typeof whole)[number], Int32Array>

export function grown(capacity: number, from?: Columns): Columns {
  const columns = {} as Columns
  for (const name of wide) columns[name] = new Float64Array(capacity)
  for (const name of narrow) columns[name] = new Float32Array(capacity)
  for (const name of whole) columns[name] = new Int32Array(capacity)
  if (from) for (const name of [...wide, ...narrow, ...whole]) columns[name].set(from[name])
  return columns
}

export const cell = (column: Columns[keyof Columns], slot: number): number => column[slot] as number

/** The mover is there now, and what was doubted of it before no longer counts. */
export function writeFix(columns: Columns, slot: number, fix: Fix, received: number): void {
  columns.at[slot] = fix.at
  columns.received[slot] = received
  columns.lng[slot] = fix.lng
  columns.lat[slot] = fix.lat
  columns.speed[slot] = fix.speed
  columns.heading[slot] = fix.heading
  columns.accuracy[slot] = fix.accuracy
  columns.source[slot] = fix.source
  columns.skew[slot] = fix.skew
  columns.doubts[slot] = 0
}

export function writeDoubt(columns: Columns, slot: number, fix: Fix, doubts: number): void {
  columns.doubts[slot] = doubts
  columns.doubtedAt[slot] = fix.at
  columns.doubtedLng[slot] = fix.lng
  columns.doubtedLat[slot] = fix.lat
}

export function readFix(columns: Columns, slot: number, into: Writable<Newest>): Newest {
  into.mover = cell(columns.mover, slot)
  into.at = cell(columns.at, slot)
  into.received = cell(columns.received, slot)
  into.lng = cell(columns.lng, slot)
  into.lat = cell(columns.lat, slot)
  into.speed = cell(columns.speed, slot)
  into.heading = cell(columns.heading, slot)
  into.accuracy = cell(columns.accuracy, slot)
  into.source = cell(columns.source, slot)
  into.skew = cell(columns.skew, slot)
  return into
}

export function readKnown(columns: Columns, slot: number, into: Known): Known {
  into.at = cell(columns.at, slot)
  into.lng = cell(columns.lng, slot)
  into.lat = cell(columns.lat, slot)
  into.accuracy = cell(columns.accuracy, slot)
  into.doubts = cell(columns.doubts, slot)
  into.doubtedAt = cell(columns.doubtedAt, slot)
  into.doubtedLng = cell(columns.doubtedLng, slot)
  into.doubtedLat = cell(columns.doubtedLat, slot)
  return into
}

export const blankFix = (): Writable<Newest> => ({
  mover: 0,
  at: 0,
  received: 0,
  lng: 0,
  lat: 0,
  speed: 0,
  heading: 0,
  accuracy: 0,
  source: 0,
  skew: 0,
})

export const blankKnown = (): Known => ({
  at: 0,
  lng: 0,
  lat: 0,
  accuracy: 0,
  doubts: 0,
  doubtedAt: 0,
  doubtedLng: 0,
  doubtedLat: 0,
})
