/** The one imperative map object: MapLibre's ground, deck.gl's units above it and areas under its labels. React stays outside. */
import type { Layer, PickingInfo } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { Map as GroundMap, type MapMouseEvent, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { LngLat } from '#contract/endpoint.ts'
import { boundsOf } from './basemap/bounds.ts'
import { findDetail } from './basemap/detail.ts'
import { enlarged, zoomAhead } from './basemap/enlarge.ts'
import { loadFigures } from './basemap/figures.ts'
import { baseStyle, firstLabel, type Language } from './basemap/style.ts'
import { type Camera, cityHome, createCamera, type Home } from './camera.ts'
import { watchContext } from './context.ts'
import { keepGraphicsAtHand } from './graphics.ts'
import { ground } from './palette.ts'
import { createReach, type Reach } from './reach.ts'
import { rootScale } from './scale.ts'
import './stage.css'

export type StageOptions = {
  readonly theme: 'dark'
  readonly language: Language
  /** False on a wall that is only looked at; true where not said. */
  readonly interactive?: boolean
  /** Names of shops and schools, where detailed tiles hold them; none where not interactive, as on a wall. */
  readonly poi?: boolean
  /** Where the map begins and where its home key leads; the zoom is a desk's, a wall shows the same ground larger. */
  readonly home?: Home
  /** Where the map looks at first, if not home: as its own `getCenter` and `getZoom` said. */
  readonly view?: Home
}

type Point = { readonly x: number; readonly y: number }
export type StageClick = { readonly place: LngLat; readonly point: Point }

export type Stage = {
  readonly map: GroundMap
  readonly camera: Camera
  /** Resolves once the ground style is loaded and both overlays are on it. */
  readonly ready: Promise<void>
  /** Draws layers above everything, labels included, on a canvas of their own. */
  setUnits(layers: Layer[]): void
  /** Draws layers under the labels, in the map's own canvas. */
  setAreas(layers: Layer[]): void
  /** What the unit overlay shows within `radius` pixels of a point of the map, if anything. */
  pick(point: Point, radius?: number): PickingInfo | null
  /** Calls back for each click or tap that was no drag; answers how to stop. */
  onClick(listener: (click: StageClick) => void): () => void
  /** Calls back once when the graphics card has taken its memory away: this stage is of no use then. */
  onLost(listener: () => void): void
  /** Calls back with whether the map has data where it looks, at once and with each change. */
  onReach: Reach['onChange']
  setLanguage(language: Language): void
  destroy(): void
}

const RETRY_MS = 2000

setWorkerUrl(workerUrl)
keepGraphicsAtHand()

/** Makes the map inside `container`; `destroy()` gives everything back. */
export function createStage(container: HTMLElement, options: StageOptions): Stage {
  container.style.background = ground.land
  const scale = rootScale()
  const home = homeAt(options.home ?? cityHome, scale)
  const map = createGround(container, options.view ?? home, options.interactive ?? true)
  const camera = createCamera(map, home)
  const context = watchContext(container)
  const reach = createReach(map)
  const units = new MapLibreOverlay({ interleaved: false, layers: [] })
  const areas = new MapLibreOverlay({ interleaved: true, layers: [] })
  let labels: string | undefined
  let shown: Layer[] = []
  const showAreas = () => areas.setProps({ layers: shown.map((layer) => under(layer, labels)) })
  let gone = false
  const begin = async () => {
    const found = await patiently(
      () => Promise.all([loadFigures(), findDetail()]),
      () => gone,
    )
    if (!found) return
    const [{ figures, names }, detail] = found
    const { language, interactive = true, poi = interactive } = options
    const style = enlarged(baseStyle({ figures, names, detail, language, poi }), scale)
    labels = firstLabel(style)
    const loaded = map.once('load')
    map.setStyle(style)
    await loaded
    if (gone) return
    showAreas()
    map.addControl(areas)
    map.addControl(units)
    context.watch()
    reach.begin({ figures: boundsOf(figures), detail: detail?.bounds }, zoomAhead(scale))
    // MapLibre opens the credits over a phone's small map; a touch on the i opens them again.
    container.querySelector('.maplibregl-compact-show')?.classList.remove('maplibregl-compact-show')
  }
  return {
    map,
    camera,
    ready: begin(),
    setUnits: (layers) => units.setProps({ layers }),
    setAreas(layers) {
      shown = layers
      // Before the style is there the name of its first label is not known.
      if (labels) showAreas()
    },
    pick: (point, radius = 8) => units.pickObject({ ...point, radius }),
    onClick(listener) {
      const hear = ({ lngLat, point }: MapMouseEvent) => listener({ place: [lngLat.lng, lngLat.lat], point })
      map.on('click', hear)
      return () => map.off('click', hear)
    },
    onLost: context.onLost,
    onReach: reach.onChange,
    setLanguage: (language) => map.setGlobalStateProperty('language', language),
    destroy() {
      gone = true
      context.stop()
      camera.stop()
      map.remove()
    },
  }
}

const homeAt = ({ center, zoom }: Home, scale: number): Home => ({ center, zoom: zoom + zoomAhead(scale) })

function createGround(container: HTMLElement, view: Home, interactive: boolean): GroundMap {
  const map = new GroundMap({
    container,
    center: view.center,
    zoom: view.zoom,
    minZoom: 3,
    maxZoom: 19,
    interactive,
    attributionControl: { compact: container.clientWidth < 640, customAttribution: [] },
    // A wall is wider than the 4096 px MapLibre stops at by default.
    maxCanvasSize: [16384, 16384],
    fadeDuration: 0,
    // Flat and north up: a dispatcher's left is always west.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
  return map
}

/** Tries until it succeeds: a console that starts while its server does not answer draws its map once it does. */
async function patiently<T>(load: () => Promise<T>, isGone: () => boolean): Promise<T | null> {
  while (!isGone()) {
    try {
      const found = await load()
      return isGone() ? null : found
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
  return null
}

/** The same layer, drawn just below the words. */
const under = (layer: Layer, beforeId: string | undefined): Layer => layer.clone({ beforeId } as object)
