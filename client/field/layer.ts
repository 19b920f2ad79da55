/** The phone's own place on the map, as the phone itself knows it: a dot, and the circle it may be anywhere in. */
import type { Layer } from '@deck.gl/core'
import { ScatterplotLayer } from '@deck.gl/layers'
import { rgba, statusColour } from '../map/palette.ts'
import type { OwnFix } from './location.ts'

export function ownLayers(fix: OwnFix | null, scale: number): Layer[] {
  const data = fix ? [fix] : []
  const getPosition = ({ place: [lng, lat] }: OwnFix): [number, number, number] => [lng, lat, 0]
  return [
    new ScatterplotLayer<OwnFix>({
      id: 'own-accuracy',
      data,
      getPosition,
      getRadius: ({ accuracy }) => accuracy,
      getFillColor: rgba(statusColour.enroute, 0.16),
      stroked: true,
      getLineColor: rgba(statusColour.enroute, 0.6),
      getLineWidth: 1.25 * scale,
      lineWidthUnits: 'pixels',
    }),
    new ScatterplotLayer<OwnFix>({
      id: 'own-place',
      data,
      getPosition,
      getRadius: 4 * scale,
      radiusUnits: 'pixels',
      getFillColor: rgba(statusColour.enroute, 1),
    }),
  ]
}
