/** The movers as the map draws them: moved with every frame, dressed anew only when somebody came or changed. */
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { gatesOf, passes, useFilter } from '../map/filter.ts'
import { inHand, markedNow } from '../map/marked.ts'
import { useShown } from '../map/shown.ts'
import { useCity } from '../session.ts'
import { createAppearance, dress, turn } from './appearance.ts'
import { UNSEEN } from './clusterCells.ts'
import { clusters, gather } from './clusters.ts'
import { createMoverColumns } from './columns.ts'
import { type MoverDrawing, moverLayers } from './layer.ts'
import { DeadReckoning } from './reckoning.ts'
import { writeStandings } from './standings.ts'
import { learnDue } from './stations.ts'
import { positions } from './store.ts'
import { uncertainPlaces } from './uncertainty.ts'

type View = Pick<MoverDrawing, 'scale' | 'zoom'>
type Marked = Pick<MoverDrawing, 'haloed' | 'onTop'>

/** `clusterLevel` answers the zoom whose cells gather crowds now, or null where nobody is gathered, as where it is not given. */
export function createMoverDrawing(clusterLevel: () => number | null = () => null) {
  const appearance = createAppearance()
  const columns = createMoverColumns(positions, appearance)
  const reckoning = new DeadReckoning({
    seconds: () => (shownNow() - columns.since()) / 1000,
    extrapolates: () => useShown.getState().extrapolation,
  })
  let membership = -1
  let standings = new Uint8Array(0)
  let away = new Uint8Array(0)
  let uncertain = uncertainPlaces(positions, new Map(), 0)

  const place = () => {
    turn(appearance, positions)
    columns.moved()
  }
  /** Decides who is hidden: by the filter, or in a cluster. */
  const part = () => {
    if (standings.length !== positions.movers.length) {
      standings = new Uint8Array(positions.movers.length)
      away = new Uint8Array(positions.movers.length)
    }
    decide(standings)
    gather(clusters, positions, standings, clusterLevel())
    for (let row = 0; row < positions.count; row++) {
      away[row] = standings[row] === UNSEEN || clusters.gathered[row] === 1 ? 1 : 0
    }
  }
  const redress = () => {
    const facts = useFacts.getState()
    membership = positions.membership
    part()
    learnDue(positions, facts.contacts)
    uncertain = uncertainPlaces(positions, facts.units, shownNow(), away)
    if (dress(appearance, positions, facts, useShown.getState().contacts, away)) columns.dressed()
    place()
  }
  return {
    reckoning,
    redress,
    /** By row, as of the last dressing: see `writeStandings`. */
    standings: () => standings,
    /** By row: 1 where nothing is drawn of the mover itself. */
    away: () => away,
    /** A frame came: whoever is new in it needs a shape first. Answers whether everybody was dressed anew. */
    follow(): boolean {
      const known = membership === positions.membership
      if (known) place()
      else redress()
      return !known
    },
    /** `marked` names movers. */
    layers: (marked: Marked, view: View) =>
      moverLayers({
        from: positions,
        appearance,
        columns: columns.data(),
        uncertain,
        reckoning,
        haloed: rowsOf(marked.haloed),
        onTop: rowsOf(marked.onTop),
        ...view,
      }),
  }
}

function decide(standings: Uint8Array): void {
  const gates = gatesOf(useFilter.getState(), useCity.getState().organisations)
  writeStandings(standings, {
    from: positions,
    facts: useFacts.getState(),
    now: shownNow(),
    contacts: useShown.getState().contacts,
    inHand: inHand(markedNow()),
    passes: (unit, status) => passes(gates, unit, status),
  })
}

function rowsOf(movers: readonly number[]): number[] {
  return movers.flatMap((mover) => {
    const row = positions.rows.get(mover)
    return row === undefined || positions.present[row] === 0 ? [] : [row]
  })
}
