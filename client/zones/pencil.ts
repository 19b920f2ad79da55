/** Drawing zones by mouse: terra-draw on the stage, a picture of the sketch whose every finished step goes into the editor. */
import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawModeUndoRedo,
  TerraDrawPolygonMode,
  TerraDrawRenderMode,
  TerraDrawSelectMode,
} from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import type { LngLat } from '#contract/endpoint.ts'
import type { Stage } from '../map/stage.ts'
import { useScene } from '../scene.ts'
import * as editor from './editor.ts'
import { draws, type Editor, isLine, outerRing, useEditor } from './editor.ts'
import { pencilStyles } from './pencilStyles.ts'
import { rounded } from './sketchArea.ts'
import { snapped } from './snapping.ts'
import { useZones, type Zone } from './store.ts'

const SKETCH = 'sketch'
let held: TerraDraw | null = null

/** One step back: of the ring being clicked together first, then of the sketch. */
export function undo(): void {
  if (held?.getModeState() === 'drawing' && held.canUndo()) held.undo()
  else editor.undo()
}

export function redo(): void {
  if (!(held?.canRedo() && held.redo())) editor.redo()
}

/** Draws on whatever stage this screen has, until stopped: off it before the stage is destroyed. */
export function keepPencil(): () => void {
  let stop = () => {}
  const follow = (stage: Stage | null) => {
    stop()
    stop = stage ? connectPencil(stage) : () => {}
  }
  const unsubscribe = useScene.subscribe(({ stage }, before) => {
    if (stage !== before.stage) follow(stage)
  })
  follow(useScene.getState().stage)
  return () => {
    unsubscribe()
    stop()
  }
}

function connectPencil(stage: Stage): () => void {
  const pencil = createPencil(stage)
  held = pencil
  const show = () => {
    showSketch(pencil, useEditor.getState())
    // Two corners put soon after each other are no wish to zoom.
    stage.map.doubleClickZoom[draws(useEditor.getState()) ? 'disable' : 'enable']()
  }
  pencil.on('finish', (id) => {
    const { done } = useEditor.getState().sketch
    later(() => (done ? adopt(pencil) : takeIn(pencil, id)))
  })
  pencil.on('history', ({ undoSize, stack }) => {
    if (stack === 'mode') useEditor.setState({ begun: undoSize })
  })
  // A corner that was dragged, added or removed: told when the hand lets go.
  let pressed = false
  const press = () => {
    pressed = true
  }
  const lifted = () => {
    pressed = false
    later(() => adopt(pencil))
  }
  const surface = stage.map.getCanvasContainer()
  surface.addEventListener('pointerdown', press)
  surface.addEventListener('pointerup', lifted)
  surface.addEventListener('contextmenu', lifted)
  const undoing = [
    useEditor.subscribe((state, before) => {
      if (isOtherPicture(state, before)) show()
    }),
    // Somebody else's change takes no half-drawn ring out of the hand.
    useZones.subscribe(() => {
      if (pencil.getModeState() !== 'drawing' && !pressed) show()
    }),
    stage.onClick(({ place }) => pickZone(place)),
  ]
  show()
  return () => {
    for (const stop of undoing) stop()
    surface.removeEventListener('pointerdown', press)
    surface.removeEventListener('pointerup', lifted)
    surface.removeEventListener('contextmenu', lifted)
    stage.map.doubleClickZoom.enable()
    pencil.stop()
    held = null
  }
}

/** What the picture shows; how far a ring begun by mouse has come terra-draw shows itself. */
const pictured = ['task', 'sketch', 'shape', 'byKeys', 'corner', 'others', 'chosen'] as const
const isOtherPicture = (state: Editor, before: Editor): boolean =>
  pictured.some((part) => state[part] !== before[part])

/** After terra-draw has done with its own event: it must not be changed in the middle of it. */
const later = (work: () => void): void => void setTimeout(work)

function createPencil(stage: Stage): TerraDraw {
  const except = () => {
    const { task } = useEditor.getState()
    return task && 'zone' in task && task.kind === 'reshape' ? task.zone.properties.id : null
  }
  const toCustom = (event: { lng: number; lat: number }) =>
    snapped(
      [event.lng, event.lat],
      useZones.getState().zones,
      (lng, lat) => stage.map.project([lng, lat]),
      except(),
    )
  const corners = {
    feature: {
      draggable: false,
      coordinates: { midpoints: true, draggable: true, deletable: true, snappable: { toCustom } },
    },
  }
  const styles = pencilStyles()
  const pencil = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map: stage.map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawPolygonMode({
        snapping: { toCustom },
        keyEvents: null,
        showCoordinatePoints: true,
        styles: styles.polygon,
      }),
      new TerraDrawLineStringMode({ snapping: { toCustom }, keyEvents: null, styles: styles.line }),
      new TerraDrawCircleMode({ keyEvents: null, styles: styles.circle }),
      new TerraDrawSelectMode({
        flags: { polygon: corners, linestring: corners },
        keyEvents: null,
        allowManualDeselection: false,
        allowManualSelection: false,
        styles: styles.select,
      }),
      new TerraDrawRenderMode({ modeName: 'old', styles: styles.old }),
      new TerraDrawRenderMode({ modeName: 'chosen', styles: styles.chosen }),
      new TerraDrawRenderMode({ modeName: 'hand', styles: styles.hand }),
    ],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
  })
  pencil.start()
  return pencil
}

