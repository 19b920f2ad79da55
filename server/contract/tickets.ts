/** Tickets: one complaint or finding, whatever its source: what is known of it, and how it is opened, imported and read. */
import Type, { type Static } from 'typebox'
import { Assignment, dispositions, Hash } from './assignments.ts'
import { clockUnits, TicketClock } from './clocks.ts'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version, Words } from './endpoint.ts'
import { Event } from './events.ts'
import { CallerNumber, Complainant, Happened, Origin, PlainText } from './intake.ts'
import { TicketLaw } from './rules.ts'
import { ticketStates } from './ticketMoves.ts'

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

/** What a hotline complaint is: 咨询 a question, 监督 a report on others, 投诉 a complaint of one's own. */
export const natures = ['consultation', 'supervision', 'complaint'] as const
export type Nature = (typeof natures)[number]

/** What may still be a guess while information is collected. */
export const unsettledParts = ['category', 'place'] as const
export type UnsettledPart = (typeof unsettledParts)[number]

/** Why it cannot go on now: 当事人 the complainant, 第三方 somebody else's work, 天气 weather, 审批 a permit, 其他. */
export const suspensionCauses = ['complainant', 'third_party', 'weather', 'permit', 'other'] as const
export type SuspensionCause = (typeof suspensionCauses)[number]

const By = { by: Type.String(), at: Ms, reason: Type.String() }
const Suspension = Type.Object({ cause: OneOf(suspensionCauses), ...By })
const Extension = Type.Object({ amount: Type.Integer(), unit: OneOf(clockUnits), ...By })
/** Raised by a supervisor, or by the complaint that was one too many: then the how many-th it was. */
const Supervised = Type.Object({ ...By, repeats: Type.Optional(Type.Integer({ minimum: 1 })) })

/** To another organisation of the bureau, or to a partner department by its name. */
const Transfer = Type.Object({
  organisation: Nullable(Type.Integer()),
  partner: Nullable(Type.String()),
  acceptedAt: Nullable(Ms),
  acceptedBy: Nullable(Type.String({ description: 'who accepted it there, by name' })),
  answeredBy: Nullable(Type.String({ description: 'who entered the partner’s answer' })),
  ...By,
})

export const Priority = Type.Integer({ minimum: 1, maximum: 4 })

export const Ticket = Type.Object({
  id: Type.Integer(),
  code: Type.String({ description: 'case number: yymmdd and a running number of that day' }),
  version: Version,
  state: OneOf(ticketStates),
  priority: Priority,
  source: OneOf(ticketSources),
  nature: Nullable(OneOf(natures)),
  externalId: Nullable(Type.String({ description: 'the number the source gave it' })),
  origin: Type.Optional(Nullable(Origin)),
  category: Type.String({ description: 'class and small class, e.g. 0501' }),
  text: Type.String(),
  address: Type.String(),
  place: LngLat,
  district: Nullable(Type.String()),
  zone: Nullable(Type.Integer()),
  law: Type.Optional(Nullable(TicketLaw)),
  happenedAt: Ms,
  openedAt: Ms,
  openedBy: Type.String(),
  unsettled: Type.Array(OneOf(unsettledParts), { description: 'what of it is still a guess' }),
  organisation: Nullable(Type.Integer({ description: 'who accepted it by transfer' })),
  clocks: Type.Array(TicketClock),
  dueAt: Nullable(Type.Integer({ description: 'when the handling clock runs out, ms UTC' })),
  suspension: Nullable(Suspension),
  extension: Nullable(Extension),
  transfer: Nullable(Transfer),
  supervised: Nullable(Supervised),
  reworks: Type.Integer({ description: 'how often a check failed' }),
  disposition: Nullable(OneOf(dispositions)),
  feedback: Nullable(Type.String()),
  photos: Type.Array(Hash),
  photosBefore: Type.Array(Hash, { description: 'those of `photos` that show it before it was handled' }),
  lead: Nullable(Type.Integer({ description: 'the ticket it was fused into' })),
  complainant: Nullable(
    Type.String({ description: 'who complained: the same for the same person, unreadable' }),
  ),
  closedAt: Nullable(Ms),
  closedBy: Nullable(Type.String()),
})
export type Ticket = Static<typeof Ticket>

export const OpenTicket = Type.Object(
  {
    category: Type.String({ pattern: '^[0-9]{4}$' }),
    priority: Type.Optional(Priority),
    source: Type.Optional(OneOf(ticketSources)),
    nature: Type.Optional(OneOf(natures)),
    unsettled: Type.Optional(
      Type.Array(OneOf(unsettledParts), { uniqueItems: true, description: 'what is only a guess so far' }),
    ),
    externalId: Type.Optional(PlainText(100)),
    text: PlainText(4000),
    address: PlainText(300),
    place: LngLat,
    happenedAt: Type.Optional(Happened),
    photos: Type.Optional(Type.Array(Hash, { maxItems: 9 })),
    complainant: Type.Optional(
      Type.Union([Complainant, CallerNumber], {
        description: 'name and phone are kept apart from the ticket; the ticket holds a keyed hash only',
      }),
    ),
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
  Type.Omit(OpenTicket, ['source', 'externalId', 'photos', 'nature', 'unsettled', 'complainant']),
  Type.Object({
    externalId: Type.String({ minLength: 1, maxLength: 100 }),
    happenedAt: Happened,
    closedAt: Type.Optional(Happened),
    complainant: Type.Optional(CallerNumber),
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
