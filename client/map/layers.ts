/** What is drawn on the map and in which order: joins what the console knows to the stage, once a frame at most. */
import type { Layer } from '@deck.gl/core'
import { shownNow, useClock } from '../clock.ts'
import { useCandidates } from '../dispatch/candidates.ts'
import { wayLayer } from '../dispatch/layer.ts'
import { useFacts } from '../facts.ts'
import { createAppearance, dress, turn } from '../positions/appearance.ts'
import { createMoverColumns } from '../positions/columns.ts'
import { moverLayers } from '../positions/layer.ts'
import { DeadReckoning } from '../positions/reckoning.ts'
import { onMoved, positions } from '../positions/store.ts'
import { useSelection } from '../selection.ts'
import { useCity } from '../session.ts'
import { ticketLayers, ticketsOnMap } from '../tickets/layer.ts'
import { REACH_LINES_FROM_ZOOM, zoneLayers, zonesByKind } from '../zones/layer.ts'
import { useZones, wantZones } from '../zones/store.ts'
import { createPace } from './pace.ts'
import { connectPicking } from './picking.ts'
import { rootScale } from './scale.ts'
import { useShown } from './shown.ts'
import type { Stage } from './stage.ts'
import { createWriting } from './writing.ts'

export type LayerView = {
  /** False: call signs and names of lesser tickets are never written, as on a crowded wall. */
  readonly labels: boolean
}

/** Draws everything on the stage and keeps it so; answers how to stop. */
export function connectLayers(stage: Stage, view: LayerView = { labels: true }): () => void {
  const appearance = createAppearance()
  const columns = createMoverColumns(positions, appearance)
  const reckoning = new DeadReckoning({
    seconds: () => (shownNow() - columns.since()) / 1000,
    extrapolates: () => useShown.getState().extrapolation,
  })
  const writing = createWriting(stage, view, () => redraw())
  const pace = createPace(stage)
  let membership = -1
  let tickets = ticketsOnMap([])
  let zones = zonesByKind([])

  const dressMovers = () => {
    membership = positions.membership
    const contacts = useShown.getState().contacts
    if (dress(appearance, positions, useFacts.getState(), contacts)) columns.dressed()
    moveMovers()
  }
  const moveMovers = () => {
    turn(appearance, positions)
    columns.moved()
    redraw()
  }
  const drawUnits = () => {
    const scale = rootScale()
    const facts = useFacts.getState()
    const shown = useShown.getState()
    const marked = markedNow()
    const written = writing.layers(reckoning, scale)
    const movers = moverLayers({
      from: positions,
      appearance,
      columns: columns.data(),
      reckoning,
      haloed: rowsOf(marked.haloed),
      onTop: rowsOf(marked.onTop),
      scale,
      zoom: stage.map.getZoom(),
    })
    const shownTickets = shown.tickets ? tickets : []
    // From the ground up.
    const layers: (Layer | null)[] = [
      written.zones,
      wayLayer(facts, marked, shownNow(), shown.lines, scale),
      ...movers.under,
      ...ticketLayers({ tickets: shownTickets, selected: marked.ticket, scale }),
      movers.over,
      written.movers,
      written.tickets,
    ]
    stage.setUnits(layers.filter((layer) => layer !== null))
    pace.follow([...movers.under, movers.over])
  }
  const redraw = oncePerFrame(drawUnits)
  let near = false
  const drawAreas = oncePerFrame(() => {
    near = stage.map.getZoom() >= REACH_LINES_FROM_ZOOM
    stage.setAreas(zoneLayers(zones, useShown.getState(), rootScale(), near))
  })
  const write = () => {
    // A contact may have told its first heading since.
    dressMovers()
    const { tickets: ticketsShown } = useShown.getState()
    writing.write({ ...markedNow(), tickets: ticketsShown ? tickets : [], zones, now: shownNow() })
    pace.measure()
    redraw()
  }
  const rewrite = oncePerFrame(write)

  const undo = [
    onMoved(() => (membership === positions.membership ? moveMovers() : dressMovers())),
    useFacts.subscribe((facts, before) => {
      if (facts.tickets !== before.tickets) tickets = ticketsOnMap(facts.tickets.values())
      rewrite()
    }),
    useSelection.subscribe(rewrite),
    useCandidates.subscribe(rewrite),
    useCity.subscribe(rewrite),
    useClock.subscribe(rewrite),
    useShown.subscribe(() => {
      drawAreas()
      rewrite()
    }),
    useZones.subscribe((found) => {
      zones = zonesByKind(found.zones)
      drawAreas()
      rewrite()
    }),
    heard(stage, 'moveend', () => {
      if (near !== stage.map.getZoom() >= REACH_LINES_FROM_ZOOM) drawAreas()
      rewrite()
    }),
    heard(stage, 'zoom', redraw),
    connectPicking(stage),
    every(1000, rewrite),
    pace.stop,
    redraw.cancel,
    drawAreas.cancel,
    rewrite.cancel,
  ]
  wantZones()
  tickets = ticketsOnMap(useFacts.getState().tickets.values())
  zones = zonesByKind(useZones.getState().zones)
  drawAreas()
  rewrite()
  return () => {
    for (const stop of undo) stop()
  }
}

/** Who is marked now, and so haloed, labelled or drawn on top. */
function markedNow() {
  const { ticket, mover, chosen } = useSelection.getState()
  const { ticket: askedFor, list } = useCandidates.getState()
  const candidates = askedFor === ticket ? (list ?? []).map(({ unit }) => unit) : []
  const haloed = mover === null ? [...chosen] : [mover, ...chosen]
  const calling: number[] = []
  for (const unit of useFacts.getState().units.values()) if (unit.sos) calling.push(unit.id)
  return { ticket, mover, chosen, candidates, haloed, onTop: [...haloed, ...calling] }
}

function rowsOf(movers: readonly number[]): number[] {
  return movers.flatMap((mover) => {
    const row = positions.rows.get(mover)
    return row === undefined || positions.present[row] === 0 ? [] : [row]
  })
}

type Repeatable = (() => void) & { readonly cancel: () => void }

/** However often it is called, it happens once before the next picture; and not at all while the tab is hidden. */
function oncePerFrame(happen: () => void): Repeatable {
  let asked = 0
  const ask = () => {
    if (asked !== 0) return
    asked = requestAnimationFrame(() => {
      asked = 0
      happen()
    })
  }
  return Object.assign(ask, { cancel: () => cancelAnimationFrame(asked) })
}

function heard(stage: Stage, event: 'moveend' | 'zoom', listener: () => void): () => void {
  stage.map.on(event, listener)
  return () => stage.map.off(event, listener)
}

function every(ms: number, happen: () => void): () => void {
  const timer = setInterval(happen, ms)
  return () => clearInterval(timer)
}
