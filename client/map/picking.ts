/** What a hand does on the map: a click selects, marks or chooses a place; resting on something tells what it is. */
import type { PickingInfo } from '@deck.gl/core'
import type { MapMouseEvent } from 'maplibre-gl'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { CLUSTERS, cellDrawn } from '../positions/clusterLayer.ts'
import { clusterBounds } from '../positions/clusters.ts'
import { MOVERS, MOVERS_ON_TOP } from '../positions/layer.ts'
import { positions } from '../positions/store.ts'
import { pickPlace, selectMover, selectTicket, toggleChosen, useSelection } from '../selection.ts'
import { TICKETS } from '../tickets/layer.ts'
import type { Stage } from './stage.ts'
import { createTip } from './tip.ts'
import { useHand } from './tools/store.ts'

/** A cluster goes by the number of its cell. */
export type Picked = { readonly kind: 'mover' | 'ticket' | 'cluster'; readonly id: number }

/** Reading back what lies under the pointer waits for the GPU: not with every move of the hand. */
const LOOK_EVERY = 80

/** The thing drawn at a point of the map. Movers are found where they are drawn, not where they last reported. */
export function pickedAt(stage: Stage, point: { x: number; y: number }, radius?: number): Picked | null {
  const info = stage.pick(point, radius)
  return info ? named(info) : null
}

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

function named({ layer, index, object }: PickingInfo): Picked | null {
  switch (layer?.id) {
    case TICKETS:
      return { kind: 'ticket', id: (object as Ticket).id }
    case CLUSTERS:
      return { kind: 'cluster', id: cellDrawn(layer, index) }
    case MOVERS:
      return { kind: 'mover', id: positions.movers[index] as number }
    case MOVERS_ON_TOP:
      return { kind: 'mover', id: positions.movers[object as number] as number }
    default:
      return null
  }
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
