/** Fixes as rows of PostgreSQL's binary COPY, written straight into bytes as they come. */
import type { Fix } from '#contract/positions.ts'
import { dayOf } from './partitions.ts'

/** A run of encoded rows, and the days they fall on. */
export type Rows = { readonly bytes: Buffer; used: number; count: number; readonly days: Set<number> }

const ROW_BYTES = 74
export const ROWS_PER_CHUNK = 4096

export const emptyRows = (): Rows => ({
  bytes: Buffer.allocUnsafe(ROW_BYTES * ROWS_PER_CHUNK),
  used: 0,
  count: 0,
  days: new Set(),
})

export const isFull = (rows: Rows): boolean => rows.count === ROWS_PER_CHUNK

/** In the column order of `COPY_FIXES`; see the units in the migration of `fix`. */
export function addRow(rows: Rows, fix: Fix, received: number): void {
  const { bytes } = rows
  let at = bytes.writeInt16BE(8, rows.used)
  at = int4(bytes, at, fix.mover)
  at = int8(bytes, at, fix.at)
  at = int8(bytes, at, received)
  at = int4(bytes, at, sevenths(fix.lng))
  at = int4(bytes, at, sevenths(fix.lat))
  at = hundredths(bytes, at, fix.speed)
  at = hundredths(bytes, at, fix.heading)
  at = hundredths(bytes, at, fix.accuracy)
  rows.used = at
  rows.count++
  rows.days.add(dayOf(fix.at))
}

export const COPY_FIXES =
  'copy fix (mover, at, received, lng, lat, speed, heading, accuracy) from stdin (format binary)'

/** Signature, no flags, no extension. */
export const COPY_HEAD = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
export const COPY_END = Buffer.from('ffff', 'hex')

/** 1e-7 degrees: 1.1 cm, and 180° just fits 32 bits. */
export const sevenths = (degrees: number): number => Math.round(degrees * 1e7)

function int4(bytes: Buffer, at: number, value: number): number {
  return bytes.writeInt32BE(value, bytes.writeInt32BE(4, at))
}

function int8(bytes: Buffer, at: number, value: number): number {
  const high = bytes.writeInt32BE(Math.floor(value / 2 ** 32), bytes.writeInt32BE(8, at))
  return bytes.writeUInt32BE(value >>> 0, high)
}

function hundredths(bytes: Buffer, at: number, value: number): number {
  return Number.isNaN(value) ? bytes.writeInt32BE(-1, at) : int4(bytes, at, Math.round(value * 100))
}
