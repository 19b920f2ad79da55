/** Commands on a ticket at the desk: send units, check, change the priority, cancel, note. Those of its loop: `ticketLoop.ts`. */
import Type from 'typebox'
import { Assignment, Preempt } from './assignments.ts'
import { Override, Recommended, ShownRecommendation } from './candidates.ts'
import { CommandHeaders, Id, Ms, Version } from './endpoint.ts'
import { Priority, Ticket } from './tickets.ts'

export const ticketCommand = <const Name extends string, T extends Type.TSchema, R extends Type.TSchema>(
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

export const reason = Type.String({ minLength: 1, maxLength: 500 })

export const dispatchTicket = ticketCommand(
  'dispatch',
  'Send one or several units; all of them or, with the reason, none',
  Type.Object(
    {
      version: Version,
      units: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 50, uniqueItems: true }),
      preempt: Type.Optional(Preempt),
      note: Type.Optional(Type.String({ maxLength: 500 })),
      recommended: Type.Optional(Type.Array(Recommended, { minItems: 1, maxItems: 50 })),
      override: Type.Optional(Override),
      shown: Type.Optional(ShownRecommendation),
    },
    { additionalProperties: false },
  ),
  Type.Object({ ticket: Ticket, assignments: Type.Array(Assignment) }),
)

export const checkTicket = ticketCommand(
  'check',
  'Check the result: passed closes the ticket, failed asks for rework. Never by who dispatched or handled it',
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
  Type.Object(
    { text: Type.String({ minLength: 1, maxLength: 2000 }), at: Type.Optional(Ms) },
    { additionalProperties: false },
  ),
  Ticket,
)
