/** Zones as quiet areas under the labels, and their names once the map is near enough to walk them. */
import type { Layer } from '@deck.gl/core'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { Position } from 'geojson'
import type { ZoneKind } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Label } from '../map/labels.ts'
import { ground, type Rgba, rgba, surface } from '../map/palette.ts'
import type { Shown } from '../map/shown.ts'
import type { Zone } from './store.ts'

type Look = { readonly switch: keyof Shown; readonly fill: Rgba; readonly line: Rgba; readonly width: number }

const { dark } = surface
const none: Rgba = [0, 0, 0, 0]

/** Neutral tones: on a map at rest nothing has a hue but what needs someone. */
const looks: Record<ZoneKind, Look> = {
  reach_water: { switch: 'reaches', fill: none, line: rgba(ground.labelRiver, 0.28), width: 1 },
  reach_bank: {
    switch: 'reaches',
    fill: rgba(ground.labelRiver, 0.09),
    line: rgba(ground.labelRiver, 0.45),
    width: 1,
  },
  expo_ring: { switch: 'expo', fill: rgba(dark.middle, 0.035), line: rgba(dark.middle, 0.5), width: 1.25 },
  post: { switch: 'posts', fill: rgba(dark.middle, 0.14), line: rgba(dark.middle, 0.65), width: 1 },
  key_place: { switch: 'posts', fill: rgba(dark.middle, 0.08), line: rgba(dark.middle, 0.45), width: 1 },
  district: { switch: 'districts', fill: none, line: rgba(dark.edge, 0.7), width: 1 },
  drawn: { switch: 'reaches', fill: rgba(dark.middle, 0.06), line: rgba(dark.middle, 0.55), width: 1 },
}
const kinds = Object.keys(looks) as ZoneKind[]

/** Zones by kind, in the order of drawing; grouped once, for the same data must stay the same array. */
export function zonesByKind(zones: readonly Zone[]): ReadonlyMap<ZoneKind, Zone[]> {
  const groups = new Map<ZoneKind, Zone[]>(kinds.map((kind) => [kind, []]))
  for (const zone of zones) groups.get(zone.properties.kind)?.push(zone)
  return groups
}

/** Below this zoom the outlines of the reaches would crowd the river. */
export const REACH_LINES_FROM_ZOOM = 12.5

/** `near`: from `REACH_LINES_FROM_ZOOM` on. */
export function zoneLayers(
  groups: ReadonlyMap<ZoneKind, Zone[]>,
  shown: Shown,
  scale: number,
  near: boolean,
): Layer[] {
  return kinds.map((kind) => {
    const { fill, line, width, switch: name } = looks[kind]
    return new GeoJsonLayer({
      id: `zones-${kind}`,
      data: groups.get(kind) ?? [],
      visible: shown[name],
      filled: fill !== none,
      stroked: near || (kind !== 'reach_bank' && kind !== 'reach_water'),
      getFillColor: fill,
      getLineColor: line,
      getLineWidth: width * scale,
      lineWidthUnits: 'pixels',
      getPointRadius: 5 * scale,
      pointRadiusUnits: 'pixels',
    })
  })
}

/** Names from here on, by kind; the others are never written. */
const namesFromZoom: Partial<Record<ZoneKind, number>> = {
  expo_ring: 12.5,
  reach_bank: 14,
  post: 14.5,
  key_place: 14.5,
  drawn: 13.5,
}

type ZoneLabelling = {
  readonly groups: ReadonlyMap<ZoneKind, Zone[]>
  readonly shown: Shown
  readonly zoom: number
  readonly nameOf: (zone: Zone['properties']) => string
}

export function zoneLabels({ groups, shown, zoom, nameOf }: ZoneLabelling): Label[] {
  const labels: Label[] = []
  for (const kind of kinds) {
    const from = namesFromZoom[kind]
    if (from === undefined || zoom < from || !shown[looks[kind].switch]) continue
    for (const zone of groups.get(kind) ?? []) {
      const place = placeOfName(zone)
      if (place) {
        const text = nameOf(zone.properties)
        labels.push({ text, place, colour: rgba(dark.low), offset: [0, 0], anchor: 'middle' })
      }
    }
  }
  return labels
}

/** The point of the outline midway along it: on a strip that bends with the river a centroid may lie in the water. */
function placeOfName({ geometry, properties }: Zone): LngLat | undefined {
  if (geometry.type === 'Point') return lngLat(geometry.coordinates)
  const ring = outerRing(geometry)
  if (!ring || ring.length === 0) return undefined
  // A ring around a place is named at its northernmost point, where nothing else of it is.
  if (properties.kind === 'expo_ring')
    return lngLat(ring.reduce((top, each) => (y(each) > y(top) ? each : top)))
  const across = ring[Math.floor(ring.length / 4)] as Position
  const back = ring[Math.floor((ring.length * 3) / 4)] as Position
  return [(x(across) + x(back)) / 2, (y(across) + y(back)) / 2]
}

function outerRing(geometry: Zone['geometry']): Position[] | undefined {
  if (geometry.type === 'Polygon') return geometry.coordinates[0]
  if (geometry.type !== 'MultiPolygon') return undefined
  const rings = geometry.coordinates.flatMap(([outer]) => (outer ? [outer] : []))
  return rings.sort((a, b) => b.length - a.length)[0]
}

const x = (position: Position): number => position[0] as number
const y = (position: Position): number => position[1] as number
const lngLat = (position: Position): LngLat => [x(position), y(position)]
