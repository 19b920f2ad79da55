/** The history of a span out of the database, as flat columns: by binary COPY, for a row object each would take ten times as long. */

import type { PoolClient } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { octavesOf, turnOf } from '#contract/fixCode.ts'
import { columns } from '../positions/rows.ts'
import { type Gathered, gatherTracks } from './tracks.ts'

/** All fixes taken at or after `starts` and before `ends` (ms UTC), with times counted from `starts`. */
export const readTracks = (
  db: PoolClient,
  starts: number,
  ends: number,
  expected = 1 << 16,
): Promise<Gathered> => copied(db, starts, `at >= ${starts} and at < ${ends}`, expected * ROOM)

/** A little more than there were before: a column that has to grow is there twice for a while. */
const ROOM = 1.05

/** A fix may be told this late, see the judge. */
const TOLD_LATE_MS = 86_400_000
/** A device's clock may be ahead by so much, see the judge. */
const AHEAD_MS = 10_000

/** Fixes taken before `starts` that were received from then on, before `ends`. */
export const readToldLate = (db: PoolClient, starts: number, ends: number): Promise<Gathered> =>
  copied(
    db,
    starts,
    `at >= ${starts - TOLD_LATE_MS} and at < ${starts} and received > ${starts} and received < ${ends}`,
  )

/** Fixes that were received before `ends` and by their devices' clocks taken after it; times counted from `starts`. */
export const readToldAhead = (db: PoolClient, starts: number, ends: number): Promise<Gathered> =>
  copied(db, starts, `at >= ${ends} and at < ${ends + AHEAD_MS} and received < ${ends}`)

async function copied(db: PoolClient, starts: number, where: string, expected?: number): Promise<Gathered> {
  const tracks = gatherTracks(expected)
  const stream = db.query(
    copyTo(`copy (select ${columns} from fix where ${where}) to stdout (format binary)`),
  )
  const read = rowReader(starts, tracks)
  for await (const bytes of stream) read(bytes as Buffer)
  // The end of the rows is told in fewer bytes than a row may have.
  read(Buffer.alloc(ROW_BYTES))
  return tracks
}

/** Signature, flags, extension. */
const HEAD_BYTES = 19
/** A row without nulls. */
const ROW_BYTES = 88

/** Takes in a COPY as it arrives, in whatever pieces. */
function rowReader(starts: number, tracks: Gathered): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let at = HEAD_BYTES
  return (piece) => {
    const bytes = Buffer.concat([rest, piece])
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    while (bytes.length - at >= ROW_BYTES && view.getInt16(at) > 0) at = takeRow(view, at, starts, tracks)
    rest = bytes.subarray(Math.min(at, bytes.length))
    at = Math.max(0, at - bytes.length)
  }
}

const row = { mover: 0, at: 0, lng: 0, lat: 0, speed: 0, heading: 0, accuracy: 0, source: 0, skew: 0, lag: 0 }

/** In the order of `columns`; see the units in the migrations of `fix`. Answers where the next one begins. */
function takeRow(view: DataView, begins: number, starts: number, tracks: Gathered): number {
  const mover = begins + 2
  const at = after(view, mover)
  const received = after(view, at)
  const lng = after(view, received)
  const lat = after(view, lng)
  const speed = after(view, lat)
  const heading = after(view, speed)
  const accuracy = after(view, heading)
  const source = after(view, accuracy)
  const skew = after(view, source)
  row.mover = int4(view, mover)
  row.at = int8(view, at) - starts
  row.lng = Math.round(int4(view, lng) / 100)
  row.lat = Math.round(int4(view, lat) / 100)
  row.speed = isNull(view, speed) ? -1 : Math.min(0x7fff, Math.round(int4(view, speed) / 10))
  row.heading = isNull(view, heading) ? -1 : turnOf(int4(view, heading) / 100)
  row.accuracy = isNull(view, accuracy) ? 0 : octavesOf(int4(view, accuracy) / 100)
  row.source = isNull(view, source) ? 0 : view.getInt16(source + 4)
  row.skew = int4(view, skew)
  row.lag = int8(view, received) - int8(view, at)
  tracks.add(row)
  return after(view, skew)
}

/** A field is its length, −1 for null, and its bytes. */
const after = (view: DataView, field: number): number => field + 4 + Math.max(0, view.getInt32(field))
const isNull = (view: DataView, field: number): boolean => view.getInt32(field) < 0
const int4 = (view: DataView, field: number): number => view.getInt32(field + 4)
const int8 = (view: DataView, field: number): number =>
  view.getInt32(field + 4) * 2 ** 32 + view.getUint32(field + 8)
