/** The measured tables of data/figures as GeoJSON: fetched as they are and put together in the browser in a few milliseconds. */
import type { Feature, FeatureCollection, Position } from 'geojson'
import crossingsUrl from '../../../data/figures/crossings.csv?url&no-inline'
import districtsUrl from '../../../data/figures/districts.csv?url&no-inline'
import expresswaysUrl from '../../../data/figures/expressways.csv?url&no-inline'
import linesUrl from '../../../data/figures/metro_lines.csv?url&no-inline'
import stationsUrl from '../../../data/figures/metro_stations.csv?url&no-inline'
import placesUrl from '../../../data/figures/places.csv?url&no-inline'
import riversUrl from '../../../data/figures/rivers.csv?url&no-inline'
import seaUrl from '../../../data/figures/sea.csv?url&no-inline'
import namesUrl from '../../../data/seed/names.csv?url&no-inline'
import { curved } from '../curve.ts'
import { type EnglishNames, englishNames } from './names.ts'
import { riverFeatures, type Section } from './rivers.ts'
import { type Row, rowsOf } from './rows.ts'

/** One collection a source of the style. */
export type Figures = Readonly<Record<(typeof figureSources)[number], FeatureCollection>>
export const figureSources = ['water', 'banks', 'axes', 'roads', 'metro', 'points'] as const

type FigureTables = Readonly<Record<Exclude<keyof typeof urls, 'names'>, readonly Row[]>>

const urls = {
  sea: seaUrl,
  rivers: riversUrl,
  expressways: expresswaysUrl,
  lines: linesUrl,
  stations: stationsUrl,
  crossings: crossingsUrl,
  places: placesUrl,
  districts: districtsUrl,
  names: namesUrl,
} as const

/** Fetches the tables of the default ground, and what is English for the names in it. */
export async function loadFigures(): Promise<{ figures: Figures; names: EnglishNames }> {
  const tables = {} as Record<keyof typeof urls, readonly Row[]>
  const all = Object.keys(urls) as (keyof typeof urls)[]
  await Promise.all(
    all.map(async (each) => {
      tables[each] = rowsOf(await fetchText(urls[each]))
    }),
  )
  const names = englishNames(tables.names)
  return { figures: figuresFrom(tables, names), names }
}

/** The collections of the ground, from the tables' rows. */
export function figuresFrom(tables: FigureTables, english: EnglishNames): Figures {
  const rivers = riverFeatures(
    [...grouped(tables.rivers, 'river')].map(([name, rows]) => ({ name, sections: rows.map(sectionOf) })),
    seaRings(tables.sea),
  )
  return {
    ...rivers,
    roads: collection(
      [...grouped(tables.expressways, 'name', 'part')].map(([, rows]) =>
        lineFeature(rows, (row) => ({ ...named(row, english.expressway), ...roadProperties(row) })),
      ),
    ),
    metro: collection(
      [...grouped(tables.lines, 'line', 'part')].map(([, rows]) => lineFeature(rows, lineProperties)),
    ),
    points: collection([
      ...tables.districts.map((row) =>
        pointFeature(row, { kind: 'district', name: row.name, name_en: row.name_en }),
      ),
      ...tables.places.map((row) =>
        pointFeature(row, { kind: row.class ?? 'village', ...named(row, english.town) }),
      ),
      ...tables.stations.map((row) =>
        pointFeature(row, { kind: 'station', ...named(row, english.station), ...linesAt(row) }),
      ),
      ...tables.crossings.map((row) =>
        pointFeature(row, { kind: row.kind ?? 'crossing', ...named(row, english.crossing) }),
      ),
    ]),
  }
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The map's table ${url} answered ${response.status}`)
  return response.text()
}

function grouped(rows: readonly Row[], ...keys: string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keys.map((each) => row[each]).join('|')
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** Outer rings first in each polygon; the coarse outline is curved so that it does not look cut with scissors. */
function seaRings(rows: readonly Row[]): Position[][][] {
  const polygons = new Map<string, Position[][]>()
  for (const ring of grouped(rows, 'polygon', 'ring').values()) {
    const polygon = ring[0]?.polygon ?? ''
    polygons.set(polygon, [...(polygons.get(polygon) ?? []), curved(ring.map(placeOf), 3)])
  }
  return [...polygons.values()]
}

const placeOf = (row: Row): Position => [Number(row.longitude), Number(row.latitude)]
const sectionOf = (row: Row): Section => ({ place: placeOf(row), width: Number(row.width_m) })

/** Hamlets and islets have no English name: the Chinese one stands in both languages. */
const named = ({ name = '' }: Row, english: Readonly<Record<string, string>>) => ({
  name,
  name_en: english[name] ?? name,
})

const roadProperties = ({ name = '' }: Row) => ({
  // The part of an expressway that runs under the ground is drawn as a tunnel.
  tunnel: name.endsWith('通道'),
  ring: /环|南北|延安/.test(name),
})

const lineProperties = ({ line = '', color = '' }: Row) => ({
  line,
  colour: color,
  name: /^\d/.test(line) ? `${line}号线` : line,
  name_en: /^\d/.test(line) ? `Line ${line}` : line,
})

function lineFeature(rows: readonly Row[], properties: (row: Row) => Feature['properties']): Feature {
  const coordinates = curved(rows.map(placeOf), 4)
  return {
    type: 'Feature',
    properties: properties(rows[0] ?? {}),
    geometry: { type: 'LineString', coordinates },
  }
}

/** An interchange goes before other stations where there is no room for all. */
const linesAt = ({ lines = '' }: Row) => ({ lines, rank: -lines.split(' ').length })

const pointFeature = (row: Row, properties: Feature['properties']): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: placeOf(row) },
})

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
