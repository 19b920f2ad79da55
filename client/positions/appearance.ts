/** What each row of the position store is drawn as: a shape and a colour, from what the console knows of the mover. */
import { type UnitStatus, unitStatus } from '#contract/units.ts'
import type { Facts } from '../facts.ts'
import { contactColour, rgba, statusColour } from '../map/palette.ts'
import { type MarkerShape, markerShapes, turns } from './shapes.ts'
import type { Positions } from './store.ts'

type Dressing = Pick<Facts, 'units' | 'retired' | 'activeByUnit'>

export type Appearance = {
  /** By row: a number of `markerShapes`. */
  shapes: Uint8Array
  /** Four a row; alpha 0 hides it. */
  colours: Uint8Array
  /** By row: degrees anticlockwise, 0 for shapes that stand upright. */
  angles: Float32Array
}

export const createAppearance = (): Appearance => ({
  shapes: new Uint8Array(0),
  colours: new Uint8Array(0),
  angles: new Float32Array(0),
})

const statusOf = (mover: number, { units, activeByUnit }: Dressing): UnitStatus | 'contact' => {
  const unit = units.get(mover)
  return unit ? unitStatus(unit, activeByUnit.get(mover)) : 'contact'
}

/** Dresses every mover anew; answers whether anything came out differently. `away`, by row: 1 hides it. */
export function dress(
  appearance: Appearance,
  from: Positions,
  facts: Dressing,
  contacts: boolean,
  away?: Uint8Array,
): boolean {
  let changed = makeRoom(appearance, from.movers.length)
  for (let row = 0; row < from.count; row++) {
    const status = statusOf(from.movers[row] as number, facts)
    const drifts = status === 'contact' && from.turn[row] === 0 && Number.isNaN(from.heading[row])
    const hidden =
      from.present[row] === 0 ||
      (status === 'contact' && (!contacts || facts.retired.has(from.movers[row] as number))) ||
      away?.[row] === 1
    const shape = numbers[drifts ? 'drifter' : status]
    if (appearance.shapes[row] === shape && (appearance.colours[row * 4 + 3] === 0) === hidden) continue
    changed = true
    appearance.shapes[row] = shape
    appearance.colours.set(hidden ? invisible : (colours[shape] as readonly number[]), row * 4)
  }
  return changed
}

/** Turns the shapes to the newest headings. */
export function turn(appearance: Appearance, from: Positions): void {
  for (let row = 0; row < from.count; row++) {
    appearance.angles[row] = turns[appearance.shapes[row] as number] ? (from.turn[row] as number) : 0
  }
}

const numbers = Object.fromEntries(markerShapes.map((shape, i) => [shape, i])) as Record<MarkerShape, number>
const colours = markerShapes.map((shape) =>
  rgba(shape === 'contact' || shape === 'drifter' ? contactColour : statusColour[shape]),
)
const invisible = [0, 0, 0, 0]

function makeRoom(appearance: Appearance, capacity: number): boolean {
  if (appearance.shapes.length === capacity) return false
  appearance.shapes = new Uint8Array(capacity)
  appearance.colours = new Uint8Array(capacity * 4)
  appearance.angles = new Float32Array(capacity)
  return true
}
