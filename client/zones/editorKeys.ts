/** The keys of the zone editor: points are put at the cross in the middle of the map, corners moved by the arrows. */
import type { LngLat } from '#contract/endpoint.ts'
import { circleRing } from '../map/tools/surveying.ts'
import { useScene, zoomBy } from '../scene.ts'
import {
  addCorner,
  draws,
  finish,
  leave,
  moveCorner,
  put,
  putPoint,
  removeCorner,
  stepCorner,
  useEditor,
} from './editor.ts'
import { redo, undo } from './pencil.ts'
import { snapped } from './snapping.ts'
import { useZones } from './store.ts'

type Deed = (() => void) | undefined

/** Listens until stopped. Whoever types, or is asked something, keeps the keys. */
export function listenForEditorKeys(): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || isTaken(event)) return
    const deed = deedOf(event)
    if (!deed) return
    event.preventDefault()
    deed()
  }
  window.addEventListener('keydown', listen)
  return () => window.removeEventListener('keydown', listen)
}

const isTaken = ({ target }: KeyboardEvent): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof HTMLElement && target.closest('input, textarea, select') !== null)

function deedOf(event: KeyboardEvent): Deed {
  const { code, shiftKey, altKey } = event
  const state = useEditor.getState()
  if (altKey || !draws(state)) return code === 'Escape' && state.task ? leave : undefined
  if (event.ctrlKey || event.metaKey) {
    if (code === 'KeyZ') return shiftKey ? redo : undo
    return code === 'KeyY' ? redo : undefined
  }
  if (code === 'Escape') return state.corner === null ? leave : () => useEditor.setState({ corner: null })
  if (code === 'BracketLeft') return () => stepCorner(-1)
  if (code === 'BracketRight') return () => stepCorner(1)
  if (code in plain) return plain[code]
  // Buttons and rows take Enter and the arrows themselves.
  if (event.target instanceof HTMLElement && event.target.closest('button, a, [role="listbox"]'))
    return undefined
  const [east, south] = arrows[code] ?? []
  if (east !== undefined && south !== undefined) return () => step(east, south, shiftKey ? FINE : COARSE)
  return code === 'Enter' || code === 'NumpadEnter' ? enter : undefined
}

const plain: Record<string, () => void> = {
  KeyC: finish,
  KeyI: addCorner,
  Delete: removeCorner,
  Backspace: undo,
  Equal: () => zoomBy(1),
  Minus: () => zoomBy(-1),
}
const arrows: Record<string, readonly [east: number, south: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Pixels. */
const COARSE = 60
const FINE = 5

/** Moves the corner that is held, else the map under the cross. */
function step(east: number, south: number, pixels: number): void {
  const map = useScene.getState().stage?.map
  if (!map) return
  const { sketch, corner, begun } = useEditor.getState()
  const held = corner === null ? undefined : sketch.points[corner]
  if (held) {
    const { x, y } = map.project(held)
    // A corner goes by the fine step always: coarse ones leave the street it stands in.
    const size = pixels === COARSE ? FINE : 1
    const { lng, lat } = map.unproject([x + east * size, y + south * size])
    moveCorner([lng, lat])
    return
  }
  // What the mouse has begun the mouse goes on with.
  if (begun === 0) useEditor.setState({ byKeys: true })
  map.panBy([east * pixels, south * pixels], { duration: 0 }, { originalEvent: new Event('keydown') })
}

/** Puts a point at the cross, or on the boundary that is meant there; a circle around it. */
function enter(): void {
  const map = useScene.getState().stage?.map
  const { byKeys, begun, sketch, shape, task, metres } = useEditor.getState()
  if (!map || sketch.done || begun > 0) return
  if (!byKeys) {
    useEditor.setState({ byKeys: true })
    return
  }
  const { lng, lat } = map.getCenter()
  const place: LngLat = [lng, lat]
  if (task?.kind === 'draw' && shape === 'circle') {
    put({ points: circleRing(place, metres), done: true })
    return
  }
  const project = (x: number, y: number) => map.project([x, y])
  putPoint(snapped(place, useZones.getState().zones, project, null) ?? place)
}
