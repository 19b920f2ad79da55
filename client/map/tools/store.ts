/** Which tool is in the hand and what was begun with it: one at a time, shared by the toolbar, the keys and the map. */
import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'
import { useSelection } from '../../selection.ts'
import { metresBetween } from '../distance.ts'
import type { Shape, Tone } from './drawing.ts'
import { addDrawing } from './drawings.ts'
import type { Caught } from './finding.ts'
import { lookInside } from './looking.ts'
import { RADIUS, radii } from './radius.ts'
import { crossesItself } from './ring.ts'

export const tools = ['around', 'measure', 'draw', 'lasso', 'law', 'past'] as const
export type Tool = (typeof tools)[number]

/** What the circle is around: something that may move, or a place. */
export type Centre =
  | { readonly kind: 'ticket'; readonly id: number }
  | { readonly kind: 'mover'; readonly id: number }
  | { readonly kind: 'place'; readonly place: LngLat }

/** A freehand drawing becomes a line; it is a way of drawing, not a form. */
export const strokes = ['point', 'line', 'polygon', 'circle', 'freehand'] as const
export type Stroke = (typeof strokes)[number]

export type Hand = {
  readonly tool: Tool | null
  /** Points come from the cross in the middle of the map, by Enter. */
  readonly byKeys: boolean
  /** The points put so far; of a measured path also after it has ended. */
  readonly points: readonly LngLat[]
  /** A measured path that takes no more points; `closed`: it came back to where it began. */
  readonly ended: 'open' | 'closed' | null
  /** Why the last deed was refused: words of `tools.refusals`. */
  readonly refusal: 'few' | 'crosses' | null
  readonly centre: Centre | null
  readonly metres: number
  readonly stroke: Stroke
  readonly tone: Tone
  readonly caught: Caught | null
}

const emptyHand = { points: [], ended: null, refusal: null, caught: null } as const

export const useHand = create<Hand>(() => ({
  ...emptyHand,
  tool: null,
  byKeys: false,
  centre: null,
  metres: 500,
  stroke: 'point',
  tone: 'bright',
}))

/** Takes a tool into the hand; the one held before leaves nothing. */
export const takeTool = (tool: Tool, byKeys = false) =>
  useHand.setState({ ...emptyHand, tool, byKeys, centre: tool === 'around' ? selected() : null })

export const leaveTool = () => useHand.setState({ ...emptyHand, tool: null, centre: null })

/** Drops what was begun; with nothing begun the tool itself is laid down. */
export function stepBack(): void {
  const { points, ended, tool } = useHand.getState()
  if (points.length > 0 && ended === null && tool !== 'around' && !asksAtPoint(tool))
    useHand.setState(emptyHand)
  else leaveTool()
}

export const setRadius = (metres: number) =>
  useHand.setState({ metres: Math.min(RADIUS.most, Math.max(RADIUS.least, Math.round(metres))) })

/** The next larger or smaller of the usual circles. */
export function stepRadius(up: boolean): void {
  const { metres } = useHand.getState()
  const next = up ? radii.find((each) => each > metres) : radii.findLast((each) => each < metres)
  if (next) setRadius(next)
}

export const centreOn = (centre: Centre) => useHand.setState({ centre })
export const chooseStroke = (stroke: Stroke) => useHand.setState({ ...emptyHand, stroke })
export const chooseTone = (tone: Tone) => useHand.setState({ tone })

/** Puts a point with the tool in the hand. */
export function putPoint(place: LngLat): void {
  const { tool, stroke, points } = useHand.getState()
  const [first] = points
  if (tool === 'around') centreOn({ kind: 'place', place })
  else if (asksAtPoint(tool)) useHand.setState({ points: [place] })
  else if (tool === 'draw' && stroke === 'point') drawn({ shape: 'point', points: [place] })
  else if (tool === 'draw' && stroke === 'circle' && first) {
    drawn({ shape: 'circle', centre: first, metres: Math.max(1, metresBetween(first, place)) })
  } else appendPoint(place)
}

/** Takes back the last point; a path that has ended goes on from there. */
export function takeBackPoint(): void {
  const { points, ended } = useHand.getState()
  useHand.setState({ ...emptyHand, points: ended === null ? points.slice(0, -1) : points })
}

/** Ends what was begun; refused in words where it is too little or crosses itself. */
export function finish(): void {
  const { tool, stroke, points } = useHand.getState()
  if (tool === 'measure') end('open', 2)
  else if (tool === 'lasso') catchInside(points)
  else if (tool === 'draw' && stroke === 'polygon') drawPolygon(points)
  else if (tool === 'draw' && points.length < 2) refuse('few')
  else if (tool === 'draw') drawn({ shape: 'line', points })
}

/** Leads back to the first point and ends there. */
export function close(): void {
  if (useHand.getState().tool === 'measure') end('closed', 3)
  else finish()
}

/** What a finger or the pressed mouse has drawn, in one go. */
export function strokeDrawn(points: readonly LngLat[]): void {
  useHand.setState({ ...emptyHand, points })
  finish()
}

/** A tool that asks about one place: the next point takes the place of the last. */
export const asksAtPoint = (tool: Tool | null): boolean => tool === 'law' || tool === 'past'

/** Whether the hand draws by dragging; the map then does not follow it. */
export const drawsByDragging = ({ tool, stroke }: Hand): boolean =>
  tool === 'lasso' || (tool === 'draw' && stroke === 'freehand')

/** Whether clicking the first point again closes what was begun. */
export const closes = ({ tool, stroke }: Hand): boolean =>
  tool === 'measure' || tool === 'lasso' || (tool === 'draw' && stroke === 'polygon')

/** The unit or contact looked at, else the case. */
function selected(): Centre | null {
  const { mover, ticket } = useSelection.getState()
  if (mover !== null) return { kind: 'mover', id: mover }
  return ticket === null ? null : { kind: 'ticket', id: ticket }
}

/** A path that has ended, or a ring that has caught something, makes room for the next. */
function appendPoint(place: LngLat): void {
  const { points, ended, caught } = useHand.getState()
  const begun = ended === null && caught === null ? points : []
  useHand.setState({ ...emptyHand, points: [...begun, place] })
}

const refuse = (refusal: Hand['refusal']) => useHand.setState({ refusal })

function drawPolygon(points: readonly LngLat[]): void {
  if (points.length < 3) refuse('few')
  else if (crossesItself(points)) refuse('crosses')
  else drawn({ shape: 'polygon', points })
}

function drawn(shape: Shape): void {
  addDrawing(shape, useHand.getState().tone)
  useHand.setState(emptyHand)
}

function end(ended: 'open' | 'closed', atLeast: number): void {
  if (useHand.getState().points.length < atLeast) refuse('few')
  else useHand.setState({ ended, refusal: null })
}

function catchInside(points: readonly LngLat[]): void {
  if (points.length < 3) refuse('few')
  else useHand.setState({ caught: lookInside(points), refusal: null })
}
