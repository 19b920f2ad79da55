/** Named points: landmarks, gates, metro stations, crossings, districts and towns. */
import type { LngLat } from '#contract/endpoint.ts'
import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'
import { englishNames } from './names.ts'

type NamedPoint = { kind: string; name: string; nameEn: string; place: LngLat }
type Located = { readonly longitude: string; readonly latitude: string }

/** Adds the places that are missing; answers how many. */
export async function seedPlaces(db: Db): Promise<number> {
  const points = [
    ...landmarks(),
    ...gates(),
    ...stations(),
    ...crossings(),
    ...tunnels(),
    ...districts(),
    ...towns(),
  ]
  const { rowCount } = await db.query(
    `insert into place (kind, name, name_en, point)
     select distinct on (p.kind, p.name) p.kind, p.name, p.name_en, st_setsrid(st_makepoint(p.lng, p.lat), 4326)
     from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[]) as p (kind, name, name_en, lng, lat)
     where not exists (select from place e where e.kind = p.kind and e.name = p.name)`,
    [
      points.map((point) => point.kind),
      points.map((point) => point.name),
      points.map((point) => point.nameEn),
      points.map((point) => point.place[0]),
      points.map((point) => point.place[1]),
    ],
  )
  return rowCount ?? 0
}

const at = (row: Located): LngLat => [Number(row.longitude), Number(row.latitude)]

const landmarks = (): NamedPoint[] =>
  readTable('seed/key_places.csv', ['kind', 'name', 'name_en', 'longitude', 'latitude']).map((row) => ({
    kind: row.kind,
    name: row.name,
    nameEn: row.name_en,
    place: at(row),
  }))

const gates = (): NamedPoint[] =>
  readTable('seed/expo.csv', ['kind', 'name', 'name_en', 'longitude', 'latitude'])
    .filter((row) => row.kind === 'post')
    .map((row) => ({ kind: 'gate', name: row.name, nameEn: row.name_en, place: at(row) }))

/** Two stations may share a name: the lines tell them apart. */
function stations(): NamedPoint[] {
  const english = englishNames('station')
  const rows = readTable('figures/metro_stations.csv', ['name', 'lines', 'longitude', 'latitude'])
  return rows.map((row) => {
    const shared = rows.filter((other) => other.name === row.name).length > 1
    const [zh, en] = shared ? [`（${row.lines}号线）`, ` (line ${row.lines})`] : ['', '']
    return { kind: 'station', name: `${row.name}${zh}`, nameEn: `${english(row.name)}${en}`, place: at(row) }
  })
}

/** One road may cross a river more than once: the river and chainage tell them apart. */
function crossings(): NamedPoint[] {
  const english = englishNames('crossing')
  const rows = readTable('figures/crossings.csv', [
    'river',
    'chainage_m',
    'name',
    'kind',
    'longitude',
    'latitude',
  ])
  return rows.map((row) => {
    const shared = rows.filter((other) => other.name === row.name).length > 1
    const kilometres = (Number(row.chainage_m) / 1000).toFixed(1)
    const river =
      row.river === 'huangpu' ? (['黄浦江', 'Huangpu'] as const) : (['苏州河', 'Suzhou Creek'] as const)
    const [zh, en] = shared
      ? [`（${river[0]}${kilometres}公里）`, ` (${river[1]} km ${kilometres})`]
      : ['', '']
    return {
      kind: row.kind === 'ferry_terminal' ? 'ferry' : 'crossing',
      name: `${row.name}${zh}`,
      nameEn: `${english(row.name)}${en}`,
      place: at(row),
    }
  })
}

const tunnels = (): NamedPoint[] =>
  readTable('seed/tunnels.csv', ['name', 'name_en', 'longitude', 'latitude']).map((row) => ({
    kind: 'crossing',
    name: row.name,
    nameEn: row.name_en,
    place: at(row),
  }))

const districts = (): NamedPoint[] =>
  readTable('figures/districts.csv', ['name', 'name_en', 'longitude', 'latitude']).map((row) => ({
    kind: 'district',
    name: row.name,
    nameEn: row.name_en,
    place: at(row),
  }))

function towns(): NamedPoint[] {
  const english = englishNames('town')
  return readTable('figures/places.csv', ['name', 'class', 'longitude', 'latitude'])
    .filter((row) => row.class === 'town' || row.class === 'suburb')
    .map((row) => ({ kind: 'town', name: row.name, nameEn: english(row.name), place: at(row) }))
}
