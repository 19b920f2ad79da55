/** Settings of travel: speeds and ferries by hour, and crossings that are open to others than their sort. Read anew each minute. */
import { Refused } from '../errors.ts'
import type { Kept } from './kept.ts'

export const speeds: Kept<'speed'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('kind', kind, 'hour', hour) as key,
         json_build_object('metresPerSecond', metres_per_second) as value
       from travel_speed order by array_position('{foot,ebike,car,boat}', kind), hour`,
    )
    return rows
  },
  put: (tx, { kind, hour }, { metresPerSecond }) =>
    tx.query('update travel_speed set metres_per_second = $3 where kind = $1 and hour = $2', [
      kind,
      hour,
      metresPerSecond,
    ]),
}

export const ferries: Kept<'ferry'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('hour', hour) as key, json_build_object('seconds', seconds) as value
       from ferry_time order by hour`,
    )
    return rows
  },
  put: (tx, { hour }, { seconds }) =>
    tx.query('update ferry_time set seconds = $2 where hour = $1', [hour, seconds]),
}

export const crossings: Kept<'crossing'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('name', name) as key,
         json_build_object('foot', 'foot' = any(open), 'ebike', 'ebike' = any(open), 'car', 'car' = any(open)) as value
       from crossing_access order by name`,
    )
    return rows
  },
  put: (tx, { name }, open) =>
    tx.query(
      `insert into crossing_access (name, open) values ($1, $2)
       on conflict (name) do update set open = excluded.open`,
      [name, (['foot', 'ebike', 'car'] as const).filter((kind) => open[kind])],
    ),
  remove: (tx, { name }) => tx.query('delete from crossing_access where name = $1', [name]),
  async check(tx, { name }, value) {
    if (value === null) return undefined
    const { rowCount } = await tx.query(
      `select from place where kind in ('crossing', 'ferry') and name = $1 limit 1`,
      [name],
    )
    return rowCount === 0 ? noCrossing(name) : undefined
  },
}

const noCrossing = (name: string) =>
  new Refused(
    422,
    'no_crossing',
    { zh: `没有名为“${name}”的桥、隧道或轮渡`, en: `There is no bridge, tunnel or ferry called ${name}` },
    'body/key/name',
  )
