/** The peers: objects through accessors into a deck.gl layer, and a GeoJSON source of MapLibre. Both are told in JSON. */
import { IconLayer } from '@deck.gl/layers'
import { type GeoJSONSource, Map as GroundMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { ReceivedFix } from '#contract/positions.ts'
import { markerMapping, markerPicture } from '../../client/positions/shapes.ts'
import type { Way } from './clientUpdate.page.ts'
import { firstAttribute, openDeck } from './clientUpdateDeck.ts'
import { nextTick, type Tick, VIEW } from './clientUpdateUnits.ts'

/** The same markers in the same picture; a fresh array of data each time, as deck.gl's documents teach. */
const iconLayer = (data: Tick) =>
  new IconLayer<ReceivedFix>({
    id: 'objects',
    data,
    iconAtlas: markerPicture() as unknown as string,
    iconMapping: markerMapping,
    getPosition: ({ lng, lat }) => [lng, lat],
    getIcon: ({ mover }) => String(mover % 3),
    getAngle: ({ heading }) => -heading,
    getColor: ({ mover }) => (mover % 3 === 0 ? [61, 194, 157] : [240, 180, 60]),
    getSize: 21,
    pickable: true,
  })

export function objectsWay(): Way {
  let deck: Awaited<ReturnType<typeof openDeck>>
  let waiting: string[] = []
  let shown: Tick = []
  return {
    async begin(container) {
      deck = await openDeck(container)
      deck.show([iconLayer(nextTick())])
      await deck.drawn()
    },
    prepare(updates) {
      waiting = Array.from({ length: updates }, () => JSON.stringify(nextTick()))
    },
    read() {
      shown = JSON.parse(waiting.shift() ?? '')
    },
    show: () => deck.show([iconLayer(shown)]),
    settle: () => deck.drawn(),
    check() {
      const drawn = firstAttribute(deck, 'objects', 0)
      if (drawn !== shown[0]?.lng)
        throw new Error(`The last objects were not drawn: ${shown[0]?.lng}, ${drawn}`)
    },
  }
}

const collection = (tick: Tick): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features: tick.map(({ mover, lng, lat, heading }) => ({
    type: 'Feature',
    id: mover,
    properties: { heading },
    geometry: { type: 'Point', coordinates: [lng, lat] },
  })),
})

export function geojsonWay(): Way {
  let map: GroundMap
  let source: GeoJSONSource
  let waiting: string[] = []
  let shown = collection([])
  return {
    async begin(container) {
      setWorkerUrl(workerUrl)
      const center: [number, number] = [VIEW.longitude, VIEW.latitude]
      const style = { version: 8 as const, sources: {}, layers: [] }
      map = new GroundMap({
        container,
        style,
        center,
        zoom: VIEW.zoom,
        attributionControl: false,
        fadeDuration: 0,
      })
      await map.once('load')
      map.addSource('units', { type: 'geojson', data: collection(nextTick()) })
      map.addLayer({ id: 'units', type: 'circle', source: 'units', paint: { 'circle-radius': 4 } })
      source = map.getSource('units') as GeoJSONSource
      await map.once('idle')
    },
    prepare(updates) {
      waiting = Array.from({ length: updates }, () => JSON.stringify(collection(nextTick())))
    },
    read() {
      shown = JSON.parse(waiting.shift() ?? '')
    },
    /** Until the worker has cut its tiles anew and they are here. */
    async show() {
      source.setData(shown)
      do await map.once('sourcedata')
      while (!map.isSourceLoaded('units'))
    },
    async settle() {
      if (!map.loaded()) await map.once('idle')
    },
    check() {
      if (map.querySourceFeatures('units').length === 0) throw new Error('The last collection was not drawn')
    },
  }
}
