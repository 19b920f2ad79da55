/** Fixes around a place, out of the history: slice by slice in time, so that a question costs what it asks for and no more. */
import type { LngLat } from '#contract/endpoint.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import { METRES_PER_DEGREE } from '../zones/plane.ts'

/** Flat, for a busy day has hundreds of thousands: mover, ms UTC, and the place in degrees. */
export type PastFixes = {
  readonly mover: number[]
  readonly at: number[]
  readonly lng: number[]
  readonly lat: number[]
  /** Nothing was read beyond. */
  readonly readUntil: number
}

export type Around = {
  readonly place: LngLat
  /** A square with twice this as its side. */
  readonly metres: number
  readonly from: number
  readonly to: number
  /** Only what the server had received by then. */
  readonly known?: number | undefined
  /** Only units, no passing vessels. */
  readonly unitsOnly?: boolean
}

/** Finds what it asks for by the summaries of time, and reads no partition but those of the slice. */
const SLICE_MS = 600_000
const MOST_FIXES = 400_000
const MOST_MS = 15_000

/** In the order of time within a slice or not; ends early, with whole slices, where it is too much. */
export async function fixesAround(db: Db, around: Around): Promise<PastFixes> {
  const { from, to } = around
  const found = { mover: [], at: [], lng: [], lat: [] } as {
    mover: number[]
    at: number[]
    lng: number[]
    lat: number[]
  }
  const began = performance.now()
  let readUntil = from
  while (readUntil < to) {
    const ends = Math.min(to, readUntil + SLICE_MS)
    const rows = await slice(db, around, readUntil, ends, MOST_FIXES - found.at.length + 1)
    if (found.at.length + rows.length > MOST_FIXES) break
    for (const [mover, at, lng, lat] of rows) {
      found.mover.push(mover)
      found.at.push(at)
      found.lng.push(lng / 1e7)
      found.lat.push(lat / 1e7)
    }
    readUntil = ends
    if (performance.now() - began > MOST_MS) break
  }
  return { ...found, readUntil }
}

type Row = [mover: number, at: number, lng: number, lat: number]

async function slice(db: Db, around: Around, starts: number, ends: number, most: number): Promise<Row[]> {
  const { place, metres, known, unitsOnly } = around
  const [lng, lat] = place
  const north = metres / METRES_PER_DEGREE
  const east = north / Math.cos((lat * Math.PI) / 180)
  const sevenths = (degrees: number) => Math.round(Math.max(-214, Math.min(214, degrees)) * 1e7)
  const { rows } = await db.query<Row>({
    text: `select mover, at, lng, lat from fix
       where at >= $1 and at < $2 and lng between $3 and $4 and lat between $5 and $6
         and ($7::bigint is null or received <= $7) ${unitsOnly ? 'and mover in (select id from unit)' : ''}
       limit $8`,
    values: [
      starts,
      ends,
      sevenths(lng - east),
      sevenths(lng + east),
      sevenths(lat - north),
      sevenths(lat + north),
      known ?? null,
      most,
    ],
    rowMode: 'array',
  })
  return rows
}

export type Silence = { readonly mover: number; readonly from: number; readonly to: number }

/** Of these silences in a square, those in which the mover did report, from elsewhere: it had left. */
export async function heardElsewhere(
  db: Db,
  silences: readonly Silence[],
  known?: number,
): Promise<boolean[]> {
  if (silences.length === 0) return []
  // The outer span lets one pass over the time answer all of them, also in the running hour, which has no index by mover.
  const { rows } = await db.query<{ o: number }>(
    `select distinct s.o from unnest($1::int[], $2::bigint[], $3::bigint[]) with ordinality as s (mover, from_at, to_at, o)
     join fix f on f.mover = s.mover and f.at > s.from_at and f.at < s.to_at
     where f.at > $4 and f.at < $5 and ($6::bigint is null or f.received <= $6)`,
    [
      silences.map(({ mover }) => mover),
      silences.map(({ from }) => from),
      silences.map(({ to }) => to),
      Math.min(...silences.map(({ from }) => from)),
      Math.max(...silences.map(({ to }) => to)),
      known ?? null,
    ],
  )
  const heard = new Set(rows.map(({ o }) => o))
  return silences.map((_, i) => heard.has(i + 1))
}

/** The planner knows too little of a partition that has just begun, and would read all of it. */
export const byTime = async <T>(pool: Pool, read: (tx: Db) => Promise<T>): Promise<T> =>
  transaction(pool, async (tx) => {
    await tx.query('set local enable_seqscan = off')
    return read(tx)
  })
