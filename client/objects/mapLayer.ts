/** Objects on a stage: fetched as tiles when they are first shown, drawn beneath the labels, chosen by a click. */
import type { Map as GroundMap, MapMouseEvent } from 'maplibre-gl'
import { oncePerFrame } from '../map/moments.ts'
import { pickedAt } from '../map/pick.ts'
import type { Stage } from '../map/stage.ts'
import { useHand } from '../map/tools/store.ts'
import { useSelection } from '../selection.ts'
import { MARK_DENSITY, markOf } from './marks.ts'
import { CROWDS, OBJECTS, objectsAt, SINGLES } from './nearest.ts'
import { onObjectEvents, selectObject, useObjects } from './store.ts'
import { objectLayers, onlyObject } from './style.ts'

/** Keeps the objects of the map as they are chosen to be shown; answers how to stop. */
export function connectObjects(stage: Stage): () => void {
  const { map } = stage
  let stopped = false
  let added = false
  const show = () => {
    const { shown, selected } = useObjects.getState()
    if (stopped || (!shown && !added)) return
    if (!added) addObjects(map)
    added = true
    for (const { id } of objectLayers()) map.setLayoutProperty(id, 'visibility', shown ? 'visible' : 'none')
    map.setFilter('object-selected', onlyObject(selected))
  }
  const click = (event: MapMouseEvent) => added && choose(stage, event)
  let under: { x: number; y: number } = { x: 0, y: 0 }
  // Looking for what lies under the pointer takes a millisecond: once a picture is enough.
  const look = oncePerFrame(() => {
    const found = added && objectsAt(map, under, [...SINGLES, ...CROWDS]).length > 0
    map.getContainer().classList.toggle('over-object', found)
  })
  const hover = ({ point }: MapMouseEvent) => {
    under = point
    look()
  }
  const undo: (() => void)[] = [
    useObjects.subscribe((now, before) => {
      if (now.shown !== before.shown || now.selected !== before.selected) stage.ready.then(show)
    }),
    // Inspections change no tile.
    onObjectEvents((kind) => added && kind === 'object.imported' && map.refreshTiles(OBJECTS)),
  ]
  stage.ready.then(() => {
    if (stopped) return
    show()
    for (const each of [map.on('click', click), map.on('mousemove', hover)])
      undo.push(() => each.unsubscribe())
  })
  return () => {
    stopped = true
    look.cancel()
    for (const stop of undo) stop()
  }
}

function addObjects(map: GroundMap): void {
  for (const grade of ['medium', 'high'] as const) {
    map.addImage(`object-${grade}`, markOf(grade), { pixelRatio: MARK_DENSITY })
  }
  map.addSource(OBJECTS, {
    type: 'vector',
    tiles: [`${location.origin}/api/objects/tiles/{z}/{x}/{y}.mvt`],
    minzoom: 7,
    maxzoom: 17,
  })
  const firstWord = map.getStyle().layers.find(({ type }) => type === 'symbol')?.id
  for (const layer of objectLayers()) map.addLayer(layer, firstWord)
}

/** What moves and what is open lies above the objects, and is meant first. */
function choose(stage: Stage, { point }: MapMouseEvent): void {
  const { map } = stage
  if (useSelection.getState().picking || useHand.getState().tool || !useObjects.getState().shown) return
  const above = pickedAt(stage, point) !== null
  const [object] = above ? [] : objectsAt(map, point, SINGLES)
  const [crowd] = above ? [] : objectsAt(map, point, CROWDS)
  if (object?.id !== undefined) selectObject(Number(object.id))
  else if (crowd?.geometry.type === 'Point') {
    const [lng = 0, lat = 0] = crowd.geometry.coordinates
    stage.camera.flyTo([lng, lat], map.getZoom() + 2)
  } else selectObject(null)
}
