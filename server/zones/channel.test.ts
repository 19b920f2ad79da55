/** The channel between measured sections: strays drawn back, bends rounded, corners without cusps. */
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { onward, rounded, spread, withoutStrays } from './channel.ts'
import { metresBetween } from './plane.ts'
import type { AxisPoint } from './reaches.ts'

/** A bend of 1 km radius, a section every 100 m. */
const bend: AxisPoint[] = Array.from({ length: 21 }, (_, i) => {
  const angle = i / 10
  const place: LngLat = [121.5 + (1000 * Math.cos(angle)) / 95_200, 31.2 + (1000 * Math.sin(angle)) / 111_320]
  return { metres: i * 100, place, width: 400 }
})

test('a section measured into a basin lies on the course of its neighbours again, and the others stay', () => {
  const strayed = bend.map((point, i) =>
    i === 10 ? { ...point, place: [point.place[0] + 0.0008, point.place[1]] as LngLat } : point,
  )
  const settled = withoutStrays(strayed)
  const away = settled.map(({ place }, i) => metresBetween(place, bend[i]?.place ?? place))
  expect(metresBetween(strayed[10]?.place ?? [0, 0], bend[10]?.place ?? [0, 0])).toBeGreaterThan(70)
  expect(Math.max(...away.filter((_, i) => i !== 10))).toBeLessThan(0.01)
  expect(away[10]).toBeLessThan(45)
  expect(withoutStrays(bend)).toEqual(bend.map((point) => ({ ...point, place: expect.anything() })))
})

test('a rounded bend keeps its measured points and lies on the circle between them', () => {
  const line = rounded(
    bend.map(({ place }) => place),
    4,
  )
  expect(line).toHaveLength(81)
  expect(line[40]).toEqual(bend[10]?.place)
  const radii = line.slice(8, -8).map((place) => metresBetween(place, [121.5, 31.2]))
  expect(Math.max(...radii) - Math.min(...radii)).toBeLessThan(4)
})

test('vertices on one corner are spread along both its sides, and a line that turns back goes on', () => {
  expect(
    spread([
      [0, 0],
      [4, 0],
      [4, 0],
      [4, 0],
      [4, 4],
    ]),
  ).toEqual([
    [0, 0],
    [2, 0],
    [4, 0],
    [4, 2],
    [4, 4],
  ])
  expect(
    onward([
      [0, 0],
      [2, 0],
      [1, 0],
      [3, 0],
    ]).map(([x]) => x),
  ).toEqual([0, 0.5, 1, 3])
})
