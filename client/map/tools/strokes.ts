/** What the pressed mouse, a pen or one finger draws in one go, for the tools that draw by dragging. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Stage } from '../stage.ts'
import { drawsByDragging, strokeDrawn, useHand } from './store.ts'

/** Pixels: less is a click, and nobody sees a finer bend. */
const BEGINS = 5
const STEP = 3

type Point = readonly [x: number, y: number]

/** Answers how to stop. */
export function listenForStrokes({ map }: Stage): () => void {
  const surface = map.getCanvasContainer()
  let pointer: number | null = null
  let last: Point = [0, 0]
  let stroke: LngLat[] = []
  const at = (event: PointerEvent): Point => {
    const box = surface.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }
  const add = (point: Point) => {
    const { lng, lat } = map.unproject([...point])
    last = point
    stroke.push([lng, lat])
  }
  const press = (event: PointerEvent) => {
    // A second finger wants to zoom: what the first has begun is dropped.
    if (pointer !== null) return drop()
    if (!event.isPrimary || event.button !== 0 || !drawsByDragging(useHand.getState())) return
    pointer = event.pointerId
    stroke = []
    last = at(event)
  }
  const move = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return
    const point = at(event)
    const away = Math.hypot(point[0] - last[0], point[1] - last[1])
    if (away < (stroke.length === 0 ? BEGINS : STEP)) return
    if (stroke.length === 0) add(last)
    add(point)
    useHand.setState({ points: [...stroke], ended: null, refusal: null, caught: null, byKeys: false })
  }
  const lift = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return
    pointer = null
    if (stroke.length > 0) {
      swallowClick()
      strokeDrawn(stroke)
    }
    stroke = []
  }
  const drop = () => {
    pointer = null
    if (stroke.length > 0) useHand.setState({ points: [] })
    stroke = []
  }
  surface.addEventListener('pointerdown', press)
  // The hand may leave the map before it lets go.
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', lift)
  window.addEventListener('pointercancel', drop)
  return () => {
    surface.removeEventListener('pointerdown', press)
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', lift)
    window.removeEventListener('pointercancel', drop)
  }
}

/** A ring that ends where it began ends in a click, which would begin the next. */
function swallowClick(): void {
  const swallow = (event: Event) => event.stopImmediatePropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
}
