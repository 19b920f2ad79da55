/** Sketches of zones: steps back and forth, warnings that say where, snapping to neighbours, and files read. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import {
  addCorner,
  begin,
  finish,
  moveCorner,
  putPoint,
  redo,
  removeCorner,
  stepCorner,
  undo,
  useEditor,
} from './editor.ts'
import { areaOfSketch, crossingOf, warningOf } from './sketchArea.ts'
import { snapped } from './snapping.ts'
import { changedZones, type Zone } from './store.ts'
import { readZoneFile } from './zoneFile.ts'

const zone = (id: number, version: number, ring: LngLat[], holes: LngLat[][] = []): Zone => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] as LngLat], ...holes] },
  properties: {
    id,
    version,
    kind: 'drawn',
    code: `DR-${id}`,
    name: `区${id}`,
    nameEn: `Zone ${id}`,
    river: null,
    bank: null,
    fromMetres: null,
    toMetres: null,
    paired: null,
    owner: null,
    validFrom: 0,
  },
})
const square: LngLat[] = [
  [121.4, 31.2],
  [121.41, 31.2],
  [121.41, 31.21],
  [121.4, 31.21],
]

describe('the steps of a sketch', () => {
  beforeEach(() => begin({ kind: 'draw' }))
  const points = () => useEditor.getState().sketch.points

  test('go back and forth, and a new one forgets what was undone', () => {
    for (const corner of square) putPoint(corner)
    finish()
    undo()
    undo()
    expect([points().length, useEditor.getState().sketch.done]).toEqual([3, false])
    redo()
    redo()
    expect([points().length, useEditor.getState().sketch.done]).toEqual([4, true])
    undo()
    putPoint([121.405, 31.215])
    redo()
    expect(points()).toHaveLength(5)
  })

  test('whatever is done, as many steps back lead to where it began, and as many forth to where it ended', () => {
    const place = fc.tuple(
      fc.double({ min: 121, max: 122, noNaN: true }),
      fc.double({ min: 31, max: 32, noNaN: true }),
    )
    const step = fc.oneof(
      place.map((at) => () => putPoint(at)),
      fc.constantFrom(finish, addCorner, removeCorner, () => stepCorner(1)),
      place.map((at) => () => moveCorner(at)),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        begin({ kind: 'draw' })
        for (const each of steps) each()
        const { sketch, past } = useEditor.getState()
        for (const _ of past) undo()
        expect(useEditor.getState().sketch).toEqual({ points: [], done: false })
        for (const _ of past) redo()
        expect(useEditor.getState().sketch).toEqual(sketch)
      }),
    )
  })

  test('a corner taken away leaves a ring of three at least', () => {
    for (const corner of square) putPoint(corner)
    finish()
    stepCorner(1)
    for (let i = 0; i < 5; i++) removeCorner()
    expect(points()).toHaveLength(3)
  })
})

test('a ring that crosses itself is warned of with the place, one outside the city or without ground too', () => {
  const knot: LngLat[] = [square[0], square[2], square[1], square[3]] as LngLat[]
  const place = crossingOf(knot)
  expect(place?.map((each) => each.toFixed(4))).toEqual(['121.4050', '31.2050'])
  expect(warningOf(knot)?.kind).toBe('crosses')
  expect(warningOf(square)).toBeNull()
  expect(warningOf([...square.slice(0, 3), [120, 31]])).toMatchObject({ kind: 'outside', place: [120, 31] })
  expect(warningOf([square[0], square[1], [121.42, 31.2]] as LngLat[])?.kind).toBe('empty')
})

test('a ring reshaped keeps its hole', () => {
  const hole: LngLat[] = [
    [121.402, 31.202],
    [121.403, 31.202],
    [121.403, 31.203],
    [121.402, 31.202],
  ]
  const area = areaOfSketch({ points: square, done: true }, zone(1, 1, square, [hole]))
  expect(area.coordinates).toHaveLength(2)
})

test('a corner near a neighbour lies on its corner, else on its side, and far away where it was put', () => {
  // A pixel is 1e-5° here.
  const project = (lng: number, lat: number) => ({ x: lng * 1e5, y: -lat * 1e5 })
  const near = (place: LngLat, except: number | null = null) =>
    snapped(place, [zone(1, 1, square)], project, except)
  expect(near([121.41005, 31.19996])).toEqual([121.41, 31.2])
  const side = near([121.405, 31.19995])
  expect(side?.[0]).toBeCloseTo(121.405, 6)
  expect(side?.[1]).toBeCloseTo(31.2, 9)
  expect(near([121.405, 31.199])).toBeUndefined()
  expect(near([121.41005, 31.19996], 1)).toBeUndefined()
})

test('a fact changes the zones once, an older one nothing, and a retired one goes', () => {
  const known = [zone(1, 2, square), zone(2, 1, square)]
  expect(changedZones(known, [zone(1, 1, square)], [])).toEqual(known)
  const after = changedZones(known, [zone(1, 3, square), zone(3, 1, square)], [2])
  expect(after.map(({ properties }) => [properties.id, properties.version])).toEqual([
    [1, 3],
    [3, 1],
  ])
})

test('a file is read feature by feature, and what is no named polygon is told by its place', () => {
  const file = {
    type: 'FeatureCollection',
    features: [zone(1, 1, square), { type: 'Feature', geometry: null }],
  }
  const { zones, problems } = readZoneFile(JSON.stringify(file))
  expect(zones).toMatchObject([{ kind: 'drawn', name: '区1', nameEn: 'Zone 1' }])
  expect(problems).toEqual([{ index: 1, why: 'noPolygon' }])
  expect(readZoneFile('nothing').problems).toEqual([{ index: null, why: 'notGeoJson' }])
})
