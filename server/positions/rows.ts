/** Fixes as rows of PostgreSQL's binary COPY, written straight into bytes as they come. */
import type { Fix } from '#contract/positions.ts'
import { hourOf } from './partitions.ts'

/** A run of encoded rows, and the hours they fall on. */
export type Rows = {
  readonly bytes: Buffer
  /** On `bytes`: its writes are machine instructions, a Buffer's check each number and take six times as long. */
  readonly view: DataView
  used: number
  count: number
  readonly hours: Set<number>
  lastHour: number
}

const COLUMNS = 10
const ROW_BYTES = 88
export const ROWS_PER_CHUNK = 4096

export function emptyRows(): Rows {
  const bytes = Buffer.allocUnsafeSlow(ROW_BYTES * ROWS_PER_CHUNK)
  return {
    bytes,
    view: new DataView(bytes.buffer),
    used: 0,
    count: 0,
    hours: new Set(),
    lastHour: Number.NaN,
  }
}

/** The same bytes, to be written anew. */
export function emptied(rows: Rows): Rows {
  rows.used = 0
  rows.count = 0
  rows.hours.clear()
  rows.lastHour = Number.NaN
  return rows
}

export const isFull = (rows: Rows): boolean => rows.count === ROWS_PER_CHUNK

/** In the column order of `COPY_FIXES`; see the units in the migrations of `fix`. */
export function addRow(rows: Rows, fix: Fix, received: number): void {
  const { view } = rows
  let at = rows.used
  view.setInt16(at, COLUMNS)
  at = int4(view, at + 2, fix.mover)
  at = int8(view, at, fix.at)
  at = int8(view, at, received)
  at = int4(view, at, sevenths(fix.lng))
  at = int4(view, at, sevenths(fix.lat))
  at = hundredths(view, at, fix.speed)
  at = hundredths(view, at, fix.heading)
  at = hundredths(view, at, fix.accuracy)
  at = int2(view, at, fix.source)
  at = int4(view, at, fix.skew)
  rows.used = at
  rows.count++
  noteHour(rows, hourOf(fix.at))
}

export const columns = 'mover, at, received, lng, lat, speed, heading, accuracy, source, skew'
export const COPY_FIXES = `copy fix (${columns}) from stdin (format binary)`

/** Signature, no flags, no extension. */
export const COPY_HEAD = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
export const COPY_END = Buffer.from('ffff', 'hex')

/** 1e-7 degrees: 1.1 cm, and 180° just fits 32 bits. */
export const sevenths = (degrees: number): number => Math.round(degrees * 1e7)

function int2(view: DataView, at: number, value: number): number {
  view.setInt32(at, 2)
  view.setInt16(at + 4, value)
  return at + 6
}

function int4(view: DataView, at: number, value: number): number {
  view.setInt32(at, 4)
  view.setInt32(at + 4, value)
  return at + 8
}

function int8(view: DataView, at: number, value: number): number {
  view.setInt32(at, 8)
  view.setInt32(at + 4, Math.floor(value / 2 ** 32))
  view.setUint32(at + 8, value)
  return at + 12
}

function hundredths(view: DataView, at: number, value: number): number {
  if (!Number.isNaN(value)) return int4(view, at, Math.round(value * 100))
  view.setInt32(at, -1)
  return at + 4
}

/** Nearly every fix is of the hour of the one before it. */
function noteHour(rows: Rows, hour: number): void {
  if (hour === rows.lastHour) return
  rows.lastHour = hour
  rows.hours.add(hour)
}
