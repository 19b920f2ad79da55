/** A Catmull-Rom curve through measured points: it passes through every one, so the accuracy stays and the corners go. */
import type { Position } from 'geojson'

/** The same line with `steps` points for each measured one; a closed ring stays closed and smooth at its seam. */
export function curved(points: readonly Position[], steps: number): Position[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 3) return [...points]
  const closed = first[0] === last[0] && first[1] === last[1]
  const before = closed ? (points.at(-2) ?? first) : first
  const after = closed ? (points[1] ?? last) : last
  const out: Position[] = []
  for (let i = 0; i + 1 < points.length; i++) {
    const around = [
      points[i - 1] ?? before,
      points[i] ?? first,
      points[i + 1] ?? last,
      points[i + 2] ?? after,
    ]
    for (let step = 0; step < steps; step++) out.push(pointOn(around, step / steps))
  }
  return [...out, last]
}

/** The point at `t` (0–1) between the second and the third of four points. */
export function pointOn(around: readonly (readonly number[])[], t: number): Position {
  return [0, 1].map((axis) => {
    const [a = 0, b = 0, c = 0, d = 0] = around.map((point) => point[axis] ?? 0)
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
  })
}
