/** Who answers which free units are nearest: our grid, and its peers. */
import type { LngLat } from '#contract/endpoint.ts'
import { connect } from '../../server/db.ts'
import { createGrid } from '../../server/positions/grid.ts'
import { metresFromTo } from '../../server/zones/plane.ts'
import type { Parts } from '../parts.ts'

export type Moved = { readonly unit: number; readonly place: LngLat }
/** Units are numbered from 1, in order. */
export type Whereabouts = Moved & { readonly free: boolean }

export type Subject = {
  readonly name: string
  move(moved: readonly Moved[]): Promise<void> | void
  /** The free units nearest to a place, nearest first. */
  nearest(place: LngLat, count: number): Promise<number[]> | number[]
}

const FREE = 1

export function byGrid(city: readonly Whereabouts[]): Subject {
  const grid = createGrid()
  const move = (moved: readonly Moved[]) => {
    for (const { unit, place } of moved) grid.move(unit, place[0], place[1])
  }
  move(city)
  for (const { unit, free } of city) if (free) grid.sort(unit, FREE)
  return {
    name: 'console',
    move,
    nearest: (place, count) => grid.nearest(place, count, { group: FREE }).map(({ mover }) => mover),
  }
}

/** Flat arrays looked through from end to end, the nearest so far kept in order. */
export function byScan(city: readonly Whereabouts[]): Subject {
  const lngs = Float64Array.from(city, ({ place }) => place[0])
  const lats = Float64Array.from(city, ({ place }) => place[1])
  const free = Uint8Array.from(city, (each) => (each.free ? 1 : 0))
  return {
    name: 'brute-force',
    move(moved) {
      for (const { unit, place } of moved) {
        lngs[unit - 1] = place[0]
        lats[unit - 1] = place[1]
      }
    },
    nearest([lng, lat], count) {
      const nearest: { unit: number; metres: number }[] = []
      let farthest = Number.POSITIVE_INFINITY
      for (let i = 0; i < free.length; i++) {
        if (free[i] === 0) continue
        const metres = metresFromTo(lng, lat, lngs[i] as number, lats[i] as number)
        if (metres >= farthest) continue
        if (nearest.length === count) nearest.pop()
        const place = nearest.findIndex((each) => metres < each.metres)
        nearest.splice(place < 0 ? nearest.length : place, 0, { unit: i + 1, metres })
        if (nearest.length === count) farthest = (nearest.at(-1) as { metres: number }).metres
      }
      return nearest.map(({ unit }) => unit)
    },
  }
}

/** Degrees of longitude are squeezed to the length they have in the middle of the city, so that its plane is nearly true. */
const SQUEEZE = Math.cos((31.23 * Math.PI) / 180)

/** `<->` on a GiST index over the free alone: twice as many as asked for, ranked again by our distance. */
export async function byPostgis(parts: Parts, url: string, city: readonly Whereabouts[]): Promise<Subject> {
  const db = connect(url, { max: 1 })
  await parts.add(() => db.end())
  await db.query('drop table if exists whereabouts')
  await db.query(
    'create table whereabouts (unit int primary key, lng float8, lat float8, place geometry(point), free boolean)',
  )
  const columns = (moved: readonly Moved[]) => [
    moved.map(({ unit }) => unit),
    moved.map(({ place }) => place[0]),
    moved.map(({ place }) => place[1]),
  ]
  await db.query(
    `insert into whereabouts
     select unit, lng, lat, st_point(lng * ${SQUEEZE}, lat), free
     from unnest($1::int[], $2::float8[], $3::float8[], $4::boolean[]) as w (unit, lng, lat, free)`,
    [...columns(city), city.map(({ free }) => free)],
  )
  await db.query('create index on whereabouts using gist (place) where free')
  await db.query('analyze whereabouts')
  return {
    name: 'postgis',
    async move(moved) {
      // Of two moves of one unit the last counts.
      const last = [...new Map(moved.map((each) => [each.unit, each])).values()]
      await db.query(
        `update whereabouts set lng = m.lng, lat = m.lat, place = st_point(m.lng * ${SQUEEZE}, m.lat)
         from unnest($1::int[], $2::float8[], $3::float8[]) as m (unit, lng, lat) where whereabouts.unit = m.unit`,
        columns(last),
      )
    },
    async nearest([lng, lat], count) {
      const { rows } = await db.query<{ unit: number }>({
        name: 'nearest',
        text: `select unit from (
           select unit, lng, lat from whereabouts where free
           order by place <-> st_point($1::float8 * ${SQUEEZE}, $2::float8) limit 2 * $3::int) as near
         order by power((lng - $1) * cos(radians((lat + $2) / 2)), 2) + power(lat - $2, 2) limit $3`,
        values: [lng, lat, count],
      })
      return rows.map(({ unit }) => unit)
    },
  }
}
