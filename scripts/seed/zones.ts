/** Zones: the reaches of both rivers with their banks and water, and the expo's rings and posts. */

import type { ZoneKind } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'
import { withoutStrays } from '../../server/zones/channel.ts'
import { ringAround } from '../../server/zones/plane.ts'
import { type AxisPoint, cutReaches, type ReachShape } from '../../server/zones/reaches.ts'

type SeedZone = {
  kind: ZoneKind
  code: string
  name: string
  nameEn: string
  river: string | null
  bank: 'left' | 'right' | null
  from: number | null
  to: number | null
  paired: string | null
  owner: string | null
  /** Where zones meet at a confluence, the lower rank keeps the ground. */
  rank: number
  rings: LngLat[][]
}

/** Adds the zones that are missing; answers how many. */
export async function seedZones(db: Db): Promise<number> {
  const zones = [...rivers.flatMap(reachZones), ...expoZones()]
  const { rows } = await db.query<{ code: string }>('select code from zone')
  const known = new Set(rows.map((row) => row.code))
  if (zones.every((zone) => known.has(zone.code))) return 0
  return insertZones(db, zones)
}

// How far a strip reaches inland: the law says to the first municipal road, which is not in our data.
const rivers = [
  { id: 'huangpu', code: 'HP', name: '黄浦江', nameEn: 'Huangpu', depth: 100, rank: 0 },
  { id: 'suzhou', code: 'SZ', name: '苏州河', nameEn: 'Suzhou Creek', depth: 60, rank: 1 },
] as const
type River = (typeof rivers)[number]

const BANK_RANK = 2

export const riverAxis = (river: string): AxisPoint[] =>
  readTable('figures/rivers.csv', ['river', 'chainage_m', 'longitude', 'latitude', 'width_m'])
    .filter((row) => row.river === river)
    .map((row) => ({
      metres: Number(row.chainage_m),
      place: [Number(row.longitude), Number(row.latitude)],
      width: Number(row.width_m),
    }))

const reachColumns = [
  'river',
  'from_m',
  'to_m',
  'left',
  'left_en',
  'left_owner',
  'right',
  'right_en',
  'right_owner',
] as const
type ReachRow = Readonly<Record<(typeof reachColumns)[number], string>>

function reachZones(river: River): SeedZone[] {
  const rows = readTable('seed/reaches.csv', reachColumns).filter((row) => row.river === river.id)
  const spans = rows.map((row) => ({ from: Number(row.from_m), to: Number(row.to_m) }))
  return cutReaches(withoutStrays(riverAxis(river.id)), spans, river.depth).flatMap((shape, i) =>
    zonesOfReach(river, rows[i] as ReachRow, shape),
  )
}

/** The water, and its banks where they have names: beyond the mouth there is water only. */
function zonesOfReach(river: River, row: ReachRow, shape: ReachShape): SeedZone[] {
  const chainage = (shape.from / 1000).toFixed(1).padStart(5, '0')
  const of = (letter: string) => `${river.code}-${letter}-${chainage}`
  const shared = { river: river.id, from: shape.from, to: shape.to }
  const named = row.left !== ''
  const water: SeedZone = {
    ...shared,
    kind: 'reach_water',
    code: of('W'),
    name: named ? `${river.name}${row.left}—${row.right}水域` : `${river.name}口外水域${chainage}`,
    nameEn: named
      ? `${river.nameEn} water, ${row.left_en}–${row.right_en}`
      : `${river.nameEn} mouth ${chainage}`,
    bank: null,
    paired: null,
    owner: null,
    rank: river.rank,
    rings: [shape.water],
  }
  if (!named) return [water]
  const bank = (side: 'left' | 'right', letter: string): SeedZone => ({
    ...shared,
    kind: 'reach_bank',
    code: of(letter),
    name: `${row[side]}岸段`,
    nameEn: `${row[`${side}_en`]} bank`,
    bank: side,
    paired: of('W'),
    owner: row[`${side}_owner`],
    rank: BANK_RANK + river.rank,
    rings: [shape[side]],
  })
  return [water, bank('left', 'L'), bank('right', 'R')]
}

function expoZones(): SeedZone[] {
  const columns = [
    'kind',
    'code',
    'name',
    'name_en',
    'longitude',
    'latitude',
    'inner_m',
    'outer_m',
    'owner',
  ] as const
  return readTable('seed/expo.csv', columns).map((row) => {
    const centre: LngLat = [Number(row.longitude), Number(row.latitude)]
    const inner = Number(row.inner_m)
    const outside = ringAround(centre, Number(row.outer_m))
    return {
      kind: row.kind as ZoneKind,
      code: row.code,
      name: row.name,
      nameEn: row.name_en,
      river: null,
      bank: null,
      from: null,
      to: null,
      paired: null,
      owner: row.owner,
      rank: 0,
      rings: inner > 0 ? [outside, ringAround(centre, inner).toReversed()] : [outside],
    }
  })
}

/** Water comes first, so that the banks find the zone they are paired with. */
async function insertZones(db: Db, zones: readonly SeedZone[]): Promise<number> {
  const { rowCount } = await db.query(insertSql, [JSON.stringify(zones.map(withGeometry))])
  await db.query(
    `update zone z set paired = w.id
     from jsonb_to_recordset($1::jsonb) as p (code text, paired text) join zone w on w.code = p.paired
     where z.code = p.code and z.paired is null`,
    [JSON.stringify(zones.map(({ code, paired }) => ({ code, paired })))],
  )
  return rowCount ?? 0
}

const withGeometry = ({ rings, ...zone }: SeedZone) => ({
  ...zone,
  area: { type: 'Polygon', coordinates: rings },
})

// 1e-10 square degrees are 1 m²: rounding along shared edges is no overlap.
const insertSql = `
  with seed as (
    select *, st_setsrid(st_geomfromgeojson(area), 4326) as shape
    from jsonb_to_recordset($1::jsonb) as z (kind text, code text, name text, "nameEn" text, river text, bank text,
      "from" float8, "to" float8, owner text, rank int, area jsonb)
  )
  insert into zone (kind, code, name, name_en, river, bank, from_metres, to_metres, owner, area)
  select s.kind, s.code, s.name, s."nameEn", s.river, s.bank, s."from", s."to", o.id,
    coalesce(st_difference(s.shape, taken.shape), s.shape)
  from seed s
  left join organisation o on o.code = s.owner
  left join lateral (
    select st_union(t.shape) as shape from seed t
    where t.rank < s.rank and t.river <> s.river and st_intersects(t.shape, s.shape)
      and st_area(st_intersection(t.shape, s.shape)) > 1e-10
  ) taken on true
  where not exists (select from zone e where e.code = s.code)
  order by s.rank, s.code`
