/** All that is written on the map: tickets, movers and zones give way to each other in this order. */
import type { Layer } from '@deck.gl/core'
import type { ZoneKind } from '#contract/city.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { isOfContacts, radiusOf } from '../positions/clusterLayer.ts'
import { clusters } from '../positions/clusters.ts'
import { moverLabels, type View } from '../positions/labels.ts'
import type { DeadReckoning } from '../positions/reckoning.ts'
import { positions, reckonedPlace } from '../positions/store.ts'
import { useCity } from '../session.ts'
import { ticketLabels } from '../tickets/layer.ts'
import { languageNow, wordsNow } from '../ui/words.ts'
import { zoneLabels } from '../zones/layer.ts'
import type { Zone } from '../zones/store.ts'
import { type Label, type Obstacle, type Placed, unobstructed } from './labels.ts'
import type { LayerView } from './layers.ts'
import { drawable, labelLayer } from './lettering.ts'
import { rootScale } from './scale.ts'
import { useShown } from './shown.ts'
import type { Stage } from './stage.ts'

/** Pixels, at the size of a desk. */
const SIZE = { tickets: 13, movers: 12, zones: 12 }
/** What the shape of a ticket, or of somebody who stands out, keeps free of writing. */
const SHAPE = 20
/** More than this nobody reads, and each costs its characters at every frame. */
const AT_MOST = 320

export type Scene = {
  readonly ticket: number | null
  readonly haloed: readonly number[]
  readonly onTop: readonly number[]
  readonly candidates: readonly number[]
  readonly tickets: readonly Ticket[]
  readonly zones: ReadonlyMap<ZoneKind, Zone[]>
  /** By row: 1 where a mover is not drawn. */
  readonly away: Uint8Array
  readonly now: number
}

type Written = { readonly tickets: Label[]; readonly movers: Label[]; readonly zones: Label[] }

/** `onReady` is called when the font has brought characters that were missing. */
export function createWriting(stage: Stage, { labels }: LayerView, onReady: () => void) {
  let wanted: Written = { tickets: [], movers: [], zones: [] }
  let written = wanted
  const choose = () => {
    written = {
      tickets: drawable(wanted.tickets, fontCame),
      movers: drawable(wanted.movers, fontCame),
      zones: drawable(wanted.zones, fontCame),
    }
  }
  const fontCame = () => {
    choose()
    onReady()
  }
  return {
    write(scene: Scene) {
      wanted = arrange(stage, scene, labels && useShown.getState().labels)
      choose()
    },
    layers(reckoning: DeadReckoning, scale: number): Record<keyof Written, Layer | null> {
      const moving = { from: positions, reckoning }
      const size = (name: keyof Written) => SIZE[name] * scale
      return {
        zones: labelLayer({ id: 'zone-names', labels: written.zones, size: size('zones') }),
        movers: labelLayer({ id: 'mover-labels', labels: written.movers, size: size('movers'), moving }),
        tickets: labelLayer({
          id: 'ticket-labels',
          labels: written.tickets,
          size: size('tickets'),
          weight: 600,
        }),
      }
    },
  }
}

function arrange(stage: Stage, scene: Scene, all: boolean): Written {
  const view = viewOf(stage)
  const scale = rootScale()
  const chinese = languageNow() === 'zh'
  const named = (thing: { name: string; nameEn: string }) => (chinese ? thing.name : thing.nameEn)
  const { categories } = useCity.getState()
  const words = wordsNow()
  const tickets = ticketLabels({
    tickets: scene.tickets.filter(({ place: [lng, lat] }) => within(view, lng, lat)),
    selected: scene.ticket,
    zoom: view.zoom,
    now: scene.now,
    scale,
    all,
    nameOf: (code) => {
      const category = categories.get(code)
      return category ? named(category) : code
    },
    days: words.screen.days,
  })
  const movers = moverLabels({
    from: positions,
    facts: useFacts.getState(),
    view,
    now: scene.now,
    marked: new Set([...scene.onTop, ...scene.candidates]),
    callSigns: all,
    contactsShown: useShown.getState().contacts,
    away: scene.away,
    kindWord: (kind) => words.unitKinds[kind as keyof typeof words.unitKinds],
    scale,
  })
  const zones = all
    ? zoneLabels({ groups: scene.zones, shown: useShown.getState(), zoom: view.zoom, nameOf: named })
    : []
  const unhidden = [
    ...scene.tickets.map(({ place }) => place),
    ...scene.onTop.map((mover) => reckonedPlace(mover, scene.now)),
  ].filter((place) => place !== undefined)
  const obstacles = [
    ...unhidden.map((place) => ({ ...stage.map.project(place), size: SHAPE * scale })),
    ...clusterObstacles(stage, scale),
  ]
  const inOrder = [...tickets, ...movers, ...zones]
  const kept = unobstructed(placed(stage, inOrder, scene.now), obstacles, SIZE.tickets * scale, AT_MOST)
  const keep = (some: Label[]) => some.flatMap((label) => kept.get(label) ?? [])
  return { tickets: keep(tickets), movers: keep(movers), zones: keep(zones) }
}

/** A number nobody may write over. */
function clusterObstacles({ map }: Stage, scale: number): Obstacle[] {
  return Array.from({ length: clusters.count }, (_, cluster) => {
    const [lng, lat] = clusters.places.subarray(cluster * 3, cluster * 3 + 2)
    const total = clusters.totals[cluster] as number
    return {
      ...map.project([lng as number, lat as number]),
      size: 2 * radiusOf(total, isOfContacts(cluster)) * scale,
    }
  })
}

/** Labels of movers are where those are reckoned to be. */
function* placed({ map }: Stage, labels: readonly Label[], now: number): Generator<Placed> {
  for (const label of labels) {
    const mover = label.row === undefined ? undefined : positions.movers[label.row]
    const { x, y } = map.project((mover !== undefined && reckonedPlace(mover, now)) || label.place)
    yield { label, x, y }
  }
}

function viewOf({ map }: Stage): View {
  const bounds = map.getBounds()
  return {
    zoom: map.getZoom(),
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  }
}

const within = (view: View, lng: number, lat: number): boolean =>
  lng >= view.west && lng <= view.east && lat >= view.south && lat <= view.north
