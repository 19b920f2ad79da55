/** The rounds and the draft as the map draws them: gathered when they change, hidden where their layer is off. */
import type { Layer } from '@deck.gl/core'
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { useShown } from '../map/shown.ts'
import { useSelection } from '../selection.ts'
import { useDraft } from './draft.ts'
import { draftPicture, noRounds, roundLayers, roundPicture } from './layer.ts'
import { roundOfUnit, useShownRound } from './rounds.ts'

export type RoundDrawing = { layers(scale: number): readonly (Layer | null)[]; stop(): void }

/** `redraw` is called whenever there is something else to show. */
export function createRoundDrawing(redraw: () => void): RoundDrawing {
  let rounds = noRounds
  let draft = noRounds
  const gather = () => {
    const { stops } = useDraft.getState()
    draft = stops.length > 0 ? draftPicture(stops) : noRounds
    rounds = useShown.getState().rounds ? shownRounds() : noRounds
    redraw()
  }
  const undo = [
    useFacts.subscribe((facts, before) => facts.rounds !== before.rounds && gather()),
    useSelection.subscribe(({ mover }, before) => mover !== before.mover && gather()),
    useShown.subscribe((shown, before) => shown.rounds !== before.rounds && gather()),
    useShownRound.subscribe(gather),
    useDraft.subscribe(gather),
  ]
  gather()
  return {
    layers: (scale) => [
      ...roundLayers('rounds', rounds, scale, redraw),
      ...roundLayers('draft', draft, scale, redraw),
    ],
    stop() {
      for (const stop of undo) stop()
    },
  }
}

/** Those under way, and the one that is looked at, by itself or by its unit. */
function shownRounds() {
  const all = [...useFacts.getState().rounds.values()]
  const { mover } = useSelection.getState()
  const ofUnit = mover === null ? undefined : roundOfUnit(all, mover, shownNow())
  const chosen = ofUnit?.id ?? useShownRound.getState().round
  return roundPicture(
    all.filter(({ id, state }) => state === 'started' || id === chosen),
    chosen,
  )
}
