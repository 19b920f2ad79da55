/** Cuts the themes into vector tiles, from the first zoom to the last, only where something lies. */
import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import type { Tile } from './pmtiles.ts'
import { type Theme, themes } from './themes.ts'

export const FIRST_ZOOM = 6
/** At 14 a tile unit is half a metre: the map draws it larger up to street scale. */
export const LAST_ZOOM = 14

type ByTheme = Readonly<Record<Theme, readonly Feature[]>>

export function* cutTiles(byTheme: ByTheme): Iterable<Tile> {
  const indexes = themes
    .filter((theme) => byTheme[theme].length > 0)
    .map((theme) => [theme, indexOf(byTheme[theme])] as const)
  const waiting: [z: number, x: number, y: number][] = [[0, 0, 0]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [z, x, y] = next
    const found = indexes.flatMap(([theme, index]) => {
      const tile = index.getTile(z, x, y)
      return tile && tile.features.length > 0 ? [[theme, tile] as const] : []
    })
    if (found.length === 0) continue
    if (z >= FIRST_ZOOM) yield* encoded(z, x, y, found)
    if (z < LAST_ZOOM)
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const)
        waiting.push([z + 1, 2 * x + dx, 2 * y + dy])
  }
}

const indexOf = (features: readonly Feature[]) =>
  new GeoJSONVT(
    { type: 'FeatureCollection', features: [...features] },
    { maxZoom: LAST_ZOOM, indexMaxZoom: 4, tolerance: 3, buffer: 80 },
  )

function* encoded(
  z: number,
  x: number,
  y: number,
  found: readonly (readonly [Theme, GeoJSONVTTile])[],
): Iterable<Tile> {
  const layers = found.flatMap(([theme, tile]) => {
    const features = tile.features
      .filter(({ tags }) => isAt(z, tags))
      .map(({ tags, ...rest }) => ({ ...rest, tags: shown(tags) }))
    return features.length > 0 ? [[theme, { ...tile, features } as GeoJSONVTTile] as const] : []
  })
  if (layers.length === 0) return
  yield { z, x, y, data: fromGeojsonVt(Object.fromEntries(layers), { version: 2, extent: 4096 }) }
}

type Tags = Feature['properties']

const isAt = (zoom: number, tags: Tags) =>
  zoom >= (tags?.minZoom ?? 0) && zoom <= (tags?.maxZoom ?? LAST_ZOOM)

/** The zooms have done their work here; the tile carries only what the style reads. */
function shown(tags: Tags): Tags {
  const { minZoom: _min, maxZoom: _max, ...rest } = tags ?? {}
  return rest
}
