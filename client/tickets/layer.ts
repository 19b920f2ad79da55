/** Open tickets as layers: the shape and digit of the priority, larger while nobody has been sent, with name and wait. */
import type { Layer } from '@deck.gl/core'
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers'
import { isLead } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Label } from '../map/labels.ts'
import { focusColour, ink, priorityColour, type Rgba, rgba, surface } from '../map/palette.ts'
import { elapsed } from '../ui/times.ts'
import { ticketMapping, ticketPicture } from './shapes.ts'
import { waited, waiting } from './waiting.ts'

export const TICKETS = 'tickets'

/** From here on the names of P3 and P4 are written too. */
const ALL_NAMES_FROM_ZOOM = 13.5
const SIZE = 29
/** A ticket somebody is on is drawn smaller than one that waits. */
const TAKEN = 0.78

/** The tickets to draw: the urgent last, so that they lie on top. */
export function ticketsOnMap(tickets: Iterable<Ticket>): Ticket[] {
  return [...tickets].filter(isLead).sort((a, b) => b.priority - a.priority || a.id - b.id)
}

export type TicketDrawing = {
  /** As `ticketsOnMap` answered them; the same array until a ticket changed. */
  readonly tickets: Ticket[]
  readonly selected: number | null
  readonly scale: number
}

export function ticketLayers({ tickets, selected, scale }: TicketDrawing): Layer[] {
  const size = ({ state, priority }: Ticket) =>
    SIZE * scale * (state === 'filed' ? 1 : TAKEN) * (priority === 1 ? 1.15 : 1)
  return [
    new ScatterplotLayer<Ticket>({
      id: 'ticket-halo',
      data: tickets.filter(({ id }) => id === selected),
      getPosition: placeOf,
      getRadius: (ticket) => size(ticket) * 0.7,
      radiusUnits: 'pixels',
      getFillColor: rgba(ink, 0.45),
      getLineColor: rgba(focusColour),
      getLineWidth: 2.5 * scale,
      lineWidthUnits: 'pixels',
      stroked: true,
    }),
    new IconLayer<Ticket>({
      id: TICKETS,
      data: tickets,
      iconAtlas: ticketPicture() as unknown as string,
      iconMapping: ticketMapping,
      getIcon: ({ priority }) => String(priority),
      getPosition: placeOf,
      getSize: size,
      getPixelOffset: (ticket) => aside(ticket, size(ticket)),
      updateTriggers: { getSize: scale, getPixelOffset: scale },
      pickable: true,
    }),
  ]
}

/** A ticket makes room for the units that work on it at its place. */
const aside = ({ state }: Ticket, size: number): [number, number] =>
  state === 'handling' ? [-0.6 * size, -0.6 * size] : [0, 0]

export type TicketLabelling = {
  readonly tickets: readonly Ticket[]
  readonly selected: number | null
  readonly zoom: number
  readonly now: number
  readonly scale: number
  /** False: only the selected, P1 and P2. */
  readonly all: boolean
  readonly nameOf: (category: string) => string
  readonly days: (days: number, hours: number) => string
}

/** Name and, while it waits, how long: the selected first, then by urgency, then who waits longest. */
export function ticketLabels(options: TicketLabelling): Label[] {
  const { tickets, selected, zoom, all } = options
  const named = tickets.filter(
    ({ id, priority }) => id === selected || priority <= 2 || (all && zoom >= ALL_NAMES_FROM_ZOOM),
  )
  named.sort(
    (a, b) =>
      Number(b.id === selected) - Number(a.id === selected) ||
      a.priority - b.priority ||
      a.openedAt - b.openedAt,
  )
  return named.map((ticket) => labelOf(ticket, options))
}

function labelOf(ticket: Ticket, { now, scale, nameOf, days, selected }: TicketLabelling): Label {
  const name = nameOf(ticket.category)
  const wait = ticket.state === 'filed' ? ` ${elapsed(waited(ticket, now), days)}` : ''
  const colours: Rgba[] = []
  for (const _ of name) colours.push(rgba(surface.dark.high))
  for (const _ of wait) colours.push(waitColour[waiting(ticket, now)])
  // The halo of the selected is wider than its shape.
  const away = SIZE * scale * (ticket.id === selected ? 1.15 : 0.82)
  const sideways = (away + 0.5 * (name.length + 0.6 * wait.length) * 13 * scale) * 1.02
  return {
    text: name + wait,
    place: ticket.place,
    colour: colours,
    offset: [0, away],
    elsewhere: [
      [0, -away],
      [sideways, 0],
      [-sideways, 0],
    ],
    anchor: 'middle',
  }
}

const waitColour = {
  calm: rgba(surface.dark.high),
  late: rgba(priorityColour[2]),
  critical: rgba(priorityColour[1]),
}

const placeOf = ({ place }: Ticket): [number, number, number] => [place[0], place[1], 0]
