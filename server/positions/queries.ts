/** Positions in the database: the newest of each mover, and tracks. */
import type { Db } from '../db.ts'
import type { Book, Newest } from './book.ts'
import { sevenths } from './rows.ts'

const columns = 'mover, at, received, lng, lat, speed, heading, accuracy'

type Row = {
  mover: number
  at: number
  received: number
  lng: number
  lat: number
  speed: number | null
  heading: number | null
  accuracy: number | null
}

/** The newest fix of every mover, as of the last batch. */
export async function readNewest(db: Db): Promise<Newest[]> {
  const { rows } = await db.query<Row>(`select ${columns} from newest_fix`)
  return rows.map(toNewest)
}

/** Writes down where these movers are; another server's newer fix stays. */
export async function upsertNewest(db: Db, book: Book, movers: ReadonlySet<number>): Promise<void> {
  const fixes = Array.from(movers, (mover) => book.newest(mover)).filter((fix) => fix !== undefined)
  if (fixes.length === 0) return
  await db.query(
    `insert into newest_fix as n (${columns})
     select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
     -- In one order, so that two servers' batches cannot wait for each other in a circle.
     order by 1
     on conflict (mover) do update set at = excluded.at, received = excluded.received, lng = excluded.lng,
       lat = excluded.lat, speed = excluded.speed, heading = excluded.heading, accuracy = excluded.accuracy
     where n.at < excluded.at`,
    [
      fixes.map((fix) => fix.mover),
      fixes.map((fix) => fix.at),
      fixes.map((fix) => fix.received),
      fixes.map((fix) => sevenths(fix.lng)),
      fixes.map((fix) => sevenths(fix.lat)),
      fixes.map((fix) => hundredthsOrNull(fix.speed)),
      fixes.map((fix) => hundredthsOrNull(fix.heading)),
      fixes.map((fix) => hundredthsOrNull(fix.accuracy)),
    ],
  )
}

const MOST_FIXES = 20_000

/** One mover's fixes between two times, oldest first. A batch sent twice stands in the history twice; its copies are left out here. */
export async function readTrack(db: Db, mover: number, from: number, to: number): Promise<Newest[]> {
  const { rows } = await db.query<Row>(
    `select distinct on (at) ${columns} from fix where mover = $1 and at between $2 and $3 order by at, received limit ${MOST_FIXES}`,
    [mover, from, to],
  )
  return rows.map(toNewest)
}

function toNewest(row: Row): Newest {
  return {
    ...row,
    lng: row.lng / 1e7,
    lat: row.lat / 1e7,
    speed: fromHundredths(row.speed),
    heading: fromHundredths(row.heading),
    accuracy: fromHundredths(row.accuracy),
    source: 0,
    skew: 0,
  }
}

const hundredthsOrNull = (value: number): number | null =>
  Number.isNaN(value) ? null : Math.round(value * 100)
const fromHundredths = (value: number | null): number => (value === null ? Number.NaN : value / 100)
