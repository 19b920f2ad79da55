/** Partner departments (户外广告, 渣土, 物业, 工地): tickets they send by key, and how these get on. */
import Type, { type Static } from 'typebox'
import { LngLat, OneOf } from './endpoint.ts'
import { Complainant, Happened, PlainText } from './intake.ts'
import { Ticket } from './tickets.ts'

export const PartnerTicket = Type.Object(
  {
    id: PlainText(100),
    category: Type.String({ pattern: '^[0-9]{4}$' }),
    text: PlainText(4000),
    address: PlainText(300),
    place: Type.Optional(LngLat),
    happenedAt: Happened,
    complainant: Type.Optional(Complainant),
  },
  { additionalProperties: false },
)
export type PartnerTicket = Static<typeof PartnerTicket>

export const sendPartnerTicket = {
  method: 'POST',
  url: '/api/partner/tickets',
  schema: {
    summary: 'A ticket of a partner department; sending it again changes nothing',
    description: 'Authorization: Bearer <key of a partner>',
    tags: ['intake'],
    body: PartnerTicket,
    response: {
      200: Type.Object({
        outcome: OneOf(['filed', 'held']),
        ticket: Type.Union([Type.String(), Type.Null()]),
      }),
    },
  },
} as const

export const listPartnerTickets = {
  method: 'GET',
  url: '/api/partner/tickets',
  schema: {
    summary: 'The tickets this department sent, the newest first, at most 500',
    description: 'Authorization: Bearer <key of a partner>',
    tags: ['intake'],
    response: { 200: Type.Array(Ticket) },
  },
} as const
