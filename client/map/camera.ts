/** Where the map looks: it moves by itself only until a hand has moved it; what a person asks for always moves it. */
import type { Map as GroundMap } from 'maplibre-gl'
import type { LngLat } from '#contract/endpoint.ts'
import { createFollowing, type Following } from './following.ts'

export type Bounds = readonly [southWest: LngLat, northEast: LngLat]
/** `person`: someone asked for this move. `automatic`: the program would like to show something. */
export type Mover = 'person' | 'automatic'
export type Home = { readonly center: LngLat; readonly zoom: number }

export type Camera = {
  /** Goes to a place; answers false where a hand has moved the map since and nobody asked. */
  flyTo(place: LngLat, zoom?: number, by?: Mover): boolean
  /** Shows all of a box; answers as `flyTo` does. */
  fit(bounds: Bounds, by?: Mover): boolean
  /** Back to where the map began. A person asked, and the program may move it again from here. */
  home(): void
  zoomBy(steps: number): void
  /** Keeps the map on something because a person asked; every gesture and every other move a person asks for ends it. */
  readonly follow: Following['begin']
  /** True once a hand has moved the map. */
  readonly held: () => boolean
  stop(): void
}

/** The whole inner city between the rings. */
export const cityHome: Home = { center: [121.475, 31.228], zoom: 11.2 }

const EASE_MS = 600

/** Watches the map for gestures; `stop` ends the watching. */
export function createCamera(map: GroundMap, home: Home): Camera {
  let held = false
  const following = createFollowing(map)
  const hold = (event: { originalEvent?: unknown }) => {
    // Moves of our own carry no event of a hand, wheel or key.
    if (!event.originalEvent) return
    held = true
    following.letGo()
  }
  const gestures = [
    'dragstart',
    'zoomstart',
    'rotatestart',
    'pitchstart',
    'boxzoomstart',
    'movestart',
  ] as const
  for (const gesture of gestures) map.on(gesture, hold)
  const may = (by: Mover) => {
    if (by === 'person') following.letGo()
    return by === 'person' || !held
  }
  return {
    flyTo(place, zoom, by = 'person') {
      if (!may(by)) return false
      map.easeTo({ center: place, zoom: zoom ?? Math.max(map.getZoom(), 14), duration: duration() })
      return true
    },
    fit(bounds, by = 'person') {
      if (!may(by)) return false
      map.fitBounds([[...bounds[0]], [...bounds[1]]], { padding: 64, maxZoom: 16, duration: duration() })
      return true
    },
    home() {
      following.letGo()
      held = false
      map.easeTo({ center: home.center, zoom: home.zoom, duration: duration() })
    },
    zoomBy(steps) {
      following.letGo()
      held = true
      map.easeTo({ zoom: map.getZoom() + steps, duration: duration() / 2 })
    },
    follow(where, ended) {
      held = true
      return following.begin(where, ended)
    },
    held: () => held,
    stop() {
      following.letGo()
      for (const gesture of gestures) map.off(gesture, hold)
    },
  }
}

const duration = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : EASE_MS)
