/** In English the map speaks English where the city's own table knows the name, and Chinese where it does not. */
import { readFileSync } from 'node:fs'
import type { Feature } from 'geojson'
import { expect, test } from 'vitest'
import { figuresFrom } from './figures.ts'
import { englishNames, namesOfAnyKind } from './names.ts'
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

test('of an expressway and its bridge of one name, a street of the tiles takes the expressway’s', () => {
  expect(names.crossing.沈海高速).toBe('Shenhai Expressway Bridge')
  expect(namesOfAnyKind(names).沈海高速).toBe('Shenhai Expressway')
})
