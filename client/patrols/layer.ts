/** Rounds on the map: their ways in order, and their stops by shape: a hexagon, for every other shape is a unit's or a case's. */
import type { Layer } from '@deck.gl/core'
import { IconLayer, PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { LngLat } from '#contract/endpoint.ts'
import type { Round } from '#contract/rounds.ts'
import type { Label } from '../map/labels.ts'
import { drawable, labelLayer } from '../map/lettering.ts'
import { focusColour, ink, rgba, surface } from '../map/palette.ts'
import { languageNow } from '../ui/words.ts'
import { lookOf, type StopLook } from './rounds.ts'

const { dark } = surface
const looks: readonly StopLook[] = ['open', 'next', 'reached', 'skipped']

type Way = { readonly path: [number, number][]; readonly chosen: boolean }
type Stop = { readonly place: LngLat; readonly look: StopLook; readonly chosen: boolean }

export type RoundPicture = {
  readonly ways: readonly Way[]
  readonly stops: readonly Stop[]
  readonly labels: readonly Label[]
}

export const noRounds: RoundPicture = { ways: [], stops: [], labels: [] }

/** Gathered once for each change: the same data must stay the same array. */
export function roundPicture(rounds: readonly Round[], chosen: number | null): RoundPicture {
  const ways = rounds.map(({ id, stops }) => ({
    path: stops.map(({ place }) => place),
    chosen: id === chosen,
  }))
  const stops = rounds.flatMap((round) =>
    round.stops.map((stop) => ({
      place: stop.place,
      look: lookOf(stop, round),
      chosen: round.id === chosen,
    })),
  )
  const labels = rounds.filter(({ id }) => id === chosen).flatMap(({ stops }) => stops.map(stopLabel))
  return { ways, stops, labels }
}

/** What is being put on the map, in its order. */
export const draftPicture = (
  stops: readonly { readonly name: string; readonly nameEn: string; readonly place: LngLat }[],
): RoundPicture => ({
  ways: [{ path: stops.map(({ place }) => place), chosen: true }],
  stops: stops.map(({ place }) => ({ place, look: 'open', chosen: true })),
  labels: stops.map((stop, i) => stopLabel({ ...stop, number: i + 1 })),
})

const stopLabel = (stop: {
  readonly number: number
  readonly name: string
  readonly nameEn: string
  readonly place: LngLat
}): Label => ({
  text: `${stop.number} ${languageNow() === 'zh' ? stop.name : stop.nameEn}`,
  place: stop.place,
  colour: rgba(dark.high),
  offset: [14, 0],
  anchor: 'start',
})

const SIZE = 19

export function roundLayers(
  id: string,
  { ways, stops, labels }: RoundPicture,
  scale: number,
  redraw: () => void,
): (Layer | null)[] {
  return [
    new PathLayer<Way>({
      id: `${id}-ways`,
      data: ways,
      getPath: ({ path }) => path,
      getColor: ({ chosen }) => (chosen ? rgba(focusColour, 0.9) : rgba(dark.middle, 0.55)),
      getWidth: ({ chosen }) => (chosen ? 2.5 : 1.5) * scale,
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: true,
    }),
    new ScatterplotLayer<Stop>({
      id: `${id}-halo`,
      data: stops,
      getPosition: ({ place }) => [place[0], place[1], 0],
      getRadius: SIZE * 0.52 * scale,
      radiusUnits: 'pixels',
      getFillColor: rgba(ink, 0.85),
      updateTriggers: { getRadius: scale },
    }),
    new IconLayer<Stop>({
      id: `${id}-stops`,
      data: stops,
      iconAtlas: stopAtlas() as unknown as string,
      iconMapping: stopMapping,
      getIcon: ({ look }) => look,
      getPosition: ({ place }) => [place[0], place[1], 0],
      getSize: ({ look, chosen }) => SIZE * scale * (look === 'next' ? 1.35 : chosen ? 1.1 : 0.9),
      updateTriggers: { getSize: scale },
    }),
    labelLayer({ id: `${id}-names`, labels: drawable(labels, redraw), size: 12 * scale }),
  ]
}

const CELL = 64
const stopMapping = Object.fromEntries(
  looks.map((look, i) => [look, { x: i * CELL, y: 0, width: CELL, height: CELL }]),
)

let atlas: HTMLCanvasElement | undefined

function stopAtlas(): HTMLCanvasElement {
  if (atlas) return atlas
  atlas = document.createElement('canvas')
  atlas.width = CELL * looks.length
  atlas.height = CELL
  const pen = atlas.getContext('2d')
  if (!pen) throw new Error('This browser gives no canvas to draw the stops on')
  for (const [i, look] of looks.entries()) {
    pen.setTransform(1, 0, 0, 1, i * CELL + CELL / 2, CELL / 2)
    pen.strokeStyle = look === 'skipped' ? dark.low : dark.high
    pen.fillStyle = dark.high
    pen.lineWidth = 6
    pen.lineJoin = 'round'
    pens[look](pen)
  }
  return atlas
}

const hexagon = () => new Path2D('M0-23 20-11.5V11.5L0 23-20 11.5V-11.5Z')

/** Open: the outline; next: with a dot; reached: filled; skipped: crossed out. */
const pens: Record<StopLook, (pen: CanvasRenderingContext2D) => void> = {
  open: (pen) => pen.stroke(hexagon()),
  next(pen) {
    pen.stroke(hexagon())
    pen.beginPath()
    pen.arc(0, 0, 9, 0, 2 * Math.PI)
    pen.fill()
  },
  reached(pen) {
    pen.fill(hexagon())
    pen.stroke(hexagon())
    pen.strokeStyle = ink
    pen.stroke(new Path2D('M-9 1-2 8 10-7'))
  },
  skipped(pen) {
    pen.stroke(hexagon())
    pen.stroke(new Path2D('M-9-9 9 9M9-9-9 9'))
  },
}
