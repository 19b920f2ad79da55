/** Positions in the database: the newest of each mover, and tracks. */
import { type Db, type Pool, transaction } from '../db.ts'
import type { Book, Newest } from './book.ts'
import { DAY_MS } from './partitions.ts'
import { columns, sevenths } from './rows.ts'

type Row = {
  mover: number
  at: number
  received: number
  lng: number
  lat: number
  speed: number | null
  heading: number | null
  accuracy: number | null
  source: number | null
  skew: number
}

/** The newest fix of every mover, as of its last slice. */
export async function readNewest(db: Db): Promise<Newest[]> {
  const { rows } = await db.query<Row>(`select ${columns} from newest_fix`)
  return rows.map(toNewest)
}

/** In one order, so that two servers' batches cannot wait for each other in a circle; another server's newer fix stays. */
const intoNewest = (fixes: string) => `
  insert into newest_fix as n (${columns}) ${fixes}
  on conflict (mover) do update set at = excluded.at, received = excluded.received, lng = excluded.lng, lat = excluded.lat,
    speed = excluded.speed, heading = excluded.heading, accuracy = excluded.accuracy, source = excluded.source, skew = excluded.skew
  where n.at < excluded.at`

/** Writes down where these movers are. */
export async function upsertNewest(db: Db, book: Book, movers: readonly number[]): Promise<void> {
  const fixes = movers.map((mover) => book.newest(mover)).filter((fix) => fix !== undefined)
  if (fixes.length === 0) return
  await db.query(
    intoNewest(
      `select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[],
         $9::smallint[], $10::int[]) order by 1`,
    ),
    [
      fixes.map((fix) => fix.mover),
      fixes.map((fix) => fix.at),
      fixes.map((fix) => fix.received),
      fixes.map((fix) => sevenths(fix.lng)),
      fixes.map((fix) => sevenths(fix.lat)),
      fixes.map((fix) => hundredthsOrNull(fix.speed)),
      fixes.map((fix) => hundredthsOrNull(fix.heading)),
      fixes.map((fix) => hundredthsOrNull(fix.accuracy)),
      fixes.map((fix) => fix.source),
      fixes.map((fix) => fix.skew),
    ],
  )
}

/** Whatever this recorder received before `since` is in `newest_fix`. Belongs to every transaction that writes history. */
export async function noteRecorder(db: Db, id: string, since: number): Promise<void> {
  await db.query(
    `insert into recorder as r (id, since, batches) values ($1, $2, 1)
     on conflict (id) do update set since = excluded.since, batches = r.batches + 1`,
    [id, since],
  )
}

/** All it received is in `newest_fix`. */
export async function forgetRecorder(db: Db, id: string): Promise<void> {
  await db.query('delete from recorder where id = $1', [id])
}

type Recorded = { readonly id: string; readonly since: number; readonly batches: number }

/** Brings `newest_fix` up to the end of the history, where recorders were killed before they did. */
export async function settleNewest(db: Pool): Promise<void> {
  await transaction(db, async (tx) => {
    const { rows: recorders } = await tx.query<Recorded>('select id, since, batches from recorder')
    if (recorders.length === 0) return
    await addTail(tx, Math.min(...recorders.map(({ since }) => since)))
    await forgetSettled(tx, recorders)
  })
}

/** A fix may be told this late, see the judge, and is its mover's newest all the same. */
const TOLD_LATE_MS = DAY_MS

async function addTail(tx: Db, since: number): Promise<void> {
  // The planner knows too little of a partition that has just begun, and would read all of it.
  await tx.query('set local enable_seqscan = off')
  await tx.query(
    intoNewest(
      `select distinct on (mover) ${columnsOfNewest} from fix where received >= $1 and at >= $2 order by mover, at desc`,
    ),
    [since, since - TOLD_LATE_MS],
  )
}

const columnsOfNewest = columns.replace('source', 'coalesce(source, 0)')

/** One that has written since is alive: it stays, and keeps its own account. */
async function forgetSettled(tx: Db, recorders: readonly Recorded[]): Promise<void> {
  await tx.query(
    `delete from recorder r using unnest($1::uuid[], $2::bigint[]) as seen (id, batches)
     where r.id = seen.id and r.batches = seen.batches`,
    [recorders.map(({ id }) => id), recorders.map(({ batches }) => batches)],
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
    source: row.source ?? SOURCE_NOT_KEPT,
  }
}

/** Of no protocol: fixes from before the source was kept. */
const SOURCE_NOT_KEPT = -1

const hundredthsOrNull = (value: number): number | null =>
  Number.isNaN(value) ? null : Math.round(value * 100)
const fromHundredths = (value: number | null): number => (value === null ? Number.NaN : value / 100)
