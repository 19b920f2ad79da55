/** In English the map speaks English where the city's own table knows the name, and Chinese where it does not. */
import { readFileSync } from 'node:fs'
import type { Feature } from 'geojson'
import { expect, test } from 'vitest'
import { figuresFrom } from './figures.ts'
import { englishNames, namesForTiles } from './names.ts'
import { rowsOf } from './rows.ts'

const table = (file: string) => rowsOf(readFileSync(`data/${file}.csv`, 'utf8'))
const names = englishNames(table('seed/names'))
const { points, roads } = figuresFrom(
  {
    sea: [],
    rivers: [],
    lines: [],
    expressways: table('figures/expressways'),
    stations: table('figures/metro_stations'),
    crossings: table('figures/crossings'),
    places: table('figures/places'),
    districts: table('figures/districts'),
  },
  names,
)
const isChinese = ({ properties }: Feature) => /\p{Script=Han}/u.test(properties?.name_en)
const named = (name: string, kind: string) =>
  points.features.find(({ properties }) => properties?.name === name && properties.kind === kind)?.properties

test.each(['district', 'town', 'suburb', 'station', 'bridge_or_tunnel', 'ferry_terminal'])(
  'every %s has an English name',
  (kind) => {
    const ofKind = points.features.filter(({ properties }) => properties?.kind === kind)
    expect(ofKind.length).toBeGreaterThan(0)
    expect(ofKind.filter(isChinese)).toEqual([])
  },
)

test('every expressway has an English name', () => {
  expect(roads.features.filter(isChinese)).toEqual([])
})

test('a hamlet that no table knows keeps its Chinese name', () => {
  expect(named('丁家宅', 'hamlet')?.name_en).toBe('丁家宅')
})

test('a street of the tiles takes the name of its station or expressway, and never that of a ferry', () => {
  const inTiles = namesForTiles(names)
  expect(inTiles.淮海中路).toBe('Central Huaihai Road')
  expect(inTiles.沈海高速).toBe('Shenhai Expressway')
  expect(names.crossing.复兴东路).toBe('East Fuxing Road Ferry')
  expect(inTiles.复兴东路).toBeUndefined()
})
