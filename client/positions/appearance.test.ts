/** What movers are drawn as: shapes by status, and columns touched only when something changed. */
import { expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { ReceivedFix } from '#contract/positions.ts'
import type { Unit } from '#contract/units.ts'
import { createAppearance, dress, turn } from './appearance.ts'
import { createMoverColumns } from './columns.ts'
import { markerShapes } from './shapes.ts'
import { createPositions, letInFix } from './store.ts'

const fix = (mover: number, heading = 90): ReceivedFix => ({
  mover,
  at: 1_800_000_000_000,
  lng: 121,
  lat: 31,
  speed: 5,
  heading,
  accuracy: 5,
  source: 0,
  skew: 0,
  received: 0,
})
const unit = (id: number, more: Partial<Unit> = {}) =>
  [id, { id, duty: 'on', sos: null, ...more } as Unit] as const
const sent = (state: Assignment['state']) => ({ state }) as Assignment

function scene() {
  const from = createPositions()
  for (const mover of [1, 2, 3, 4, 5, 6]) letInFix(from, fix(mover), true)
  letInFix(from, fix(7, Number.NaN), true)
  const units = new Map([
    unit(1),
    unit(2),
    unit(3),
    unit(4, { duty: 'off' }),
    unit(5, { sos: { at: 0, place: null, by: 'x' } }),
  ])
  const activeByUnit = new Map([
    [2, sent('accepted')],
    [3, sent('onscene')],
  ])
  return { from, facts: { units, retired: new Map<number, Unit>(), activeByUnit } }
}

test('each status has its shape; a contact is a hull, or a diamond where it tells no heading', () => {
  const { from, facts } = scene()
  const appearance = createAppearance()
  dress(appearance, from, facts, true)
  const shapes = [...appearance.shapes.subarray(0, 7)].map((shape) => markerShapes[shape])
  expect(shapes).toEqual(['idle', 'enroute', 'onscene', 'off', 'sos', 'contact', 'drifter'])
})

test('dressing again changes nothing until a status does', () => {
  const { from, facts } = scene()
  const appearance = createAppearance()
  expect(dress(appearance, from, facts, true)).toBe(true)
  expect(dress(appearance, from, facts, true)).toBe(false)
  facts.activeByUnit.delete(3)
  expect(dress(appearance, from, facts, true)).toBe(true)
  expect(dress(appearance, from, facts, false)).toBe(true)
  expect(appearance.colours[5 * 4 + 3]).toBe(0)
  expect(appearance.colours[4 * 4 + 3]).toBe(255)
})

test('arrows turn with the heading, squares and crosses stand', () => {
  const { from, facts } = scene()
  const appearance = createAppearance()
  dress(appearance, from, facts, true)
  turn(appearance, from)
  expect([...appearance.angles.subarray(1, 4)]).toEqual([-90, 0, 0])
})

test('a frame uploads places and leaves shapes alone', () => {
  const { from, facts } = scene()
  const appearance = createAppearance()
  dress(appearance, from, facts, true)
  const columns = createMoverColumns(from, appearance)
  columns.dressed()
  columns.moved()
  const before = columns.data()
  letInFix(from, { ...fix(1), lng: 121.5, at: 1_800_000_001_000 }, true)
  columns.moved()
  const { attributes, length } = columns.data()
  expect(length).toBe(7)
  expect(attributes.getIcon).toBe(before.attributes.getIcon)
  expect(attributes.getColor).toBe(before.attributes.getColor)
  expect(attributes.getPosition).not.toBe(before.attributes.getPosition)
  expect(attributes.getPosition?.value?.[0]).toBe(121.5)
})
