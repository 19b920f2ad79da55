/** The one imperative map object: MapLibre's ground, deck.gl's units above it and areas under its labels. React stays outside. */
import type { Layer, PickingInfo } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { Map as GroundMap, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { LngLat } from '#contract/endpoint.ts'
import { baseStyle, FIRST_LABEL, type Language } from './basemap.ts'

export type StageOptions = {
  readonly theme: 'dark'
  readonly language: Language
  /** False on a wall that is only looked at; true where not said. */
  readonly interactive?: boolean
}

export type StageClick = {
  readonly place: LngLat
  readonly point: { readonly x: number; readonly y: number }
}

export type Stage = {
  readonly map: GroundMap
  /** Resolves once the ground style is loaded and both overlays are on it. */
  readonly ready: Promise<void>
  /** Draws layers above everything, labels included, on a canvas of their own. */
  setUnits(layers: Layer[]): void
  /** Draws layers under the labels, in the map's own canvas. */
  setAreas(layers: Layer[]): void
  /** The unit-overlay object within `radius` pixels of a point of the map, if any. */
  pick(point: { x: number; y: number }, radius?: number): PickingInfo | null
  /** Calls back for each click or tap that was no drag; answers how to stop. */
  onClick(listener: (click: StageClick) => void): () => void
  setLanguage(language: Language): void
  destroy(): void
}

setWorkerUrl(workerUrl)

/** Makes the map inside `container`; `destroy()` gives everything back. */
export function createStage(container: HTMLElement, options: StageOptions): Stage {
  const map = new GroundMap({
    container,
    style: baseStyle(options.language),
    center: [121.475, 31.225],
    zoom: 11.2,
    minZoom: 7,
    maxZoom: 19,
    interactive: options.interactive ?? true,
    attributionControl: { compact: true },
    // A wall is wider than the 4096 px MapLibre stops at by default.
    maxCanvasSize: [16384, 16384],
    fadeDuration: 0,
  })
  const units = new MapLibreOverlay({ interleaved: false, layers: [] })
  const areas = new MapLibreOverlay({ interleaved: true, layers: [] })
  const ready = new Promise<void>((resolve) => {
    map.once('load', () => {
      map.addControl(areas)
      map.addControl(units)
      resolve()
    })
  })
  return {
    map,
    ready,
    setUnits: (layers) => units.setProps({ layers }),
    setAreas: (layers) =>
      areas.setProps({ layers: layers.map((layer) => layer.clone({ beforeId: FIRST_LABEL } as object)) }),
    pick: (point, radius = 8) => units.pickObject({ ...point, radius }),
    onClick(listener) {
      const hear = ({ lngLat, point }: MapMouseEvent) => listener({ place: [lngLat.lng, lngLat.lat], point })
      map.on('click', hear)
      return () => map.off('click', hear)
    },
    setLanguage: (language) => map.setStyle(baseStyle(language)),
    destroy: () => map.remove(),
  }
}
