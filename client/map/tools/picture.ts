/** What the tools and the drawings show on the map, as plain lines, areas, dots and labels. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Label } from '../labels.ts'
import { focusColour, ground, type Rgba, rgba, surface } from '../palette.ts'
import type { Drawing, Tone } from './drawing.ts'
import type { Sight } from './looking.ts'
import { drawsByDragging, type Hand } from './store.ts'
import {
  areaOf,
  circleRing,
  lengthOf,
  middleOf,
  runningLengths,
  writtenArea,
  writtenLength,
} from './surveying.ts'

export type Line = { readonly path: readonly LngLat[]; readonly colour: Rgba }
export type Area = { readonly ring: readonly LngLat[]; readonly fill: Rgba; readonly line: Rgba }
export type Dot = { readonly place: LngLat; readonly colour: Rgba; readonly size: number }

export type Picture = {
  readonly lines: readonly Line[]
  readonly areas: readonly Area[]
  readonly dots: readonly Dot[]
  readonly labels: readonly Label[]
}

export const toneColour: Record<Tone, string> = {
  bright: surface.dark.high,
  grey: surface.dark.low,
  blue: ground.labelRiver,
  green: ground.labelPark,
}

const DOT = 4
const focus = rgba(focusColour)
const text = rgba(surface.dark.high)
const lengthOffset = [9, -11] as const

/** The drawings that are not hidden, each with its name. */
export function drawingsPicture(drawings: readonly Drawing[]): Picture {
  const shown = drawings.filter(({ hidden }) => !hidden)
  const colourOf = ({ tone }: Drawing, alpha = 1) => rgba(toneColour[tone], alpha)
  return {
    lines: shown.flatMap((each) =>
      each.shape === 'line' ? [{ path: each.points, colour: colourOf(each) }] : [],
    ),
    areas: shown.flatMap((each) => {
      const ring = ringOf(each)
      return ring ? [{ ring, fill: colourOf(each, 0.12), line: colourOf(each) }] : []
    }),
    dots: shown.flatMap((each) =>
      each.shape === 'point'
        ? each.points.map((place) => ({ place, colour: colourOf(each), size: DOT }))
        : [],
    ),
    labels: shown.flatMap((each) => (each.name === '' ? [] : [nameOf(each, colourOf(each))])),
  }
}

/** Every place a drawing goes through, or the ring around it. */
export const placesOf = (drawing: Drawing): readonly LngLat[] =>
  drawing.shape === 'circle' ? circleRing(drawing.centre, drawing.metres) : drawing.points

function ringOf(drawing: Drawing): readonly LngLat[] | undefined {
  return drawing.shape === 'polygon' || drawing.shape === 'circle' ? placesOf(drawing) : undefined
}

/** A point is named beside its dot, a line where it ends, an area in its middle. */
function nameOf(drawing: Drawing, colour: Rgba): Label {
  const area = drawing.shape === 'polygon' || drawing.shape === 'circle'
  const places = placesOf(drawing)
  const place = area ? middleOf(places) : (places.at(-1) as LngLat)
  return {
    text: drawing.name,
    place,
    colour,
    offset: area ? [0, 0] : [9, 0],
    anchor: area ? 'middle' : 'start',
  }
}

/** What is in the hand; `pointed`: where the next point would go. */
export function handPicture(hand: Hand, pointed: LngLat | null): Picture {
  if (hand.tool === 'measure') return measured(hand, pointed)
  if (hand.tool === 'lasso') return ringPicture(hand, pointed)
  if (hand.tool === 'draw') return begun(hand, pointed)
  if (hand.tool === 'law') return { ...nothing, dots: dots(hand.points) }
  if (hand.tool === 'past') return asked(hand)
  return nothing
}

/** The circle that a question of the past is about. */
function asked({ points, metres }: Hand): Picture {
  const areas = points.map((place) => ({
    ring: circleRing(place, metres),
    fill: rgba(focusColour, 0.05),
    line: focus,
  }))
  return { ...nothing, areas, dots: dots(points) }
}

export const nothing: Picture = { lines: [], areas: [], dots: [], labels: [] }

/** The circle around the centre, with what is counted in it at its northernmost point. */
export function circlePicture(sight: Sight, counts: string): Picture {
  const ring = circleRing(sight.place, sight.metres)
  return {
    ...nothing,
    areas: [{ ring, fill: rgba(focusColour, 0.05), line: focus }],
    dots: [{ place: sight.place, colour: focus, size: 3 }],
    labels: [{ text: counts, place: ring[0] as LngLat, colour: text, offset: [0, -11], anchor: 'middle' }],
  }
}

function measured({ points, ended }: Hand, pointed: LngLat | null): Picture {
  const path = ended === null && pointed && points.length > 0 ? [...points, pointed] : points
  const closed = ended === 'closed'
  const lengths = runningLengths(path)
  const labels = path.flatMap((place, index): Label[] =>
    index === 0 || (closed && index === path.length - 1) ? [] : [length(place, lengths[index] as number)],
  )
  if (closed) {
    labels.push({
      text: `${writtenArea(areaOf(points))} · ${writtenLength(lengthOf(points, true))}`,
      place: middleOf(points),
      colour: text,
      offset: [0, 0],
      anchor: 'middle',
    })
  }
  return {
    lines: closed || path.length < 2 ? [] : [{ path, colour: focus }],
    areas: closed ? [{ ring: points, fill: rgba(focusColour, 0.1), line: focus }] : [],
    dots: dots(points),
    labels,
  }
}

function length(place: LngLat, metres: number): Label {
  return { text: writtenLength(metres), place, colour: text, offset: lengthOffset, anchor: 'start' }
}

function ringPicture(hand: Hand, pointed: LngLat | null): Picture {
  const { points, caught } = hand
  const ring = !caught && hand.points.length > 0 && pointed ? [...points, pointed] : points
  if (ring.length < 3) return { ...nothing, lines: [{ path: ring, colour: focus }], dots: dots(points) }
  // A freehand ring has a point every few pixels: dots would hide it.
  const byClicks = !caught && points.length < 30
  return {
    ...nothing,
    areas: [{ ring, fill: rgba(focusColour, 0.08), line: focus }],
    dots: byClicks ? dots(points) : [],
  }
}

function begun(hand: Hand, pointed: LngLat | null): Picture {
  const { points, stroke, tone } = hand
  const [centre] = points
  const colour = rgba(toneColour[tone])
  if (stroke === 'circle' && centre && pointed) {
    const metres = lengthOf([centre, pointed])
    return {
      lines: [{ path: [centre, pointed], colour: focus }],
      areas: [{ ring: circleRing(centre, metres), fill: rgba(toneColour[tone], 0.12), line: colour }],
      dots: dots([centre]),
      labels: [length(pointed, metres)],
    }
  }
  const path = pointed && points.length > 0 && !drawsByDragging(hand) ? [...points, pointed] : points
  return {
    ...nothing,
    lines: path.length > 1 ? [{ path, colour }] : [],
    dots: stroke === 'freehand' ? [] : dots(points),
  }
}

const dots = (points: readonly LngLat[]): Dot[] => points.map((place) => ({ place, colour: focus, size: 3 }))
