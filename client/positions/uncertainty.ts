/** How far a unit may have come since its last fix: a circle that grows until the unit is heard again, or lost. */
import type { Unit, UnitKind } from '#contract/units.ts'
import type { Columns } from './columns.ts'
import { ageAt, type Positions, placeAt } from './store.ts'

/** What each kind may go on the way, m/s; one that was faster goes on as fast. */
const usualSpeed: Record<UnitKind, number> = { foot: 1.5, ebike: 5, car: 12, boat: 7, video: 0 }
/** Further than this a circle tells nobody where to look. */
const MOST_METRES = 3_000
/** What a place is off by where its device does not say. */
const USUAL_ACCURACY_METRES = 20

/** Metres around its last place, `old` ms after the fix. `speed` in m/s and `accuracy` in metres; NaN: not told. */
export function reachableMetres(kind: UnitKind, speed: number, accuracy: number, old: number): number {
  const fastest = Math.max(usualSpeed[kind], Number.isNaN(speed) ? 0 : speed)
  const off = Number.isNaN(accuracy) ? USUAL_ACCURACY_METRES : accuracy
  return Math.min(MOST_METRES, off + (fastest * Math.max(0, old)) / 1000)
}

/** The circles of all units that are grey or ghosts at `now` and not `away` (1 by row): what is drawn grows with these alone. */
export function uncertainPlaces(
  from: Positions,
  units: ReadonlyMap<number, Unit>,
  now: number,
  away?: Uint8Array,
): Columns {
  const places: number[] = []
  const radii: number[] = []
  for (let row = 0; row < from.count; row++) {
    if (from.present[row] === 0 || away?.[row] === 1) continue
    const age = ageAt(from, row, now)
    if (age !== 'grey' && age !== 'ghost') continue
    const unit = units.get(from.movers[row] as number)
    // Nobody waits for a unit that is off duty.
    if (!unit || unit.duty === 'off') continue
    places.push(...placeAt(from, row))
    const [speed, accuracy] = [from.speed[row] as number, from.accuracy[row] as number]
    radii.push(reachableMetres(unit.kind, speed, accuracy, now - (from.at[row] as number)))
  }
  return {
    length: radii.length,
    attributes: {
      getPosition: { value: new Float64Array(places), size: 3 },
      getRadius: { value: new Float32Array(radii), size: 1 },
    },
  }
}
