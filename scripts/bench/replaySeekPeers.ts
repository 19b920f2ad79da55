/** The peers: rows as JSON, and a line string a unit as GeoJSON with its times; both searched by time and drawn as objects. */
import { IconLayer } from '@deck.gl/layers'
import { markerMapping, markerPicture } from '../../client/positions/shapes.ts'
import { openDeck } from './clientUpdateDeck.ts'
import { nextTick } from './clientUpdateUnits.ts'
import type { Way } from './replaySeek.page.ts'

type Row = {
  readonly mover: number
  readonly at: number
  readonly lng: number
  readonly lat: number
  readonly heading: number
}
type Line = {
  readonly id: number
  readonly properties: { readonly times: readonly number[] }
  readonly geometry: { readonly coordinates: readonly (readonly [number, number])[] }
}

const iconLayer = (data: readonly Row[]) =>
  new IconLayer<Row>({
    id: 'objects',
    data,
    iconAtlas: markerPicture() as unknown as string,
    iconMapping: markerMapping,
    getPosition: ({ lng, lat }) => [lng, lat],
    getIcon: ({ mover }) => String(mover % 3),
    getAngle: ({ heading }) => -heading,
    getColor: [240, 180, 60],
    getSize: 21,
    pickable: true,
  })

/** Parsed and grouped by mover when opened. */
export const rowsWay = (): Way =>
  peerWay('rows.json', (text) => {
    const byMover = new Map<number, Row[]>()
    for (const row of JSON.parse(text) as Row[]) {
      const rows = byMover.get(row.mover)
      if (rows) rows.push(row)
      else byMover.set(row.mover, [row])
    }
    const all = [...byMover.values()]
    return (at) => all.flatMap((rows) => rows[lastUntil(rows.length, at, (i) => (rows[i] as Row).at)] ?? [])
  })

export const linesWay = (): Way =>
  peerWay('lines.geojson', (text) => {
    const { features } = JSON.parse(text) as { features: Line[] }
    return (at) =>
      features.flatMap(({ id, properties: { times }, geometry: { coordinates } }) => {
        const i = lastUntil(times.length, at, (nth) => times[nth] as number)
        const [place, before] = [coordinates[i], coordinates[i - 1] ?? coordinates[i]]
        if (!place || !before) return []
        const heading = (Math.atan2(place[0] - before[0], place[1] - before[1]) * 180) / Math.PI
        return { mover: id, at: times[i] as number, lng: place[0], lat: place[1], heading }
      })
  })

function peerWay(file: string, open: (text: string) => (at: number) => Row[]): Way {
  let text = ''
  let momentOf: (at: number) => Row[] = () => []
  let shown: Row[] = []
  let deck: Awaited<ReturnType<typeof openDeck>>
  const seek = async (at: number) => {
    shown = momentOf(at)
    deck.show([iconLayer(shown)])
  }
  return {
    async fetch(url) {
      text = await (await fetch(url + file)).text()
      deck = await openDeck(document.querySelector('#map') as HTMLElement)
      deck.show([iconLayer(nextTick())])
      await deck.drawn()
    },
    async open(_, at) {
      momentOf = open(text)
      text = ''
      await seek(at)
    },
    settle: async () => undefined,
    seek,
    drawn: () => deck.drawn(),
    check: () => ({ shown: shown.length, newest: shown.reduce((most, { at }) => Math.max(most, at), 0) }),
  }
}

/** The last of `count` that is not after `at`, or −1. */
function lastUntil(count: number, at: number, timeOf: (i: number) => number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeOf(middle) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
