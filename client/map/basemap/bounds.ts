/** How far the map's data reaches, as boxes: outside of them the ground is empty. */
import type { Geometry, Position } from 'geojson'
import type { Figures } from './figures.ts'
import { DETAIL_FROM } from './tile.ts'

/** Degrees; a view across the 180th meridian goes on beyond 180. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** The smallest box around all figures. */
export function boundsOf(figures: Figures): Box {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const { features } of Object.values(figures)) {
    for (const { geometry } of features) {
      for (const [lng = 0, lat = 0] of placesOf(geometry)) {
        west = Math.min(west, lng)
        south = Math.min(south, lat)
        east = Math.max(east, lng)
        north = Math.max(north, lat)
      }
    }
  }
  return [west, south, east, north]
}

/** What the map holds: its figures always, and detailed tiles where someone has built them. */
export type Bounds = { readonly figures: Box; readonly detail?: Box }

/** The boxes with something in them at a desk's zoom: tiles are drawn nearby only. */
export function boxesAt({ figures, detail }: Bounds, zoom: number): readonly Box[] {
  return detail && zoom >= DETAIL_FROM ? [figures, detail] : [figures]
}

/** Whether a place lies in one of the boxes. */
export const holds = (boxes: readonly Box[], [lng, lat]: readonly [number, number]): boolean =>
  boxes.some(([west, south, east, north]) => lng >= west && lng <= east && lat >= south && lat <= north)

/** The figures are made of points, lines and polygons only. */
function placesOf(geometry: Geometry): readonly Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates]
  if (geometry.type === 'LineString') return geometry.coordinates
  return geometry.type === 'Polygon' ? (geometry.coordinates[0] ?? []) : []
}
