/** Tickets: one complaint or finding, whatever its source, from form to closed. */
import Type, { type Static } from 'typebox'
import { Assignment, dispositions, Hash } from './assignments.ts'
import { Override, Recommended } from './candidates.ts'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version, Words } from './endpoint.ts'
import { Event } from './events.ts'

/** GB/T 30428: 立案 filed, 派遣 dispatched, 处理 handling, 反馈 reported, 结案 closed; and cancelled (作废). */
export const ticketStates = ['filed', 'dispatched', 'handling', 'reported', 'closed', 'cancelled'] as const
export type TicketState = (typeof ticketStates)[number]

/** 12345 hotline, patrol, video, city platform, petition, partner department, inspection, Open311, form at the desk. */
export const ticketSources = [
  'hotline',
  'patrol',
  'video',
  'platform',
  'petition',
  'partner',
  'inspection',
  'open311',
  'desk',
  'import',
] as const
export type TicketSource = (typeof ticketSources)[number]

export const ticketCommands = ['dispatch', 'check', 'prioritise', 'cancel', 'note'] as const
export type TicketCommand = (typeof ticketCommands)[number]

/** In which states each command is allowed. The server enforces it, the buttons are drawn from it. */
export const ticketMoves: Record<TicketCommand, readonly TicketState[]> = {
  dispatch: ['filed', 'dispatched', 'handling'],
  check: ['reported'],
  prioritise: ['filed', 'dispatched', 'handling', 'reported'],
  cancel: ['filed'],
  note: ticketStates,
}

export const isOpen = (ticket: Pick<Ticket, 'state'>): boolean =>
  ticket.state !== 'closed' && ticket.state !== 'cancelled'

export const Priority = Type.Integer({ minimum: 1, maximum: 4 })

export const Ticket = Type.Object({
  id: Type.Integer(),
  code: Type.String({ description: 'case number: yymmdd and a running number of that day' }),
  version: Version,
  state: OneOf(ticketStates),
  priority: Priority,
  source: OneOf(ticketSources),
  externalId: Nullable(Type.String({ description: 'the number the source gave it' })),
  category: Type.String({ description: 'class and small class, e.g. 0501' }),
  text: Type.String(),
  address: Type.String(),
  place: LngLat,
  district: Nullable(Type.String()),
  zone: Nullable(Type.Integer()),
  happenedAt: Ms,
  openedAt: Ms,
  openedBy: Type.String(),
  dueAt: Nullable(Ms),
  disposition: Nullable(OneOf(dispositions)),
  feedback: Nullable(Type.String()),
  photos: Type.Array(Hash),
  closedAt: Nullable(Ms),
  closedBy: Nullable(Type.String()),
})
export type Ticket = Static<typeof Ticket>

export const OpenTicket = Type.Object(
  {
    category: Type.String({ pattern: '^[0-9]{4}$' }),
    priority: Type.Optional(Priority),
    source: Type.Optional(OneOf(ticketSources)),
    externalId: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    text: Type.String({ minLength: 1, maxLength: 4000 }),
    address: Type.String({ minLength: 1, maxLength: 300 }),
    place: LngLat,
    happenedAt: Type.Optional(Ms),
    photos: Type.Optional(Type.Array(Hash, { maxItems: 9 })),
  },
  { additionalProperties: false },
)
export type OpenTicket = Static<typeof OpenTicket>

export const openTicket = {
  method: 'POST',
  url: '/api/tickets',
  schema: {
    summary: 'Open a ticket',
    tags: ['tickets'],
    headers: CommandHeaders,
    body: OpenTicket,
    response: { 200: Ticket },
  },
} as const

const ImportedTicket = Type.Intersect([
  Type.Omit(OpenTicket, ['source', 'externalId', 'photos']),
  Type.Object({
    externalId: Type.String({ minLength: 1, maxLength: 100 }),
    happenedAt: Ms,
    closedAt: Type.Optional(Ms),
    feedback: Type.Optional(Type.String({ maxLength: 4000 })),
  }),
])
export type ImportedTicket = Static<typeof ImportedTicket>

export const importTickets = {
  method: 'POST',
  url: '/api/tickets/import',
  bodyLimit: 16 * 1024 * 1024,
  schema: {
    summary: 'Take in tickets of another system: all of them or, with the reason of each refused one, none',
    tags: ['tickets'],
    headers: CommandHeaders,
    body: Type.Object({
      tickets: Type.Array(ImportedTicket, { minItems: 1, maxItems: 10_000 }),
    }),
    response: {
      200: Type.Object({
        imported: Type.Integer(),
        already: Type.Array(Type.Integer(), { description: 'indexes of those that were here before' }),
        refused: Type.Array(Type.Object({ index: Type.Integer(), message: Words }), {
          description: 'not empty: nothing was imported',
        }),
      }),
    },
  },
} as const

export const listTickets = {
  method: 'GET',
  url: '/api/tickets',
  schema: {
    summary: 'Tickets, newest first; page on with `before`',
    tags: ['tickets'],
    querystring: Type.Object({
      state: Type.Optional(OneOf([...ticketStates, 'open'])),
      before: Type.Optional(Type.Integer({ minimum: 1 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    }),
    response: { 200: Type.Array(Ticket) },
  },
} as const

export const readTicket = {
  method: 'GET',
  url: '/api/tickets/:id',
  schema: {
    summary: 'A ticket with its assignments and its events, oldest first',
    tags: ['tickets'],
    params: Id,
    response: {
      200: Type.Object({ ticket: Ticket, assignments: Type.Array(Assignment), events: Type.Array(Event) }),
    },
  },
} as const

const ticketCommand = <const Name extends string, T extends Type.TSchema, R extends Type.TSchema>(
  name: Name,
  summary: string,
  body: T,
  response: R,
) =>
  ({
    method: 'POST',
    url: `/api/tickets/:id/${name}`,
    schema: {
      summary,
      tags: ['tickets'],
      params: Id,
      headers: CommandHeaders,
      body,
      response: { 200: response },
    },
  }) as const

const reason = Type.String({ minLength: 1, maxLength: 500 })

export const dispatchTicket = ticketCommand(
  'dispatch',
  'Send one or several units; all of them or, with the reason, none',
  Type.Object(
    {
      version: Version,
      units: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 9, uniqueItems: true }),
      note: Type.Optional(Type.String({ maxLength: 500 })),
      recommended: Type.Optional(Type.Array(Recommended, { minItems: 1, maxItems: 50 })),
      override: Type.Optional(Override),
    },
    { additionalProperties: false },
  ),
  Type.Object({ ticket: Ticket, assignments: Type.Array(Assignment) }),
)

export const checkTicket = ticketCommand(
  'check',
  'Check the result: passed closes the ticket, failed sends it back. Never by who dispatched or handled it',
  Type.Object({ version: Version, passed: Type.Boolean(), note: reason }, { additionalProperties: false }),
  Ticket,
)

export const prioritiseTicket = ticketCommand(
  'prioritise',
  'Change the priority',
  Type.Object({ version: Version, priority: Priority, reason }, { additionalProperties: false }),
  Ticket,
)

export const cancelTicket = ticketCommand(
  'cancel',
  'Cancel a ticket opened by mistake',
  Type.Object({ version: Version, reason }, { additionalProperties: false }),
  Ticket,
)

export const noteTicket = ticketCommand(
  'note',
  'Add a note to the ticket’s history',
  Type.Object({ text: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }),
  Ticket,
)
