/** The zones on the stage, drawn again when they, their switches or their nearness change; they never move. */
import type { ZoneKind } from '#contract/city.ts'
import { coverageNow, DASHES_FROM_ZOOM } from '../coverage/drawing.ts'
import { useCoverage } from '../coverage/store.ts'
import { hotspotsNow } from '../hotspots/drawing.ts'
import { useHotspots } from '../hotspots/store.ts'
import { REACH_LINES_FROM_ZOOM, zoneLayers, zonesByKind } from '../zones/layer.ts'
import { useZones, type Zone } from '../zones/store.ts'
import { heard, oncePerFrame } from './moments.ts'
import { rootScale } from './scale.ts'
import { useShown } from './shown.ts'
import type { Stage } from './stage.ts'

export type Areas = {
  /** The zones by kind, as they are drawn. */
  zones(): ReadonlyMap<ZoneKind, Zone[]>
  stop(): void
}

export function createAreas(stage: Stage): Areas {
  let zones = zonesByKind(useZones.getState().zones)
  let near = false
  let dashed = false
  const isDashed = () => stage.map.getZoom() >= DASHES_FROM_ZOOM
  const isNear = () => stage.map.getZoom() >= REACH_LINES_FROM_ZOOM
  const draw = oncePerFrame(() => {
    near = isNear()
    dashed = isDashed()
    const areas = zoneLayers(zones, useShown.getState(), rootScale(), near)
    stage.setAreas([...hotspotsNow(), ...areas, ...coverageNow(stage.map.getZoom())])
  })
  const undo = [
    useShown.subscribe(draw),
    useCoverage.subscribe(draw),
    useHotspots.subscribe(draw),
    useZones.subscribe((found) => {
      zones = zonesByKind(found.zones)
      draw()
    }),
    heard(stage, 'moveend', () => {
      if (near !== isNear() || dashed !== isDashed()) draw()
    }),
    draw.cancel,
  ]
  draw()
  return {
    zones: () => zones,
    stop() {
      for (const stop of undo) stop()
    },
  }
}
