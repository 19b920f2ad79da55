/** What the desk does with hotspots: shows them, goes through the list, opens why one is hot. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Hotspot, HotspotView } from '#contract/hotspots.ts'
import { closePanel, usePanel } from '../map/panel.ts'
import { fitPlaces } from '../scene.ts'
import { chosenHotspot, keyOf, useHotspots } from './store.ts'

/** Shown and the panel open, then neither. */
export function toggleHotspots(): void {
  const { shown } = useHotspots.getState()
  const { open } = usePanel.getState()
  if (shown && open !== 'hotspots') usePanel.setState({ open: 'hotspots' })
  else showHotspots(!shown)
}

export function showHotspots(shown: boolean): void {
  useHotspots.setState({ shown, chosen: null, open: false })
  if (shown) usePanel.setState({ open: 'hotspots' })
  else if (usePanel.getState().open === 'hotspots') closePanel()
}

export function changeView(change: Partial<HotspotView>): void {
  useHotspots.setState(({ view }) => ({ view: { ...view, ...change }, chosen: null, open: false }))
}

/** The next or previous of the list; the first where none is chosen. */
export function stepHotspot(steps: number, order: readonly Hotspot[]): void {
  const { chosen } = useHotspots.getState()
  const at = order.findIndex((each) => keyOf(each) === chosen)
  const next = order[at < 0 ? 0 : Math.max(0, Math.min(order.length - 1, at + steps))]
  if (next) useHotspots.setState({ chosen: keyOf(next) })
}

/** Opens why it is hot, and shows all of it on the map. */
export function openHotspot(hotspot: Hotspot | undefined): void {
  if (!hotspot) return
  useHotspots.setState({ chosen: keyOf(hotspot), open: true })
  flyToHotspot(hotspot)
}

export const closeHotspot = (): void => useHotspots.setState({ open: false })

export function flyToHotspot({ area, place }: Hotspot): void {
  const corners = cornersOf(area.coordinates)
  fitPlaces(besidePanel(corners.length > 0 ? corners : [place]), 'person')
}

/** The panel covers more than half of the map's width: room is left to the west of what is shown. */
function besidePanel(places: readonly LngLat[]): LngLat[] {
  const lngs = places.map(([lng]) => lng)
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const lat = places[0]?.[1] ?? 0
  return [...places, [west - PANEL_WIDTHS * Math.max(east - west, LEAST_DEGREES), lat]]
}

const PANEL_WIDTHS = 1.8
/** Some 600 m. */
const LEAST_DEGREES = 0.006

export const chosenNow = (): Hotspot | undefined => chosenHotspot(useHotspots.getState())

/** However deep GeoJSON nests them. */
function cornersOf(coordinates: readonly unknown[]): LngLat[] {
  return coordinates.flatMap((each) => {
    if (!Array.isArray(each)) return []
    return typeof each[0] === 'number' ? [[each[0], each[1]] as LngLat] : cornersOf(each)
  })
}
