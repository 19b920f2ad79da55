/** The operation on the map: its posts, filled where somebody stands, and the places of items that are still open. */
import type { Layer } from '@deck.gl/core'
import { ScatterplotLayer } from '@deck.gl/layers'
import type { LngLat } from '#contract/endpoint.ts'
import { type Operation, openItems } from '#contract/expo.ts'
import { postOf } from '#contract/strength.ts'
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import type { Label } from '../map/labels.ts'
import { drawable, labelLayer } from '../map/lettering.ts'
import { ink, priorityColour, type Rgba, rgba, surface } from '../map/palette.ts'
import { useShown } from '../map/shown.ts'
import { languageNow } from '../ui/words.ts'
import { operationAsked, operationShown, switchedOn, useExpo } from './store.ts'
import { openTicketsOf, unitsIn } from './strengths.ts'

type Mark = { readonly place: LngLat; readonly fill: Rgba; readonly line: Rgba; readonly radius: number }

const none: Rgba = [0, 0, 0, 0]
const here = rgba(surface.dark.high)
const needed = rgba(priorityColour[2])
const left = rgba(surface.dark.middle)

/** On the operation's own page and wall, and everywhere while one is switched on. */
export function expoLayers(scale: number, redraw: () => void): (Layer | null)[] {
  const expo = useExpo.getState()
  const own = location.pathname === '/expo' || operationAsked() !== null
  const operation = own ? operationShown(expo, operationAsked()) : switchedOn(expo)
  const shown = operation && useShown.getState().posts ? operation : undefined
  const items = shown ? openPlaces(shown) : []
  const marks = shown ? [...items.map(itemMark), ...postsOf(shown)] : []
  const labels = items.map(itemLabel)
  return [
    new ScatterplotLayer<Mark>({
      id: 'operation',
      data: marks,
      getPosition: ({ place: [lng, lat] }) => [lng, lat, 0],
      getRadius: ({ radius }) => radius * scale,
      radiusUnits: 'pixels',
      stroked: true,
      getFillColor: ({ fill }) => fill,
      getLineColor: ({ line }) => line,
      getLineWidth: 2 * scale,
      lineWidthUnits: 'pixels',
    }),
    labelLayer({ id: 'operation-items', labels: drawable(labels, redraw), size: 12 * scale }),
  ]
}

function postsOf({ posts, roster }: Operation): Mark[] {
  const now = shownNow()
  const facts = useFacts.getState()
  return posts.map(({ zone, place }) => {
    const { standing, overdueSince } = postOf(zone, roster, [...unitsIn(zone, facts, now)], now)
    const calls = standing.length === 0 || overdueSince !== undefined
    const fill = standing.length === 0 ? none : overdueSince === undefined ? here : needed
    return { place, fill, line: calls ? needed : rgba(ink), radius: 6 }
  })
}

type Place = { readonly place: LngLat; readonly text: string; readonly textEn: string }

const itemMark = ({ place }: Place): Mark => ({ place, fill: none, line: left, radius: 11 })

const itemLabel = ({ place, text, textEn }: Place): Label => ({
  text: languageNow() === 'zh' ? text : textEn,
  place,
  colour: left,
  offset: [16, 0],
  anchor: 'start',
})

/** What of the phase is still open, where it has a place. */
function openPlaces(operation: Operation): Place[] {
  const phase = operation.phases.find(({ number }) => number === operation.phase)
  if (!phase) return []
  const open = openItems(phase, openTicketsOf(operation, useFacts.getState().tickets))
  return open.flatMap(({ place, text, textEn }) => (place ? [{ place, text, textEn }] : []))
}
