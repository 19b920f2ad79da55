/** The movers as the map draws them: moved with every frame, dressed anew only when somebody came or changed. */
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { useShown } from '../map/shown.ts'
import { createAppearance, dress, turn } from './appearance.ts'
import { createMoverColumns } from './columns.ts'
import { type MoverDrawing, moverLayers } from './layer.ts'
import { DeadReckoning } from './reckoning.ts'
import { positions } from './store.ts'

type View = Pick<MoverDrawing, 'scale' | 'zoom'>
type Marked = Pick<MoverDrawing, 'haloed' | 'onTop'>

export function createMoverDrawing() {
  const appearance = createAppearance()
  const columns = createMoverColumns(positions, appearance)
  const reckoning = new DeadReckoning({
    seconds: () => (shownNow() - columns.since()) / 1000,
    extrapolates: () => useShown.getState().extrapolation,
  })
  let membership = -1

  const place = () => {
    turn(appearance, positions)
    columns.moved()
  }
  const redress = () => {
    membership = positions.membership
    if (dress(appearance, positions, useFacts.getState(), useShown.getState().contacts)) columns.dressed()
    place()
  }
  return {
    reckoning,
    redress,
    /** A frame came: whoever is new in it needs a shape first. */
    follow() {
      if (membership === positions.membership) place()
      else redress()
    },
    /** `marked` names movers. */
    layers: (marked: Marked, view: View) =>
      moverLayers({
        from: positions,
        appearance,
        columns: columns.data(),
        reckoning,
        haloed: rowsOf(marked.haloed),
        onTop: rowsOf(marked.onTop),
        ...view,
      }),
  }
}

function rowsOf(movers: readonly number[]): number[] {
  return movers.flatMap((mover) => {
    const row = positions.rows.get(mover)
    return row === undefined || positions.present[row] === 0 ? [] : [row]
  })
}
