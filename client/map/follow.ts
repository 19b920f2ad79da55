/** Following the selected mover with the map: begun by a person, ended by any move of theirs. */
import { create } from 'zustand'
import { shownNow } from '../clock.ts'
import { reckonedPlace } from '../positions/store.ts'
import { useScene } from '../scene.ts'
import { useSelection } from '../selection.ts'

/** The mover the map follows. */
export const useFollowed = create<{ readonly mover: number | null }>(() => ({ mover: null }))

/** Follows the selected mover, or stops. */
export function toggleFollow(): void {
  const { mover } = useSelection.getState()
  const followed = useFollowed.getState().mover
  stopFollowing()
  if (mover !== null && mover !== followed) follow(mover)
}

let stop: () => void = () => {}

export function stopFollowing(): void {
  stop()
}

function follow(mover: number): void {
  const { stage } = useScene.getState()
  if (!stage || !reckonedPlace(mover, shownNow())) return
  const stopWatching = useSelection.subscribe((selection) => {
    if (selection.mover !== mover) stop()
  })
  useFollowed.setState({ mover })
  stop = stage.camera.follow(
    () => reckonedPlace(mover, shownNow()),
    () => {
      stopWatching()
      useFollowed.setState({ mover: null })
    },
  )
}
