/** The tools' keys: which takes what into the hand, and how points are put without a mouse. */
import type { LngLat } from '#contract/endpoint.ts'
import { showHalf } from '../../desk/view.ts'
import { useScene, zoomBy } from '../../scene.ts'
import type { Stage } from '../stage.ts'
import { redo, undo } from './drawings.ts'
import {
  asksAtPoint,
  close,
  closes,
  finish,
  type Hand,
  putPoint,
  setRadius,
  stepBack,
  stepRadius,
  type Tool,
  takeBackPoint,
  takeTool,
  useHand,
} from './store.ts'

type Deed = (() => void) | undefined

/** The key that takes each tool. */
export const toolKeys: Record<Tool, string> = {
  around: 'W',
  measure: 'M',
  draw: 'D',
  lasso: 'Q',
  law: 'A',
  past: 'Z',
}

/** What a key does to the tools, if anything; asked before the desk's own keys, and not while somebody types. */
export function toolDeed(event: KeyboardEvent): Deed {
  const { tool } = useHand.getState()
  if (event.ctrlKey || event.metaKey) return tool === null || event.altKey ? undefined : chord(event)
  if (event.altKey) return undefined
  const taken = (Object.keys(toolKeys) as Tool[]).find((each) => event.code === `Key${toolKeys[each]}`)
  if (taken && !event.shiftKey) return () => take(taken)
  if (tool === null) return undefined
  return withTool(event)
}

/** Takes a tool by key or command: points come from the cross. */
export function take(tool: Tool, metres?: number): void {
  // On a tablet the map may be behind the lists.
  showHalf('map')
  if (metres !== undefined) setRadius(metres)
  takeTool(tool, true)
  focusMap()
}

/** Keys go to the map from here on, not to the button that was pressed. */
export function focusMap(): void {
  useScene.getState().stage?.map.getCanvas().focus({ preventScroll: true })
}

function chord({ code, shiftKey }: KeyboardEvent): Deed {
  const { tool, points } = useHand.getState()
  if (code === 'KeyZ' && !shiftKey && points.length > 0) return takeBackPoint
  if (tool !== 'draw') return undefined
  if (code === 'KeyZ') return shiftKey ? redo : undo
  return code === 'KeyY' ? redo : undefined
}

function withTool({ code, shiftKey, target }: KeyboardEvent): Deed {
  if (code === 'Escape') return stepBack
  if (/^(around|past)$/.test(useHand.getState().tool ?? '') && code in radiusKeys) return radiusKeys[code]
  if (code === 'Backspace') return takeBackPoint
  // Buttons and rows take Enter and the arrows themselves.
  if (target instanceof HTMLElement && target.closest('button, a, dialog, [role="listbox"]')) return undefined
  const [east, south] = arrows[code] ?? []
  if (east !== undefined && south !== undefined) return () => pan(east, south, shiftKey ? FINE : COARSE)
  if (code === 'Enter' || code === 'NumpadEnter') return () => putOrEnd(useHand.getState())
  return zoomKeys[code]
}

const radiusKeys: Record<string, () => void> = {
  BracketLeft: () => stepRadius(false),
  BracketRight: () => stepRadius(true),
}

const arrows: Record<string, readonly [east: number, south: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The map's own zoom keys rest with its arrows. */
const zoomKeys: Record<string, () => void> = {
  Equal: () => zoomBy(1),
  NumpadAdd: () => zoomBy(1),
  Minus: () => zoomBy(-1),
  NumpadSubtract: () => zoomBy(-1),
}

/** Pixels a key moves the map under the cross. */
const COARSE = 60
const FINE = 5

function pan(east: number, south: number, pixels: number): void {
  useHand.setState({ byKeys: true })
  // As by hand: the map does not move by itself after it. At once, so that Enter means what is seen.
  useScene
    .getState()
    .stage?.map.panBy(
      [east * pixels, south * pixels],
      { duration: 0 },
      { originalEvent: new Event('keydown') },
    )
}

/** Enter puts a point at the cross; again at the same place, or after points put by mouse, it ends. */
function putOrEnd(hand: Hand): void {
  const map = useScene.getState().stage?.map
  if (!map) return
  const going = hand.ended === null && hand.caught === null
  const { lng, lat } = map.getCenter()
  const isAtCross = (put: LngLat | undefined) =>
    put !== undefined && pixelsApart(map, put, [lng, lat]) < FINE / 2
  if (going && hand.points.length > 2 && closes(hand) && hand.byKeys && isAtCross(hand.points[0])) close()
  else if (
    !asksAtPoint(hand.tool) &&
    going &&
    hand.points.length > 0 &&
    (!hand.byKeys || isAtCross(hand.points.at(-1)))
  )
    finish()
  else {
    useHand.setState({ byKeys: true })
    putPoint([lng, lat])
  }
}

function pixelsApart(map: Stage['map'], one: LngLat, other: LngLat): number {
  const [from, to] = [map.project(one), map.project(other)]
  return Math.hypot(from.x - to.x, from.y - to.y)
}
