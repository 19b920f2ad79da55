/** The map of this screen, for those who fly it: lists, keys and the command line. */
import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'
import { shownNow } from './clock.ts'
import type { Stage } from './map/stage.ts'
import { reckonedPlace } from './positions/store.ts'
import { selectMover } from './selection.ts'

export const useScene = create<{ readonly stage: Stage | null }>(() => ({ stage: null }))

export const enterStage = (stage: Stage | null): void => useScene.setState({ stage })

/** Flies to a place because a person asked for it. */
export function flyTo(place: LngLat, zoom?: number): void {
  useScene.getState().stage?.camera.flyTo(place, zoom)
}

/** Brings a place into sight where it is not, at the scale the map has. */
export function bringIntoSight(place: LngLat): void {
  const { stage } = useScene.getState()
  if (stage && !stage.map.getBounds().contains(place)) stage.camera.flyTo(place, stage.map.getZoom())
}

/** Flies to where a unit or contact is drawn now; answers false where it never had a position. */
export function flyToMover(mover: number): boolean {
  const place = reckonedPlace(mover, shownNow())
  if (place) flyTo(place)
  return place !== undefined
}

/** Selects a unit or contact and flies to it; answers false where it never had a position. */
export function showMover(mover: number): boolean {
  selectMover(mover)
  return flyToMover(mover)
}

/** Shows all of these places at once. */
export function fitPlaces(places: readonly LngLat[], by: 'person' | 'automatic'): void {
  const lngs = places.map(([lng]) => lng)
  const lats = places.map(([, lat]) => lat)
  const southWest: LngLat = [Math.min(...lngs), Math.min(...lats)]
  const northEast: LngLat = [Math.max(...lngs), Math.max(...lats)]
  useScene.getState().stage?.camera.fit([southWest, northEast], by)
}

export const zoomBy = (steps: number): void => useScene.getState().stage?.camera.zoomBy(steps)
export const flyHome = (): void => useScene.getState().stage?.camera.home()
