/** The ways on the map: a line from each unit to the ticket it goes to, or could go to. */
import type { Layer } from '@deck.gl/core'
import { LineLayer } from '@deck.gl/layers'
import { ownPlace } from '../field/location.ts'
import { focusColour, type Rgba, rgba, statusColour } from '../map/palette.ts'
import { reckonedPlace } from '../positions/store.ts'
import { type Known, type Marked, type Way, ways } from './ways.ts'

export function wayLayer(facts: Known, marked: Marked, now: number, visible: boolean, scale: number): Layer {
  return new LineLayer<Way>({
    id: 'ways',
    data: ways(facts, marked, (unit) => ownPlace(unit) ?? reckonedPlace(unit, now)),
    visible,
    getSourcePosition: ({ from }) => [from[0], from[1], 0],
    getTargetPosition: ({ to }) => [to[0], to[1], 0],
    getColor: ({ kind }) => colours[kind],
    getWidth: ({ kind }) => (kind === 'other' || kind === 'candidate' ? 1.25 : 2.25) * scale,
  })
}

const colours: Record<Way['kind'], Rgba> = {
  other: rgba(statusColour.enroute, 0.4),
  candidate: rgba(statusColour.idle, 0.45),
  'looked-at': rgba(statusColour.enroute, 0.95),
  chosen: rgba(focusColour),
}
