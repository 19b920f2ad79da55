/** The tools on the map: connects the hand, keeps the circle live, and turns pictures into layers. */
import type { Layer } from '@deck.gl/core'
import { PathLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { LngLat } from '#contract/endpoint.ts'
import { wordsNow } from '../../ui/words.ts'
import type { Label } from '../labels.ts'
import { drawable, labelLayer } from '../lettering.ts'
import { every } from '../moments.ts'
import { ink, rgba } from '../palette.ts'
import type { Stage } from '../stage.ts'
import { wantRiver } from './bank.ts'
import { useDrawings } from './drawings.ts'
import type { Found } from './finding.ts'
import { connectHand } from './hand.ts'
import { lookAround, type Sight, useSight } from './looking.ts'
import {
  type Area,
  circlePicture,
  type Dot,
  drawingsPicture,
  handPicture,
  type Line,
  nothing,
  type Picture,
} from './picture.ts'
import { useHand } from './store.ts'
import './tools.css'

export type ToolDrawing = {
  /** Drawings and circles go under what moves, what is in the hand and all writing above it. */
  layers(scale: number): { readonly under: readonly Layer[]; readonly over: readonly (Layer | null)[] }
  stop(): void
}

/** `redraw` is called whenever there is something else to show. */
export function connectTools(stage: Stage, redraw: () => void): ToolDrawing {
  let pointed: LngLat | null = null
  let ground = drawingsPicture([])
  let hand = nothing
  let circle = nothing
  const written = { labels: [] as Label[] }
  const write = () => {
    // Offsets are pixels of a desk.
    written.labels = drawable([...ground.labels, ...circle.labels, ...hand.labels], write)
    redraw()
  }
  const draw = () => {
    ground = drawingsPicture(useDrawings.getState().drawings)
    write()
  }
  const drawHand = () => {
    const state = useHand.getState()
    if (state.tool === null) pointed = null
    const { lng, lat } = stage.map.getCenter()
    hand = handPicture(state, state.byKeys ? [lng, lat] : pointed)
    write()
  }
  const drawCircle = ({ sight }: { sight: Sight | null }) => {
    circle = sight ? circlePicture(sight, countsOf(sight)) : nothing
    write()
  }
  const pan = () => {
    if (useHand.getState().byKeys && useHand.getState().tool) drawHand()
  }
  stage.map.on('move', pan)
  const undo = [
    useDrawings.subscribe(draw),
    useHand.subscribe(drawHand),
    useSight.subscribe(drawCircle),
    keepLooking(),
    connectHand(stage, (place) => {
      pointed = place
      drawHand()
    }),
    () => stage.map.off('move', pan),
  ]
  draw()
  return {
    layers(scale) {
      const under = [...pictureLayers('drawings', ground, scale), ...pictureLayers('around', circle, scale)]
      const labels = labelLayer({ id: 'tool-labels', labels: written.labels, size: 13 * scale, weight: 600 })
      return { under, over: [...pictureLayers('hand', hand, scale), labels] }
    },
    stop() {
      for (const stop of undo) stop()
    },
  }
}

const LOOK_EVERY = 1000

/** Looks around again at every change of the centre and once a second; not at all without the tool. */
function keepLooking(): () => void {
  let looked: unknown
  const look = () => {
    const { tool, centre, metres } = useHand.getState()
    if (tool === 'around') {
      // Asked again until it has come: nothing else fetches it anew after a broken link.
      void wantRiver()
      lookAround(centre, metres)
    } else if (useSight.getState().sight) lookAround(null, metres)
  }
  const changed = () => {
    const { tool, centre, metres } = useHand.getState()
    const now = `${tool} ${JSON.stringify(centre)} ${metres}`
    if (now === looked) return
    looked = now
    if (tool === 'around') void wantRiver().then(look)
    look()
  }
  const undo = [useHand.subscribe(changed), every(LOOK_EVERY, look)]
  changed()
  return () => {
    for (const stop of undo) stop()
    lookAround(null, 0)
  }
}

/** `500 m · 力量 3 · 案件 2 · 船舶 1` */
function countsOf({ found, metres }: Sight): string {
  const count = (kind: Found['kind']) => found.filter((each) => each.kind === kind).length
  return wordsNow().tools.counts(`${metres} m`, count('unit'), count('ticket'), count('contact'))
}

function pictureLayers(id: string, { areas, lines, dots }: Picture, scale: number): Layer[] {
  const width = 2 * scale
  return [
    new PolygonLayer<Area>({
      id: `${id}-areas`,
      data: areas as Area[],
      getPolygon: ({ ring }) => ring as LngLat[],
      getFillColor: ({ fill }) => fill,
      getLineColor: ({ line }) => line,
      getLineWidth: width,
      lineWidthUnits: 'pixels',
      lineJointRounded: true,
    }),
    new PathLayer<Line>({
      id: `${id}-lines`,
      data: lines as Line[],
      getPath: ({ path }) => path as LngLat[],
      getColor: ({ colour }) => colour,
      getWidth: width,
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: true,
    }),
    new ScatterplotLayer<Dot>({
      id: `${id}-dots`,
      data: dots as Dot[],
      getPosition: ({ place }) => place,
      getFillColor: ({ colour }) => colour,
      getLineColor: rgba(ink),
      getLineWidth: 1.5 * scale,
      lineWidthUnits: 'pixels',
      stroked: true,
      getRadius: ({ size }) => size * scale,
      radiusUnits: 'pixels',
    }),
  ]
}
