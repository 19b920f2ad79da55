/** The channel between measured sections: strays drawn back, bends rounded, corners without cusps. */
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { onward, rounded, spread, withoutStrays } from './channel.ts'
import { metresBetween } from './plane.ts'
import type { AxisPoint } from './reaches.ts'

/** At an angle of a bend of 1 km radius, `out` metres outside of it. */
const onBend = (angle: number, out = 0): LngLat => [
  121.5 + ((1000 + out) * Math.cos(angle)) / 95_200,
  31.2 + ((1000 + out) * Math.sin(angle)) / 111_320,
]
/** A section every 100 m. */
const bend: AxisPoint[] = Array.from({ length: 21 }, (_, i) => ({
  metres: i * 100,
  place: onBend(i / 10),
  width: 400,
}))
const farthest = (sections: readonly AxisPoint[]): number =>
  Math.max(...sections.map(({ place }, i) => metresBetween(place, bend[i]?.place ?? place)))

test('a section measured into a basin lies on the course of its neighbours again, and the others stay', () => {
  const strayed = bend.map((point, i) => (i === 10 ? { ...point, place: onBend(1, 80) } : point))
  expect(farthest(strayed)).toBeGreaterThan(75)
  expect(farthest(withoutStrays(strayed))).toBeLessThan(1)
  expect(farthest(withoutStrays(bend))).toBeLessThan(0.001)
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
