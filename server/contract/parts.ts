/** The two parts of a ticket on the water line: the shore's units take one, boats the other, each by an assignment of its own. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import { Ticket } from './tickets.ts'

export const partNames = ['shore', 'water'] as const
export type PartName = (typeof partNames)[number]

/** open: nobody is on it; sent: dispatched, not accepted; accepted: a unit has taken it; done: reported and finished. */
export const partStates = ['open', 'sent', 'accepted', 'done', 'dropped'] as const
export type PartState = (typeof partStates)[number]

export const TicketPart = Type.Object({
  part: OneOf(partNames),
  zone: Type.Object({
    id: Type.Integer(),
    code: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    owner: Nullable(Type.Integer()),
  }),
  asked: Type.Boolean({ description: 'the ticket is not handled without it' }),
  state: OneOf(partStates),
  units: Type.Array(Type.Integer(), { description: 'units on it now' }),
  dropped: Nullable(Type.Object({ by: Type.String(), at: Ms, reason: Type.String() })),
})
export type TicketPart = Static<typeof TicketPart>

/** A part that was asked for and is neither done nor dropped. */
export const isOutstanding = ({ asked, state }: Pick<TicketPart, 'asked' | 'state'>): boolean =>
  asked && state !== 'done' && state !== 'dropped'

export const readTicketParts = {
  method: 'GET',
  url: '/api/tickets/:id/parts',
  schema: {
    summary: 'Shore and water part of a ticket on the water line; none elsewhere',
    tags: ['tickets'],
    params: Id,
    response: { 200: Type.Object({ parts: Type.Array(TicketPart) }) },
  },
} as const

export const dropTicketPart = {
  method: 'POST',
  url: '/api/tickets/:id/drop-part',
  schema: {
    summary: 'Drop a part that was asked for: the ticket is handled without it',
    tags: ['tickets'],
    headers: CommandHeaders,
    params: Id,
    body: Type.Object(
      { version: Version, part: OneOf(partNames), reason: Type.String({ minLength: 1, maxLength: 500 }) },
      { additionalProperties: false },
    ),
    response: { 200: Ticket },
  },
} as const
