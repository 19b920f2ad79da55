/** How a simulated unit moves along its path: no faster than its kind, and the same again for the same chance. */
import { expect, test } from 'vitest'
import { advance, hasArrived, type Motion, type MovingKind, patrolGait, placeOf, startOn } from './motion.ts'
import { metresApart, pathThrough } from './path.ts'
import { createRandom } from './random.ts'

const corner = pathThrough([
  [0, 0],
  [400, 0],
  [400, 400],
])
const kinds: readonly MovingKind[] = ['foot', 'ebike', 'car', 'boat']

function drive(from: Motion, kind: MovingKind, seconds: number, seed = 1): Motion[] {
  const random = createRandom(seed)
  const gait = { ...patrolGait[kind], pausesAnHour: 0 }
  const motions = [from]
  for (let i = 0; i < seconds; i++) motions.push(advance(motions.at(-1) as Motion, gait, 1, random))
  return motions
}

test.each(kinds)('a %s unit never moves faster than its cruise', (kind) => {
  const motions = drive(startOn(corner, 'turn'), kind, 600)
  const steps = motions
    .slice(1)
    .map((motion, i) => metresApart(placeOf(motion).point, placeOf(motions[i] as Motion).point))
  expect(Math.max(...steps)).toBeLessThanOrEqual(patrolGait[kind].cruise + 1e-9)
})

test('a car slows down for a corner and speeds up after it', () => {
  const tight = pathThrough([
    [0, 0],
    [400, 0],
    [400, 12],
    [800, 12],
  ])
  const motions = drive(startOn(tight, 'stay'), 'car', 80)
  const speedNear = (metres: number) =>
    motions.reduce((best, motion) =>
      Math.abs(motion.along - metres) < Math.abs(best.along - metres) ? motion : best,
    ).speed
  expect(speedNear(404)).toBeLessThan(8)
  expect(speedNear(250)).toBeGreaterThan(12)
  expect(speedNear(700)).toBeGreaterThan(12)
})

test('a patrol turns round at the end of its path', () => {
  const motions = drive(startOn(corner, 'turn', 795), 'foot', 60)
  expect(motions.at(-1)?.direction).toBe(-1)
  expect(motions.at(-1)?.along).toBeLessThan(790)
})

test('an errand ends where it leads to, and stays there', () => {
  const last = drive(startOn(corner, 'stay'), 'ebike', 600).at(-1) as Motion
  expect(hasArrived(last)).toBe(true)
  expect(placeOf(last).point).toEqual([400, 400])
  expect(last.speed).toBe(0)
})

test('the same chance gives the same patrol', () => {
  const once = drive(startOn(corner, 'turn'), 'car', 300, 7).at(-1)
  expect(drive(startOn(corner, 'turn'), 'car', 300, 7).at(-1)).toEqual(once)
  expect(drive(startOn(corner, 'turn'), 'car', 300, 8).at(-1)).not.toEqual(once)
})
