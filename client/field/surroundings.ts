/** Keeps the phone's view on what its map shows and on the ground around the own unit. */
import { useEffect } from 'react'
import type { Box } from '#contract/cells.ts'
import { shownNow } from '../clock.ts'
import type { Stage } from '../map/stage.ts'
import { reckonedPlace } from '../positions/store.ts'
import { useScene } from '../scene.ts'
import { boxAround, look } from '../viewed.ts'
import { ownPlace } from './location.ts'

/** The own unit may walk on while the map rests. */
const LOOK_EVERY = 5000

export function useSurroundings(unit: number): void {
  const stage = useScene((scene) => scene.stage)
  useEffect(() => {
    if (!stage) return
    const lookAround = () => {
      const own = ownPlace(unit) ?? reckonedPlace(unit, shownNow())
      // Until the phone knows where it is, the map still shows the whole city, and nobody asked for that.
      if (own) look([boundsOf(stage), boxAround(own)])
    }
    lookAround()
    const timer = window.setInterval(lookAround, LOOK_EVERY)
    const moved = stage.map.on('moveend', lookAround)
    return () => {
      window.clearInterval(timer)
      moved.unsubscribe()
    }
  }, [stage, unit])
}

function boundsOf({ map }: Stage): Box {
  const bounds = map.getBounds()
  return [
    [bounds.getWest(), bounds.getSouth()],
    [bounds.getEast(), bounds.getNorth()],
  ]
}
