/** The seeded reaches against the real rivers: how much of the water differs, and how far our bank line lies from theirs. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one } from '../db.ts'
import { root } from '../root.ts'
import { seededDatabase, type TestDatabase } from '../testing.ts'

const file = resolve(root, '../shared/basemap/yijiang_yihe_rivers.geojson')
const isThere = existsSync(file)
if (!isThere) console.log(`The bank lines are not compared: ${file} is not there.`)

/** The city's reaches by chainage, in metres. */
const rivers = [
  { river: 'huangpu', name: '黄浦江', from: 19_900, to: 85_300 },
  { river: 'suzhou', name: '苏州河', from: 36_000, to: 56_000 },
] as const
type River = (typeof rivers)[number]

describe.runIf(isThere)('the reaches', () => {
  let city: TestDatabase
  beforeAll(async () => {
    city = await seededDatabase()
    await city.db.query('create table real_river (name text, area geometry)')
    await city.db.query(
      `insert into real_river
       select f->'properties'->>'waterway', st_union(st_makevalid(st_transform(st_setsrid(st_geomfromgeojson(f->'geometry'), 4326), 32651)))
       from jsonb_array_elements($1::jsonb->'features') f where f->'geometry'->>'type' = 'Polygon' group by 1`,
      [readFileSync(file, 'utf8')],
    )
  })
  afterAll(() => city.drop())

  test.each(rivers)('of the $river have their bank lines on the real banks', async (river) => {
    const { points, median, p95 } = await bankDistances(city, river)
    console.log(
      `${river.river}: ${points} points, median ${median.toFixed(1)} m, p95 ${p95.toFixed(1)} m away`,
    )
    expect(points).toBeGreaterThan(2_000)
    expect(median).toBeLessThan(5)
    expect(p95).toBeLessThan(25)
  })

  test.each(rivers)('of the $river are water where the real one is', async (river) => {
    const { ours, theirs, differing } = await waterAreas(city, river)
    const shares = `${differing.toFixed(2)} km² differ of ${ours.toFixed(2)} (ours) and ${theirs.toFixed(2)} (real)`
    console.log(`${river.river}: ${shares}`)
    expect(differing / theirs).toBeLessThan(0.06)
  })
})

/** From our bank lines, a point every 20 m, to the real ones. */
async function bankDistances({ db }: TestDatabase, { river, name, from, to }: River) {
  const { rows } = await db.query<{ points: number; median: number; p95: number }>(
    `with bank as (
       select st_transform(st_intersection(st_boundary(w.area), st_buffer(b.area, 1e-7)), 32651) as line
       from zone b join zone w on w.id = b.paired
       where b.kind = 'reach_bank' and b.river = $1 and b.from_metres < $4 and b.to_metres > $3
     ), point as (select (st_dumppoints(st_segmentize((st_dump(line)).geom, 20))).geom as at from bank
     ), away as (select st_distance(p.at, r.line) as metres
       from point p, (select st_boundary(area) as line from real_river where name = $2) r)
     select count(*)::int as points, percentile_cont(0.5) within group (order by metres) as median,
       percentile_cont(0.95) within group (order by metres) as p95 from away`,
    [river, name, from, to],
  )
  return one(rows)
}

/** In km², over the water and the strips of the reaches that have banks. */
async function waterAreas({ db }: TestDatabase, { river, name, from, to }: River) {
  const { rows } = await db.query<{ ours: number; theirs: number; differing: number }>(
    `with reach as (
       select b.area as bank, w.area as water from zone b join zone w on w.id = b.paired
       where b.river = $1 and b.from_metres < $4 and b.to_metres > $3
     ), water as (select st_transform(st_union(water), 32651) as area from reach
     ), within as (select st_union(area, st_transform((select st_union(bank) from reach), 32651)) as area from water
     ), real as (select st_intersection(r.area, w.area) as area from real_river r, within w where r.name = $2)
     select st_area(water.area) / 1e6 as ours, st_area(real.area) / 1e6 as theirs,
       st_area(st_symdifference(water.area, real.area)) / 1e6 as differing
     from water, real`,
    [river, name, from, to],
  )
  return one(rows)
}
