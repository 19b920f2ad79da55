/** Rings where an address could be, the surer the stronger, and a dot at the place that was chosen. */
import type { Layer } from '@deck.gl/core'
import { ScatterplotLayer } from '@deck.gl/layers'
import type { AddressCandidate } from '#contract/addresses.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { focusColour, ink, rgba } from '../map/palette.ts'

export function addressLayers(
  candidates: readonly AddressCandidate[],
  picked: LngLat | null,
  scale: number,
): Layer[] {
  return [
    new ScatterplotLayer<AddressCandidate>({
      id: 'address-candidates',
      data: candidates,
      getPosition: ({ place: [lng, lat] }) => [lng, lat, 0],
      getRadius: 11 * scale,
      radiusUnits: 'pixels',
      filled: false,
      stroked: true,
      getLineColor: ({ confidence }) => rgba(focusColour, 0.3 + 0.7 * confidence),
      getLineWidth: 2.5 * scale,
      lineWidthUnits: 'pixels',
      updateTriggers: { getRadius: scale, getLineWidth: scale },
    }),
    new ScatterplotLayer<LngLat>({
      id: 'picked-place',
      data: picked ? [picked] : [],
      getPosition: ([lng, lat]) => [lng, lat, 0],
      getRadius: 7 * scale,
      radiusUnits: 'pixels',
      getFillColor: rgba(focusColour),
      stroked: true,
      getLineColor: rgba(ink),
      getLineWidth: 2 * scale,
      lineWidthUnits: 'pixels',
    }),
  ]
}
