/** Joins what is known of coverage to the stage: drawn under the labels, and dressed anew when anything of it changed. */
import type { Layer } from '@deck.gl/core'
import { shownNow } from '../clock.ts'
import { rootScale } from '../map/scale.ts'
import { useZones } from '../zones/store.ts'
import { coverageLayers } from './layer.ts'
import { useCoverage } from './store.ts'

/** From here on a segment is long enough for dashes of its own. */
export const DASHES_FROM_ZOOM = 14

export function coverageNow(zoom: number): Layer[] {
  const { view, segments, last, targets, chosen } = useCoverage.getState()
  if (view === 'off' || !segments || !last) return []
  const { zones } = useZones.getState()
  const shown = { segments, last, targets, zones, view, chosen }
  return coverageLayers({ ...shown, at: shownNow(), near: zoom >= DASHES_FROM_ZOOM, scale: rootScale() })
}
