/** Keeps the map on something that moves, until a hand or another wish moves the map. */
import type { Map as GroundMap } from 'maplibre-gl'
import type { LngLat } from '#contract/endpoint.ts'

export type Following = {
  /** Keeps what `where` answers in the middle; `ended` is called once it does so no more. Answers how to stop. */
  begin(where: () => LngLat | undefined, ended: () => void): () => void
  /** Ends it, if it goes on. */
  letGo(): void
}

/** So often it looks where the thing is, and glides there in that time: one slow move instead of steps. */
const STEP_MS = 1000
/** Nearer than this the map is left alone, pixels. */
const STILL = 1
/** From the city's zoom it comes near enough to see a street. */
const NEAR_ZOOM = 14

export function createFollowing(map: GroundMap): Following {
  let end: () => void = () => {}
  return {
    begin(where, ended) {
      end()
      const stop = () => {
        clearInterval(timer)
        end = () => {}
        ended()
      }
      const step = () => {
        const place = where()
        if (place) keep(map, place)
        else end()
      }
      const timer = setInterval(step, STEP_MS)
      end = stop
      const place = where()
      if (place) approach(map, place)
      return () => {
        if (end !== stop) return
        stop()
        map.stop()
      }
    },
    letGo: () => end(),
  }
}

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

function approach(map: GroundMap, place: LngLat): void {
  const duration = isStill() ? 0 : STEP_MS
  map.easeTo({ center: place, zoom: Math.max(map.getZoom(), NEAR_ZOOM), duration })
}

/** Glides; for who wants no motion it jumps, and only when the thing is about to leave the view. */
function keep(map: GroundMap, place: LngLat): void {
  const { x, y } = map.project(place)
  const { clientWidth, clientHeight } = map.getContainer()
  const [right, down] = [Math.abs(x - clientWidth / 2), Math.abs(y - clientHeight / 2)]
  if (isStill()) {
    if (right > clientWidth / 4 || down > clientHeight / 4) map.jumpTo({ center: place })
  } else if (Math.max(right, down) >= STILL) {
    map.easeTo({ center: place, duration: STEP_MS, easing: (share) => share })
  }
}
