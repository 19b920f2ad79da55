/** Everything that moves, as layers: how far the stale may be, halos of the marked, the markers, and those on top. */
import type { Layer } from '@deck.gl/core'
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers'
import { focusColour, ink, rgba, staleColour } from '../map/palette.ts'
import type { Appearance } from './appearance.ts'
import type { Columns } from './columns.ts'
import { type AgeingProps, MarkerAgeing } from './markers.ts'
import type { DeadReckoning, ReckoningProps } from './reckoning.ts'
import { markerMapping, markerPicture } from './shapes.ts'
import { motionAt, type Positions, placeAt } from './store.ts'

export const MOVERS = 'movers'
export const MOVERS_ON_TOP = 'movers-on-top'
const UNCERTAIN = 'mover-uncertainty'

/** Pixels of a marker's cell; the shape itself fills about half of it. */
const MARKER = 21

const ageing = new MarkerAgeing()

export type MoverDrawing = {
  readonly from: Positions
  readonly appearance: Appearance
  readonly columns: Columns
  /** Around the places of stale units: how far they may have come, in metres. */
  readonly uncertain: Columns
  readonly reckoning: DeadReckoning
  /** Rows of the selected and the chosen. */
  readonly haloed: readonly number[]
  /** Rows that no other marker may cover: the haloed, and who calls for help. */
  readonly onTop: readonly number[]
  readonly scale: number
  readonly zoom: number
}

/** `over` goes above the tickets: nothing may hide who calls for help. */
export function moverLayers({ from, appearance, columns, reckoning, ...drawing }: MoverDrawing): {
  readonly under: readonly Layer[]
  readonly over: Layer
} {
  const { uncertain, haloed, onTop, scale, zoom } = drawing
  const place = (row: number) => placeAt(from, row)
  const motion = (row: number) => motionAt(from, row)
  const size = MARKER * scale * zoomScale(zoom)
  const look = {
    iconAtlas: markerPicture() as unknown as string,
    iconMapping: markerMapping,
    getSize: size,
    pickable: true,
    extensions: [reckoning, ageing],
  }
  const reaches = new ScatterplotLayer({
    id: UNCERTAIN,
    data: uncertain,
    radiusUnits: 'meters',
    filled: false,
    stroked: true,
    getLineColor: rgba(staleColour, 0.85),
    getLineWidth: scale,
    lineWidthUnits: 'pixels',
  })
  const halos = new ScatterplotLayer<number, ReckoningProps>({
    id: 'mover-halos',
    data: haloed,
    getPosition: place,
    getMotion: motion,
    getRadius: size * 0.62,
    radiusUnits: 'pixels',
    getFillColor: rgba(ink, 0.45),
    getLineColor: rgba(focusColour),
    getLineWidth: 2 * scale,
    lineWidthUnits: 'pixels',
    stroked: true,
    extensions: [reckoning],
  })
  const all = new IconLayer<unknown, ReckoningProps & AgeingProps>({ ...look, id: MOVERS, data: columns })
  const over = new IconLayer<number, ReckoningProps & AgeingProps>({
    ...look,
    id: MOVERS_ON_TOP,
    data: onTop,
    getPosition: place,
    getMotion: motion,
    getDue: (row) => from.due[row] as number,
    getIcon: (row) => String(appearance.shapes[row]),
    getColor: (row) => appearance.colours.subarray(row * 4, row * 4 + 4),
    getAngle: (row) => appearance.angles[row] as number,
  })
  return { under: [reaches, halos, all], over }
}

/** Markers grow a little towards the street, where there are fewer of them. */
const zoomScale = (zoom: number): number => Math.min(1.35, Math.max(0.8, 1 + (zoom - 12) * 0.09))