/** The picture is made anew with every step: what is in the editor is what is seen. */
function showSketch(pencil: TerraDraw, state: Editor): void {
  pencil.setMode('static')
  pencil.clear()
  pencil.addFeatures([...shownZones(state), ...handOf(state)])
  if (!draws(state)) return
  const { sketch, byKeys } = state
  if (sketch.done) {
    const [answer] = pencil.addFeatures([sketchFeature(state)])
    pencil.setMode('select')
    if (answer?.valid && answer.id !== undefined) pencil.selectFeature(answer.id)
  } else if (!byKeys && sketch.points.length === 0) {
    pencil.setMode(isLine(state) ? 'linestring' : state.shape === 'circle' ? 'circle' : 'polygon')
  }
}

/** The chosen zone, and those to be joined to it; while it is reshaped, as it was. */
function shownZones({ chosen, task, others }: Editor): GeoJSONStoreFeatures[] {
  const mode = task?.kind === 'reshape' ? 'old' : 'chosen'
  return useZones
    .getState()
    .zones.filter(({ properties: { id } }) => id === chosen || others.includes(id))
    .flatMap((zone) => ringFeature(outerRing(zone).map(rounded), mode))
}

const ringFeature = (corners: readonly LngLat[], mode: string): GeoJSONStoreFeatures[] =>
  corners.length < 3
    ? []
    : [
        {
          type: 'Feature',
          properties: { mode },
          geometry: { type: 'Polygon', coordinates: [[...corners, corners[0] as LngLat]] },
        },
      ]

/** What keys have put so far, and the corner they hold. */
function handOf(state: Editor): GeoJSONStoreFeatures[] {
  const { sketch, corner } = state
  const points = sketch.done
    ? [sketch.points[corner ?? -1]].filter((each) => each !== undefined)
    : sketch.points
  const dots = points.map(
    (place): GeoJSONStoreFeatures => ({
      type: 'Feature',
      properties: { mode: 'hand' },
      geometry: { type: 'Point', coordinates: rounded(place) },
    }),
  )
  if (sketch.done || sketch.points.length < 2) return dots
  const coordinates = sketch.points.map(rounded)
  return [
    ...dots,
    { type: 'Feature', properties: { mode: 'hand' }, geometry: { type: 'LineString', coordinates } },
  ]
}

function sketchFeature(state: Editor): GeoJSONStoreFeatures {
  const corners = state.sketch.points.map(rounded)
  const properties = { mode: isLine(state) ? 'linestring' : 'polygon', [SKETCH]: true }
  if (isLine(state))
    return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates: corners } }
  const coordinates = [[...corners, corners[0] as LngLat]]
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } }
}

/** A ring or line that the mouse has finished. */
function takeIn(pencil: TerraDraw, id: string | number): void {
  const drawn = pencil.getSnapshotFeature(id)
  if (!drawn || !draws(useEditor.getState())) return
  useEditor.setState({ begun: 0 })
  editor.put({ points: pointsOf(drawn), done: true })
}

/** The finished sketch as the mouse has left it. */
function adopt(pencil: TerraDraw): void {
  const { sketch } = useEditor.getState()
  if (!sketch.done) return
  const drawn = pencil.getSnapshot().find(({ properties }) => properties[SKETCH])
  if (!drawn) return
  const points = pointsOf(drawn)
  if (JSON.stringify(points) !== JSON.stringify(sketch.points.map(rounded)))
    editor.put({ points, done: true })
}

function pointsOf({ geometry }: GeoJSONStoreFeatures): LngLat[] {
  const places =
    geometry.type === 'Polygon' ? (geometry.coordinates[0] ?? []).slice(0, -1) : geometry.coordinates
  return (places as LngLat[]).map(rounded)
}

/** A click on the map chooses the smallest zone there; while zones are joined, it adds a neighbour or takes it away. */
function pickZone(place: LngLat): void {
  const { task } = useEditor.getState()
  if (task && task.kind !== 'join') return
  const here = useZones
    .getState()
    .zones.filter((zone) => holds(zone, place))
    .sort((one, other) => extentOf(one) - extentOf(other))
  const [smallest] = here
  if (!task) {
    if (smallest) editor.choose(smallest.properties.id)
    return
  }
  const neighbour = here.find((zone) => isAlike(zone, task.zone))
  if (neighbour) editor.toggleOther(neighbour.properties.id)
}

/** What may be joined: of one kind, river and bank. */
export const isAlike = (one: Zone, other: Zone): boolean =>
  one.properties.id !== other.properties.id &&
  one.properties.kind === other.properties.kind &&
  one.properties.river === other.properties.river &&
  one.properties.bank === other.properties.bank

function holds({ geometry }: Zone, [x, y]: LngLat): boolean {
  const rings =
    geometry.type === 'Polygon'
      ? geometry.coordinates
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : []
  let inside = false
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1] as LngLat, ring[i] as LngLat]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

function extentOf(zone: Zone): number {
  const ring = outerRing(zone)
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)]
  return (Math.max(...lngs) - Math.min(...lngs)) * (Math.max(...lats) - Math.min(...lats))
}
