/** Arrivals: what came in and waits for a person before it is a ticket, having no place or too little certainty. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import { Origin, PlainText } from './intake.ts'
import { Ticket, ticketSources } from './tickets.ts'

/** unplaced: no coordinates, and words alone are not guessed from; unsure: a machine below the threshold. */
export const arrivalReasons = ['unplaced', 'unsure'] as const
export const arrivalStates = ['waiting', 'filed', 'dismissed'] as const

export const Arrival = Type.Object({
  id: Type.Integer(),
  version: Version,
  state: OneOf(arrivalStates),
  why: OneOf(arrivalReasons),
  source: OneOf(ticketSources),
  externalId: Nullable(Type.String()),
  category: Type.String(),
  text: Type.String(),
  address: Type.String(),
  place: Nullable(LngLat),
  happenedAt: Ms,
  arrivedAt: Ms,
  origin: Origin,
  ticket: Nullable(Type.Integer({ description: 'the ticket it became' })),
})
export type Arrival = Static<typeof Arrival>

export const listArrivals = {
  method: 'GET',
  url: '/api/arrivals',
  schema: {
    summary: 'What waits for a person before it is a ticket, the oldest first, at most 500',
    tags: ['intake'],
    querystring: Type.Object({
      at: Type.Optional(
        Type.Integer({ minimum: 0, description: 'as it waited at that moment, ms UTC; now where not given' }),
      ),
    }),
    response: { 200: Type.Array(Arrival) },
  },
} as const

export const fileArrival = {
  method: 'POST',
  url: '/api/arrivals/:id/file',
  schema: {
    summary: 'Make it a ticket, at the place a person chose',
    tags: ['intake'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      {
        version: Version,
        place: LngLat,
        category: Type.Optional(Type.String({ pattern: '^[0-9]{4}$' })),
        address: Type.Optional(PlainText(300)),
      },
      { additionalProperties: false },
    ),
    response: { 200: Ticket },
  },
} as const

export const dismissArrival = {
  method: 'POST',
  url: '/api/arrivals/:id/dismiss',
  schema: {
    summary: 'It becomes no ticket, with the reason',
    tags: ['intake'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object({ version: Version, reason: PlainText(500) }, { additionalProperties: false }),
    response: { 200: Arrival },
  },
} as const
