/** Rivers rebuilt from axis and width: where the banks lie, and that no ring folds over itself. */
import { readFileSync } from 'node:fs'
import type { Position } from 'geojson'
import { describe, expect, test } from 'vitest'
import { riverBanks, riverFeatures, riverRing, type Section } from './rivers.ts'
import { rowsOf } from './rows.ts'

const METRES = 111_320
const metresApart = ([a = 0, b = 0]: Position, [c = 0, d = 0]: Position) =>
  Math.hypot((a - c) * METRES * Math.cos((b * Math.PI) / 180), (b - d) * METRES)

test('the banks of a straight river lie half its width left and right of the axis', () => {
  const river = riverBanks(eastward(300))
  expect(metresApart(river.left[50] ?? [], river.right[50] ?? [])).toBeCloseTo(300, 0)
  // Looking downstream to the east, the left bank is the northern one.
  expect(river.left[50]?.[1]).toBeGreaterThan(31.2)
  expect(river.right[50]?.[1]).toBeLessThan(31.2)
})

test('in a bend tighter than half the width no bank crosses itself', () => {
  const bend = Array.from({ length: 40 }, (_, index): Section => {
    const angle = (index / 39) * Math.PI
    return {
      place: [121.48 + (150 * Math.cos(angle)) / 95_000, 31.2 + (150 * Math.sin(angle)) / METRES],
      width: 400,
    }
  })
  const { left, right } = riverBanks(bend)
  expect(crossings(left)).toBe(0)
  expect(crossings(right)).toBe(0)
})

describe.each(['huangpu', 'suzhou'])('the measured %s', (name) => {
  const sections = measured(name)
  const river = riverBanks(sections)

  test('has banks that never cross themselves', () => {
    expect(crossings(river.left)).toBe(0)
    expect(crossings(river.right)).toBe(0)
  })

  test('is as wide as measured, within a tenth at nine sections of ten', () => {
    const seen = sections.filter((_, index) => index % 7 === 0)
    const wrong = seen.filter(({ place, width }) => {
      const half = nearest(place, [...river.left, ...river.right])
      return Math.abs(half - width / 2) > width / 20 + 5
    })
    expect(wrong.length / seen.length).toBeLessThan(0.1)
  })

  test('closes to one ring', () => {
    const ring = riverRing(river)
    expect(ring[0]).toEqual(ring.at(-1))
    expect(ring.flat().every(Number.isFinite)).toBe(true)
  })
})

test('a creek has no bank where it runs into the river', () => {
  const creek = { name: 'creek', sections: northward(60) }
  const { banks } = riverFeatures([{ name: 'river', sections: eastward(300) }, creek], [])
  const inRiver = banks.features.flatMap((bank) =>
    bank.geometry.type === 'LineString'
      ? bank.geometry.coordinates.filter(([, lat = 0]) => Math.abs(lat - 31.2) < 140 / METRES)
      : [],
  )
  expect(inRiver).toEqual([])
})

/** Along latitude 31.2, a section every hundred metres. */
function eastward(width: number): Section[] {
  return Array.from({ length: 20 }, (_, index) => ({ place: [121.4 + index * 0.00105, 31.2], width }))
}

/** From the south into the middle of the eastward river. */
function northward(width: number): Section[] {
  return Array.from({ length: 12 }, (_, index) => ({ place: [121.41, 31.19 + index * 0.0009], width }))
}

function measured(name: string): Section[] {
  return rowsOf(readFileSync('data/figures/rivers.csv', 'utf8'))
    .filter((row) => row.river === name)
    .map((row) => ({ place: [Number(row.longitude), Number(row.latitude)], width: Number(row.width_m) }))
}

const nearest = (place: Position, line: readonly Position[]) =>
  line.reduce((least, point) => Math.min(least, metresApart(place, point)), Number.POSITIVE_INFINITY)

/** Pairs of segments that cross; segments further apart than this along the line cannot fold, and the test stays quick. */
function crossings(line: readonly Position[], reach = 120): number {
  let count = 0
  for (let i = 0; i + 1 < line.length; i++)
    for (let j = i + 2; j + 1 < line.length && j < i + reach; j++)
      if (cross(line[i] ?? [], line[i + 1] ?? [], line[j] ?? [], line[j + 1] ?? [])) count++
  return count
}

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

const side = ([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, [cx = 0, cy = 0]: Position) =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
