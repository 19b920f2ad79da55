/** Joins what is known of hotspots to the stage; the same facts make the same layers, which cost nothing to keep. */
import type { Layer } from '@deck.gl/core'
import { rootScale } from '../map/scale.ts'
import { hotspotLayers } from './layer.ts'
import { chosenHotspot, useHotspots } from './store.ts'

export function hotspotsNow(): Layer[] {
  const known = useHotspots.getState()
  if (!known.shown || !known.answer) return []
  return hotspotLayers({
    hotspots: known.answer.hotspots,
    density: known.dense ? known.density : null,
    chosen: chosenHotspot(known),
    scale: rootScale(),
  })
}
