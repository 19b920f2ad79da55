/** Sending units: who holds a ticket meanwhile, one unit instead of another, and how long a unit would take. */
import Type, { type Static } from 'typebox'
import { Assignment, Preempt, reassignReasons } from './assignments.ts'
import { Recommended, ShownRecommendation } from './candidates.ts'
import { CommandHeaders, Id, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import { Ticket } from './tickets.ts'

/**
 * Who works on a ticket, since when. It ends by itself: whoever holds it renews it while the case is open, and `until`
 * is when it ends unless renewed; renewals are not told.
 */
export const Hold = Type.Object({
  ticket: Type.Integer(),
  holder: Type.String({ description: 'a username' }),
  since: Ms,
  until: Ms,
})
export type Hold = Static<typeof Hold>

export const HOLD_MS = 60_000
export const RENEW_EVERY_MS = 20_000

/** A change of holder, as events tell it; `hold` null: nobody holds it any more. */
export type HoldChange = { readonly ticket: number; readonly hold: Hold | null }

export const holdTicket = {
  method: 'POST',
  url: '/api/tickets/:id/hold',
  schema: {
    summary:
      'Work on a ticket: others see who does, and cannot dispatch it for a minute. Again renews it; refused with the name while somebody else holds it, unless taken over with a reason',
    tags: ['dispatch'],
    params: Id,
    body: Type.Object(
      { takeOver: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) },
      { additionalProperties: false },
    ),
    response: { 200: Hold },
  },
} as const

export const releaseTicket = {
  method: 'DELETE',
  url: '/api/tickets/:id/hold',
  schema: {
    summary: 'Stop working on a ticket; of somebody else it changes nothing',
    tags: ['dispatch'],
    params: Id,
    response: { 200: Type.Object({ released: Type.Boolean() }) },
  },
} as const

export const reassign = {
  method: 'POST',
  url: '/api/assignments/:id/reassign',
  schema: {
    summary: 'Recall a unit and send another in its place: both, or neither and the reason',
    tags: ['dispatch'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      {
        version: Version,
        unit: Type.Integer({ minimum: 1 }),
        reason: OneOf(reassignReasons),
        note: Type.Optional(Type.String({ maxLength: 500 })),
        preempt: Type.Optional(Preempt),
        recommended: Type.Optional(Type.Array(Recommended, { minItems: 1, maxItems: 50 })),
        shown: Type.Optional(ShownRecommendation),
      },
      { additionalProperties: false },
    ),
    response: { 200: Type.Object({ ticket: Ticket, assignments: Type.Array(Assignment) }) },
  },
} as const

export const Estimate = Type.Object({
  unit: Type.Integer(),
  metres: Type.Number({ description: 'way to the ticket in metres' }),
  etaSeconds: Type.Number(),
  crossing: Nullable(Type.String({ description: 'the Huangpu crossing the way takes' })),
  fixAt: Ms,
})
export type Estimate = Static<typeof Estimate>

export const estimateDispatch = {
  method: 'GET',
  url: '/api/tickets/:id/estimates',
  schema: {
    summary: 'How long these units would take, busy or free; units without a place or a way are left out',
    tags: ['dispatch'],
    params: Id,
    querystring: Type.Object({
      units: Type.String({ pattern: '^\\d{1,9}(,\\d{1,9}){0,49}$', description: 'unit ids, e.g. 12,31' }),
    }),
    response: { 200: Type.Array(Estimate) },
  },
} as const
