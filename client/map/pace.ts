/** How often the map is drawn between frames: as soon as the fastest thing in view has moved a quarter of a pixel. */
import type { Layer } from '@deck.gl/core'
import { shownNow } from '../clock.ts'
import { EXTRAPOLATED_AT_MOST } from '../positions/ageing.ts'
import { positions } from '../positions/store.ts'
import type { Stage } from './stage.ts'

const QUARTER = 0.25
/** Ages tick by the second, so nothing on the map is older than this. */
const SLOWEST_MS = 1000
/** Metres a pixel at zoom 0 on the equator, with tiles of 512. */
const METRES_A_PIXEL = 78_271.5

/** At city scale a car takes a second for that; at street scale it is every picture. */
export function createPace(stage: Stage) {
  let layers: readonly Layer[] = []
  let wait = SLOWEST_MS
  let drawn = 0
  let asked = requestAnimationFrame(beat)

  function beat(now: number) {
    asked = requestAnimationFrame(beat)
    if (now - drawn < wait) return
    drawn = now
    // The clock is a uniform: nothing is uploaded, the same layers are only drawn again.
    for (const layer of layers) layer.setNeedsRedraw()
  }
  return {
    /** The layers to draw again; those of the last `setUnits`. */
    follow(drawnNow: readonly Layer[]) {
      layers = drawnNow
    },
    /** Looks at who is in view and how fast. */
    measure() {
      const { map } = stage
      const metres = (METRES_A_PIXEL * Math.cos((map.getCenter().lat * Math.PI) / 180)) / 2 ** map.getZoom()
      const fastest = fastestInView(stage)
      wait = fastest === 0 ? SLOWEST_MS : Math.min(SLOWEST_MS, ((QUARTER * metres) / fastest) * 1000)
    },
    stop: () => cancelAnimationFrame(asked),
  }
}

/** m/s */
function fastestInView({ map }: Stage): number {
  const bounds = map.getBounds()
  const [west, south, east, north] = [
    bounds.getWest(),
    bounds.getSouth(),
    bounds.getEast(),
    bounds.getNorth(),
  ]
  const since = shownNow() - EXTRAPOLATED_AT_MOST
  let fastest = 0
  for (let row = 0; row < positions.count; row++) {
    const lng = positions.places[row * 3] as number
    const lat = positions.places[row * 3 + 1] as number
    const moving = (positions.at[row] as number) > since && positions.present[row] === 1
    if (!moving || lng < west || lng > east || lat < south || lat > north) continue
    const speed = Math.hypot(positions.motion[row * 4] as number, positions.motion[row * 4 + 1] as number)
    if (speed > fastest) fastest = speed
  }
  return fastest
}
