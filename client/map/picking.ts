/** What a hand does on the map: a click selects, marks or chooses a place; resting on something tells what it is. */
import type { MapMouseEvent } from 'maplibre-gl'
import { carriable, press } from '../dispatch/carry.ts'
import { useFacts } from '../facts.ts'
import { clusterBounds } from '../positions/clusters.ts'
import { pickPlace, selectMover, selectTicket, toggleChosen, useSelection } from '../selection.ts'
import { type Picked, pickedAt } from './pick.ts'
import type { Stage } from './stage.ts'
import { createTip } from './tip.ts'
import { useHand } from './tools/store.ts'

/** Reading back what lies under the pointer waits for the GPU: not with every move of the hand. */
const LOOK_EVERY = 80

/** Listens to the stage; answers how to stop. */
export function connectPicking(stage: Stage): () => void {
  const { map } = stage
  const tip = createTip(map.getContainer())
  // By class: deck.gl writes a cursor of its own on the canvas with every picture.
  const classes = map.getContainer().classList
  let stopped = false
  let stopListening = () => {}
  const click = (event: MapMouseEvent) => {
    if (useSelection.getState().picking) pickPlace([event.lngLat.lng, event.lngLat.lat])
    else if (!useHand.getState().tool) act(stage, pickedAt(stage, event.point), event.originalEvent)
  }
  // A unit or a case under the hand is carried, and the map stays where it is.
  const grab = (event: MapMouseEvent) => {
    if (useSelection.getState().picking || useHand.getState().tool) return
    const picked = pickedAt(stage, event.point)
    const carried = picked && carriable(picked)
    if (!carried) return
    event.preventDefault()
    press(carried, event.originalEvent)
  }
  const hover = throttled((event: MapMouseEvent) => {
    const choosing = useSelection.getState().picking || useHand.getState().tool !== null
    const picked = choosing || map.isMoving() ? null : pickedAt(stage, event.point)
    classes.toggle('over-something', picked !== null)
    tip.show(picked, event.point)
  })
  const leave = () => {
    hover.cancel()
    tip.show(null)
    classes.remove('over-something')
  }
  const showCursor = () => classes.toggle('choosing-place', useSelection.getState().picking)
  const stopCursor = useSelection.subscribe(showCursor)
  showCursor()
  // Shift and click marks a unit; the zoom box would swallow the click.
  map.boxZoom.disable()
  // Before both overlays are on the map there is nothing to pick from.
  stage.ready.then(() => {
    if (stopped) return
    const listening = [
      map.on('click', click),
      map.on('mousedown', grab),
      map.on('mousemove', hover),
      map.on('mouseout', leave),
      map.on('movestart', leave),
    ]
    stopListening = () => {
      for (const each of listening) each.unsubscribe()
    }
  })
  return () => {
    stopped = true
    stopListening()
    stopCursor()
    hover.cancel()
    tip.remove()
    map.boxZoom.enable()
    classes.remove('over-something', 'choosing-place')
  }
}

function act(stage: Stage, picked: Picked | null, { ctrlKey, metaKey, shiftKey }: MouseEvent): void {
  if (picked?.kind === 'ticket') selectTicket(picked.id)
  else if (picked?.kind === 'cluster') zoomInto(stage, picked.id)
  else if (!picked) selectMover(null)
  else if (
    (ctrlKey || metaKey || shiftKey) &&
    useSelection.getState().ticket !== null &&
    useFacts.getState().units.has(picked.id)
  ) {
    toggleChosen(picked.id)
  } else selectMover(picked.id)
}

function zoomInto(stage: Stage, cell: number): void {
  const bounds = clusterBounds(cell)
  if (bounds) stage.camera.fit(bounds)
}

/** The last call of each `LOOK_EVERY` happens. */
function throttled<T>(happen: (value: T) => void): ((value: T) => void) & { cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest: T
  const ask = (value: T) => {
    latest = value
    timer ??= setTimeout(() => {
      timer = undefined
      happen(latest)
    }, LOOK_EVERY)
  }
  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
  }
  return Object.assign(ask, { cancel })
}
