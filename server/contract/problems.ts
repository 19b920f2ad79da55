/** Problems: several tickets about the same thing. One of them leads; the others are merged into it and follow it. */
import Type, { type Static } from 'typebox'
import { dispositions } from './assignments.ts'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version, Words } from './endpoint.ts'
import { isOpen, ticketStates } from './ticketMoves.ts'
import { OpenTicket, Ticket, ticketSources } from './tickets.ts'

/** Open and worked on for itself: a ticket alone, or the lead of a problem. */
export const isLead = (ticket: Pick<Ticket, 'state'>): boolean => isOpen(ticket) && ticket.state !== 'merged'

/** How the categories of two complaints stand to each other. */
export const kinships = ['same', 'confusable', 'class', 'other'] as const
export type Kinship = (typeof kinships)[number]

export const Similar = Type.Object({
  ticket: Ticket,
  like: Type.String({
    description: 'the case number of the complaint that is alike: the ticket itself, or one merged into it',
  }),
  score: Type.Number({ description: '0–1; from 0.5 on it is a likely duplicate' }),
  metres: Type.Number(),
  minutes: Type.Integer({ description: 'by how much it happened earlier; negative: later' }),
  kinship: OneOf(kinships),
  likeness: Type.Number({ description: 'of the words, 0–1' }),
  reason: Words,
})
export type Similar = Static<typeof Similar>

const Limit = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 5 })) })

export const SimilarDraft = Type.Object(
  {
    place: LngLat,
    category: Type.Optional(OpenTicket.properties.category),
    text: Type.Optional(Type.String({ maxLength: 4000 })),
    address: Type.Optional(Type.String({ maxLength: 300 })),
    source: Type.Optional(OneOf(ticketSources)),
    happenedAt: Type.Optional(Ms),
  },
  { additionalProperties: false },
)
export type SimilarDraft = Static<typeof SimilarDraft>

export const similarToDraft = {
  method: 'POST',
  url: '/api/tickets/similar',
  schema: {
    summary:
      'Open tickets that a complaint being written likely repeats, likeliest first, each with its reason. Files nothing',
    tags: ['problems'],
    querystring: Limit,
    body: SimilarDraft,
    response: { 200: Type.Array(Similar) },
  },
} as const

export const similarToTicket = {
  method: 'GET',
  url: '/api/tickets/:id/similar',
  schema: {
    summary: 'Open tickets that this one is likely a duplicate of, likeliest first, each with its reason',
    tags: ['problems'],
    params: Id,
    querystring: Limit,
    response: { 200: Type.Array(Similar) },
  },
} as const

/** An earlier complaint about the same category at the same place, and what was done about it. */
export const Earlier = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  source: OneOf(ticketSources),
  state: OneOf(ticketStates),
  openedAt: Ms,
  closedAt: Nullable(Ms),
  closedBy: Nullable(Type.String()),
  disposition: Nullable(OneOf(dispositions)),
  feedback: Nullable(Type.String()),
  units: Type.Array(Type.String(), { description: 'call signs of who reported on it' }),
})
export type Earlier = Static<typeof Earlier>

export const Problem = Type.Object({
  lead: Type.Integer(),
  complaints: Type.Array(Ticket, { description: 'the lead and those merged into it, oldest first' }),
  complainants: Type.Integer({ description: 'different people known' }),
  unknown: Type.Integer({ description: 'complaints of which nobody knows who made them' }),
  days: Type.Integer({ description: 'how far back `earlier` looks' }),
  earlier: Type.Array(Earlier, {
    description: 'complaints of its category at its place besides these, newest first',
  }),
})
export type Problem = Static<typeof Problem>

export const readProblem = {
  method: 'GET',
  url: '/api/tickets/:id/problem',
  schema: {
    summary: 'The problem a ticket belongs to: its complaints, its complainants, and what was done before',
    tags: ['problems'],
    params: Id,
    response: { 200: Problem },
  },
} as const

/** Every ticket that the command changed, as it stands now. */
const Fused = Type.Object({ tickets: Type.Array(Ticket) })

export const mergeTicket = {
  method: 'POST',
  url: '/api/tickets/:id/merge',
  schema: {
    summary: 'Fuse a ticket, and whatever was fused into it, into another',
    tags: ['problems'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      {
        version: Version,
        into: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
        reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      },
      { additionalProperties: false },
    ),
    response: { 200: Fused },
  },
} as const

export const splitTicket = {
  method: 'POST',
  url: '/api/tickets/:id/split',
  schema: {
    summary: 'Take a fused ticket out of its problem: it is again what it was',
    tags: ['problems'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      { version: Version, reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) },
      { additionalProperties: false },
    ),
    response: { 200: Fused },
  },
} as const
