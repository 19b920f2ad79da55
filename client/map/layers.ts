/** What is drawn on the map and in which order: joins what the console knows to the stage, once a frame at most. */
import type { Layer } from '@deck.gl/core'
import { useAddresses } from '../addresses/candidates.ts'
import { addressLayers } from '../addresses/layer.ts'
import { shownNow, useClock } from '../clock.ts'
import { useCandidates } from '../dispatch/candidates.ts'
import { wayLayer } from '../dispatch/layer.ts'
import { expoLayers } from '../expo/layer.ts'
import { useExpo } from '../expo/store.ts'
import { useFacts } from '../facts.ts'
import { ownLayers } from '../field/layer.ts'
import { useLocation } from '../field/location.ts'
import { connectObjects } from '../objects/mapLayer.ts'
import { createRoundDrawing } from '../patrols/drawing.ts'
import { CLUSTERS_BELOW_ZOOM, createClusterDrawing } from '../positions/clusterLayer.ts'
import { createMoverDrawing } from '../positions/drawing.ts'
import { onMoved } from '../positions/store.ts'
import { useTails } from '../positions/tailChoice.ts'
import { createTailDrawing } from '../positions/tailLayer.ts'
import { fetchPasts } from '../positions/tailPast.ts'
import { recordTails } from '../positions/tails.ts'
import { useSelection } from '../selection.ts'
import { useCity } from '../session.ts'
import { ticketLayers, ticketsOnMap } from '../tickets/layer.ts'
import { useZones, wantZones } from '../zones/store.ts'
import { createAreas } from './areas.ts'
import { zoomAhead } from './basemap/enlarge.ts'
import { useFilter } from './filter.ts'
import { markedNow } from './marked.ts'
import { atMostEvery, every, heard, oncePerFrame } from './moments.ts'
import { createPace } from './pace.ts'
import { connectPicking } from './picking.ts'
import { rootScale } from './scale.ts'
import { useShown } from './shown.ts'
import type { Stage } from './stage.ts'
import { connectTools } from './tools/layers.ts'
import { createWriting } from './writing.ts'

/** In replay the clock moves with every picture; dressing everybody as often would take half the time. */
const REWRITTEN_EVERY = 100

export type LayerView = {
  /** False: call signs and names of lesser tickets are never written, as on a crowded wall. */
  readonly labels: boolean
}

/** Draws everything on the stage and keeps it so; answers how to stop. */
export function connectLayers(stage: Stage, view: LayerView = { labels: true }): () => void {
  const drawing = createDrawing(stage, view)
  const { redraw, rewrite } = drawing
  const undo = [
    onMoved(drawing.follow),
    useFacts.subscribe(rewrite),
    useExpo.subscribe(rewrite),
    useSelection.subscribe(rewrite),
    useLocation.subscribe(redraw),
    useCandidates.subscribe(rewrite),
    useAddresses.subscribe(redraw),
    useFilter.subscribe(rewrite),
    useTails.subscribe(rewrite),
    recordTails(),
    fetchPasts(drawing.renewTails),
    useCity.subscribe(rewrite),
    useClock.subscribe(atMostEvery(REWRITTEN_EVERY, rewrite)),
    useShown.subscribe(rewrite),
    useZones.subscribe(rewrite),
    heard(stage, 'moveend', rewrite),
    heard(stage, 'zoom', redraw),
    connectPicking(stage),
    connectObjects(stage),
    every(1000, rewrite),
    drawing.stop,
  ]
  wantZones()
  rewrite()
  return () => {
    for (const stop of undo) stop()
  }
}

/** `redraw` draws what is there; `rewrite` also dresses the movers anew and chooses what is written. */
function createDrawing(stage: Stage, view: LayerView) {
  const movers = createMoverDrawing(() => clusterLevel(stage))
  const crowds = createClusterDrawing(() => redraw())
  const tails = createTailDrawing(() => renewTails())
  const areas = createAreas(stage)
  const writing = createWriting(stage, view, () => redraw())
  const pace = createPace(stage)
  const tickets = ticketsShown()

  const redraw = oncePerFrame(() => {
    const scale = rootScale()
    const marked = markedNow()
    const written = writing.layers(movers.reckoning, scale)
    const { under, over } = movers.layers(marked, { scale, zoom: stage.map.getZoom() })
    const tool = tools.layers(scale)
    // From the ground up.
    const layers: (Layer | null)[] = [
      written.zones,
      ...tool.under,
      ...rounds.layers(scale),
      tails.layer(scale),
      wayLayer(useFacts.getState(), marked, shownNow(), useShown.getState().lines, scale),
      ...ownLayers(useLocation.getState().fix, scale),
      ...expoLayers(scale, redraw),
      ...crowds.layers(scale),
      ...under,
      ...ticketLayers({ tickets: tickets(), selected: marked.ticket, scale }),
      over,
      written.movers,
      written.tickets,
      ...addressLayers(useAddresses.getState().list, useSelection.getState().picked, scale),
      ...tool.over,
    ]
    stage.setUnits(layers.filter((layer) => layer !== null))
    pace.follow([...under, over])
  })
  const tools = connectTools(stage, redraw)
  const rounds = createRoundDrawing(redraw)
  const rewrite = oncePerFrame(() => {
    // A contact may have told its first heading since.
    movers.redress()
    crowds.write(rootScale())
    const [marked, away] = [markedNow(), movers.away()]
    tails.write(marked, movers.standings())
    writing.write({ ...marked, tickets: tickets(), zones: areas.zones(), away, now: shownNow() })
    pace.measure()
    redraw()
  })
  const renewTails = () => {
    tails.renew()
    rewrite()
  }
  return {
    redraw,
    rewrite,
    follow() {
      if (movers.follow()) crowds.write(rootScale())
      redraw()
    },
    renewTails,
    stop() {
      areas.stop()
      pace.stop()
      tools.stop()
      rounds.stop()
      redraw.cancel()
      rewrite.cancel()
    },
  }
}

/** The zoom whose cells gather crowds: a whole one, so that a cell stays the same ground while a hand zooms. */
function clusterLevel({ map }: Stage): number | null {
  const zoom = map.getZoom() - zoomAhead(rootScale())
  return useShown.getState().clusters && zoom < CLUSTERS_BELOW_ZOOM ? Math.floor(zoom) : null
}

/** The tickets on the map; gathered anew only when they changed, for the same data must stay the same array. */
function ticketsShown() {
  let all: ReturnType<typeof useFacts.getState>['tickets'] | undefined
  let onMap = ticketsOnMap([])
  return () => {
    const { tickets } = useFacts.getState()
    if (tickets !== all) onMap = ticketsOnMap(tickets.values())
    all = tickets
    return useShown.getState().tickets ? onMap : []
  }
}
