/** Objects: how often a grade and credit ask for inspection, and a synthetic city of things to inspect. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'
import { allIntervals } from '../../server/objects/queries.ts'
import { comparableWords } from './comparableWords.ts'
import { type SyntheticObject, syntheticObjects } from './objectCity.ts'

/** Adds the intervals where there are none yet; what an administrator changed stays. */
export async function seedIntervals(db: Db): Promise<number> {
  const rows = readTable('seed/inspection_intervals.csv', ['grade', 'credit', 'most_days', 'least_days'])
  const { rowCount } = await db.query(
    `insert into inspection_interval (grade, credit, most_days, least_days)
     select grade, credit, most_days::int, least_days::int
     from jsonb_to_recordset($1::jsonb) as i (grade text, credit text, most_days text, least_days text)
     where not exists (select from inspection_interval)`,
    [JSON.stringify(rows)],
  )
  return rowCount ?? 0
}

/** As many as a demonstration begins with. */
const DEMO_OBJECTS = 5_000

export const seedObjects = (db: Db): Promise<number> => generateObjects(db, DEMO_OBJECTS)

const SEED = 20_261_125
const SOURCE = 'demo'

/** Adds synthetic objects until there are `count`; answers how many were added. `seed`: another city. */
export async function generateObjects(
  db: Db,
  count: number,
  { seed = SEED, now = Date.now() } = {},
): Promise<number> {
  const { rows } = await db.query<{ there: number }>(
    'select count(*)::int as there from object where source = $1',
    [SOURCE],
  )
  const there = rows[0]?.there ?? 0
  if (there >= count) return 0
  const days = new Map(
    (await allIntervals(db)).map((each) => [`${each.grade} ${each.credit}`, each.mostDays]),
  )
  const squads = await squadIds(db)
  const line = (object: SyntheticObject) =>
    lineOf(object, squads, (days.get(`${object.grade} ${object.credit}`) ?? 365) * DAY, now)
  const copy = (db as pg.PoolClient).query(
    copyFrom(
      `copy object (source, external_id, kind, name, address, point, organisation, grade, credit, venue_code, registered_at,
         last_inspected, words) from stdin`,
    ),
  )
  await pipeline(Readable.from(chunks(seed, there, count, line)), copy)
  return count - there
}

const DAY = 86_400_000

async function squadIds(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ code: string; id: number }>(
    `select code, id from organisation where kind = 'squad'`,
  )
  return new Map(rows.map(({ code, id }) => [code, id]))
}

/** Lines of COPY in pieces of a few hundred kB, from the object after `there` up to `count`. */
function* chunks(
  seed: number,
  there: number,
  count: number,
  lineOf: (object: SyntheticObject) => string,
): Generator<string> {
  let chunk: string[] = []
  for (const object of syntheticObjects(seed)) {
    if (object.number > count) break
    if (object.number <= there) continue
    chunk.push(lineOf(object))
    if (chunk.length === 1000) {
      yield chunk.join('')
      chunk = []
    }
  }
  yield chunk.join('')
}

function lineOf(
  { number, kind, name, address, place, squad, grade, credit, waited }: SyntheticObject,
  squads: ReadonlyMap<string, number>,
  interval: number,
  now: number,
): string {
  const id = String(number).padStart(6, '0')
  const inspected = waited === null ? '\\N' : new Date(now - waited * interval).toISOString()
  // What was never inspected is new.
  const registered = new Date(now - (waited === null ? 60 : 1_100) * DAY).toISOString()
  const fields = [
    SOURCE,
    `${SOURCE}-${id}`,
    kind,
    name,
    address,
    `SRID=4326;POINT(${place[0]} ${place[1]})`,
    squads.get(squad) ?? '\\N',
    grade,
    credit,
    `CM${id}`,
    registered,
    inspected,
    comparableWords(name),
  ]
  return `${fields.join('\t')}\n`
}
