/** The tiles of objects in SQL. A tile is one range of Morton numbers, so each is one walk along one index. */
import { type Db, one } from '../db.ts'

/** From the first on, up to the second without it; Morton numbers as text, being more than a double holds. */
export type Range = readonly [from: string, to: string]
type Address = { readonly z: number; readonly x: number; readonly y: number }

/** Of a tile's side. */
const EXTENT = 4096
/** Levels of division: 16 cells a side. */
const CELL_LEVELS = 4

/** How often anything in these areas has changed so far. */
export async function changesIn(db: Db, [from, to]: Range): Promise<number> {
  const { rows } = await db.query<{ changes: number }>({
    name: 'object changes',
    text: `select coalesce(sum(changes), 0)::bigint as changes from object_area
           where quad >= $1::bigint >> 32 and quad <= ($2::bigint - 1) >> 32`,
    values: [from, to],
  })
  return one(rows).changes
}

/** How many objects lie there, counted no further than `most`. */
export async function singlesIn(db: Db, [from, to]: Range, most: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    name: 'object singles',
    text: `select count(*)::int as count from (select from object where quad >= $1::bigint and quad < $2::bigint limit $3) o`,
    values: [from, to, most],
  })
  return one(rows).count
}

/** Each object as a point of the layer `objects`, with its id, grade, kind and, where asked, name; in the order of their ids. */
export async function singlesTile(
  db: Db,
  [from, to]: Range,
  { z, x, y }: Address,
  named: boolean,
): Promise<Buffer> {
  const { rows } = await db.query<{ tile: Buffer }>({
    name: `object singles tile ${named}`,
    text: `select st_asmvt(t, 'objects', ${EXTENT}, 'geom', 'id') as tile from (
        select id, grade, kind ${named ? ', name' : ''},
          st_makepoint((o.x - ($4::bigint << (30 - $3))) * ${EXTENT}.0 / (1 << (30 - $3)),
            (o.y - ($5::bigint << (30 - $3))) * ${EXTENT}.0 / (1 << (30 - $3))) as geom
        from object o where quad >= $1::bigint and quad < $2::bigint order by id
      ) t`,
    values: [from, to, z, x, y],
  })
  return one(rows).tile
}

/** How many objects of each grade lie in each cell, as points of the layer `counts` where they lie on the average. */
export async function countsTile(db: Db, [from, to]: Range, { z, x, y }: Address): Promise<Buffer> {
  const { rows } = await db.query<{ tile: Buffer }>({
    name: 'object counts tile',
    text: `select st_asmvt(t, 'counts', ${EXTENT}, 'geom') as tile from (
        select count(*)::int as "all", (count(*) filter (where grade = 'low'))::int as low,
          (count(*) filter (where grade = 'medium'))::int as medium, (count(*) filter (where grade = 'high'))::int as high,
          st_makepoint((avg(o.x::float8) - ($4::bigint << (30 - $3))) * ${EXTENT}.0 / (1 << (30 - $3)),
            (avg(o.y::float8) - ($5::bigint << (30 - $3))) * ${EXTENT}.0 / (1 << (30 - $3))) as geom
        from object o where quad >= $1::bigint and quad < $2::bigint
        group by quad >> (60 - 2 * ($3 + ${CELL_LEVELS})) order by quad >> (60 - 2 * ($3 + ${CELL_LEVELS}))
      ) t`,
    values: [from, to, z, x, y],
  })
  return one(rows).tile
}
