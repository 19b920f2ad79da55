/** Going through the stale units by key, and to the last place of one. */
import { agesNow } from '../positions/ages.ts'
import { flyToMover } from '../scene.ts'
import { selectMover, useSelection } from '../selection.ts'

/** Selects the next or previous stale unit; the first where none is selected. */
export function stepStale(steps: number): void {
  const { stale } = agesNow()
  const selected = useSelection.getState().mover
  const index = stale.findIndex(({ mover }) => mover === selected)
  const next = stale[index < 0 ? 0 : Math.max(0, Math.min(stale.length - 1, index + steps))]
  if (next) selectMover(next.mover)
}

/** The selected unit, where it is a stale one: goes to its last place. */
export function flyToStale(): void {
  const selected = useSelection.getState().mover
  if (selected !== null && agesNow().stale.some(({ mover }) => mover === selected)) flyToMover(selected)
}
