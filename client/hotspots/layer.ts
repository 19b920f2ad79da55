/** Hotspots on the map: counts as ground colour, and outlines whose width and strokes tell the class; cold spots apart. */
import type { Layer } from '@deck.gl/core'
import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers'
import type { LngLat } from '#contract/endpoint.ts'
import type { HotspotDensity } from '#contract/hotspotAnswers.ts'
import type { Hotspot } from '#contract/hotspots.ts'
import { heatColour, type Rgba, rgba, surface } from '../map/palette.ts'

export type HotspotsDrawn = {
  readonly hotspots: readonly Hotspot[]
  readonly density: HotspotDensity | null
  readonly chosen: Hotspot | undefined
  readonly scale: number
}

export function hotspotLayers({ hotspots, density, chosen, scale }: HotspotsDrawn): Layer[] {
  const lines = hotspots.flatMap((each) => outlinesOf(each, each === chosen))
  return [
    ...(density ? [densityLayer(density)] : []),
    new SolidPolygonLayer<Ring>({
      id: 'hotspots-ground',
      data: hotspots.flatMap(groundsOf),
      getPolygon: ({ ring }) => ring,
      getFillColor: ({ colour }) => colour,
    }),
    new PathLayer<Line>({
      id: 'hotspots-outline',
      data: lines,
      getPath: ({ path }) => path,
      getColor: ({ colour }) => colour,
      getWidth: ({ width }) => width * scale,
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: true,
    }),
  ]
}

type Ring = { readonly ring: LngLat[]; readonly colour: Rgba }
type Line = { readonly path: LngLat[]; readonly colour: Rgba; readonly width: number }

export type Look = { readonly colour: string; readonly width: number; readonly dashed: boolean }

/** Width and strokes tell the class, so that it is not colour alone. */
export function lookOf({ cold, class: is }: Pick<Hotspot, 'cold' | 'class'>): Look {
  if (cold) return { colour: surface.dark.middle, width: 1.5, dashed: is !== 'lasting' }
  if (is === 'fading') return { colour: heatColour[3], width: 2, dashed: true }
  if (is === 'chronic') return { colour: heatColour[3], width: 1.5, dashed: false }
  if (is === 'lasting') return { colour: heatColour[4], width: 2.5, dashed: false }
  return { colour: heatColour[5], width: is === 'growing' ? 5 : 3.5, dashed: false }
}

const CHOSEN_WIDER = 2.5

function outlinesOf(hotspot: Hotspot, isChosen: boolean): Line[] {
  const { colour, width, dashed } = lookOf(hotspot)
  const line = { colour: rgba(colour), width: width + (isChosen ? CHOSEN_WIDER : 0) }
  const paths = pathsOf(hotspot)
  return (dashed ? paths.flatMap(dashes) : paths).map((path) => ({ ...line, path }))
}

function pathsOf({ area }: Hotspot): LngLat[][] {
  return area.type === 'MultiPolygon'
    ? (area.coordinates as LngLat[][][]).flat()
    : (area.coordinates as LngLat[][])
}

/** Every other third of each side. */
const dashes = (path: LngLat[]): LngLat[][] =>
  path.slice(1).flatMap((to, i) => {
    const from = path[i] as LngLat
    const between = (share: number): LngLat => [
      from[0] + (to[0] - from[0]) * share,
      from[1] + (to[1] - from[1]) * share,
    ]
    return [
      [from, between(0.3)],
      [between(0.5), between(0.8)],
    ]
  })

function groundsOf({ area, cold }: Hotspot): Ring[] {
  if (area.type !== 'MultiPolygon') return []
  const colour = cold ? rgba(surface.dark.bg0, 0.35) : rgba(heatColour[4], 0.16)
  return (area.coordinates as LngLat[][][]).flatMap(([ring]) => (ring ? [{ ring, colour }] : []))
}

/** Steps of the sequential scale, by how many times the middle count a hexagon has. */
const STEPS = [0.5, 1, 1.5, 2.5, 4] as const

function densityLayer({ counts, outlines }: HotspotDensity): Layer {
  const middle = [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 1
  const data = counts.map((count, i): Ring => {
    const step = STEPS.filter((from) => count / middle > from).length
    return { ring: ringAt(outlines, i), colour: rgba(heatColour[step] ?? heatColour[5], 0.4) }
  })
  return new SolidPolygonLayer<Ring>({
    id: 'hotspots-density',
    data,
    getPolygon: ({ ring }) => ring,
    getFillColor: ({ colour }) => colour,
  })
}

function ringAt(outlines: readonly number[], i: number): LngLat[] {
  return Array.from({ length: 6 }, (_, corner) => {
    const at = 12 * i + 2 * corner
    return [(outlines[at] as number) / 1e6, (outlines[at + 1] as number) / 1e6]
  })
}
