/** The hand on the map while a tool is in it: clicks put points, a drag draws where the tool draws by dragging. */
import type { MapMouseEvent } from 'maplibre-gl'
import type { LngLat } from '#contract/endpoint.ts'
import { useSelection } from '../../selection.ts'
import { pickedAt } from '../pick.ts'
import type { Stage } from '../stage.ts'
import { centreOn, close, closes, drawsByDragging, finish, leaveTool, putPoint, useHand } from './store.ts'
import { listenForStrokes } from './strokes.ts'

type Point = { readonly x: number; readonly y: number }

/** Pixels: what is hit so near is meant. A finger is as wide as 24 of them. */
const NEAR = { mouse: 9, touch: 22 }

/** `onPointed` is told where the pointer rests while a tool is in the hand. Answers how to stop. */
export function connectHand(stage: Stage, onPointed: (place: LngLat | null) => void): () => void {
  const { map } = stage
  const click = (event: MapMouseEvent) => {
    if (useHand.getState().tool === null) return
    useHand.setState({ byKeys: false })
    const { lngLat, point, originalEvent } = event
    putOrEnd(stage, [lngLat.lng, lngLat.lat], point, originalEvent)
  }
  const move = ({ lngLat }: MapMouseEvent) => {
    if (useHand.getState().tool) onPointed([lngLat.lng, lngLat.lat])
  }
  const gone = () => onPointed(null)
  const listening = [map.on('click', click), map.on('mousemove', move), map.on('mouseout', gone)]
  const holding = holdMap(stage)
  const undo = [
    listenForStrokes(stage),
    useHand.subscribe(holding.follow),
    // Choosing the place of a new case needs the next click for itself.
    useSelection.subscribe(({ picking }) => {
      if (picking && useHand.getState().tool) leaveTool()
    }),
    holding.release,
  ]
  holding.follow()
  return () => {
    for (const each of listening) each.unsubscribe()
    for (const stop of undo) stop()
  }
}

function putOrEnd(stage: Stage, place: LngLat, point: Point, event: MouseEvent): void {
  const hand = useHand.getState()
  const reach = 'pointerType' in event && event.pointerType === 'touch' ? NEAR.touch : NEAR.mouse
  const isAt = (put: LngLat | undefined) => put !== undefined && apart(stage.map.project(put), point) < reach
  const going = hand.ended === null && hand.caught === null
  if (hand.tool === 'around') {
    const picked = pickedAt(stage, point)
    if (picked && picked.kind !== 'cluster') centreOn({ kind: picked.kind, id: picked.id })
    else putPoint(place)
  } else if (going && hand.points.length > 2 && closes(hand) && isAt(hand.points[0])) close()
  // The second click of a double click, too, comes down on the last point.
  else if (going && isAt(hand.points.at(-1))) finish()
  else putPoint(place)
}

const apart = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)

/** What of the map's own gestures has to wait while a tool is in the hand. */
function holdMap({ map }: Stage) {
  let held = false
  let dragging = false
  // By class: deck.gl writes a cursor of its own on the canvas with every picture.
  const classes = map.getContainer().classList
  const follow = () => {
    const hand = useHand.getState()
    const hold = hand.tool !== null
    const drag = drawsByDragging(hand)
    if (hold !== held) {
      held = hold
      map.doubleClickZoom[hold ? 'disable' : 'enable']()
      // The arrows pan by steps of ours, fine enough for the cross.
      map.keyboard[hold ? 'disable' : 'enable']()
      classes.toggle('tool-in-hand', hold)
    }
    if (drag === dragging) return
    dragging = drag
    map.dragPan[drag ? 'disable' : 'enable']()
    classes.toggle('tool-drags', drag)
  }
  return {
    follow,
    release() {
      if (held) map.doubleClickZoom.enable()
      if (held) map.keyboard.enable()
      if (dragging) map.dragPan.enable()
      classes.remove('tool-in-hand', 'tool-drags')
    },
  }
}
