/** Questions of the past: who was near, what was passed, what was open, and how far everybody was. */
import Type, { type Static } from 'typebox'
import { coverageModes } from './coverage.ts'
import { Ms, Nullable, OneOf } from './endpoint.ts'
import { Ticket } from './tickets.ts'

/** A question reads at most so much of the past, and refuses more in words. */
export const SPAN_MOST_MS = 86_400_000
export const NEAR_METRES = { least: 10, most: 5_000 } as const
export const DISTANCE_METRES = { least: 500, most: 20_000 } as const

const BRIDGED = { least: 30_000, most: 180_000 } as const

/**
 * Between two fixes no farther apart than this a mover is thought to have gone straight on; beyond it nobody knows. Three of
 * its own intervals, 30 s at least and 3 minutes at most; ms.
 */
export const bridgedFor = (interval: number): number =>
  Math.min(BRIDGED.most, Math.max(BRIDGED.least, 3 * interval))

const Place = {
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
}
const Metres = ({ least, most }: { readonly least: number; readonly most: number }) =>
  Type.Number({ minimum: least, maximum: most })
const Known = Type.Optional(
  Type.Integer({ description: 'ms UTC: only what the server had received by then', minimum: 0 }),
)

/** What was read for an answer. */
const Read = {
  at: Ms,
  from: Ms,
  to: Ms,
  readUntil: Type.Integer({
    description: 'ms UTC; earlier than `to`: it was too much, the rest was not read',
  }),
  fixesRead: Type.Integer(),
}

const Gap = Type.Object({ from: Ms, to: Ms })

export const Nearby = Type.Object({
  mover: Type.Integer(),
  first: Type.Integer({ description: 'ms UTC, when it is first known to have been inside' }),
  last: Ms,
  insideSeconds: Type.Number({ description: 'between fixes reckoned straight on, over gaps not at all' }),
  nearestMetres: Type.Number(),
  nearestAt: Ms,
  fixesInside: Type.Integer(),
  gaps: Type.Array(Gap, { description: 'silences beside a fix inside: it may have been inside' }),
})
export type Nearby = Static<typeof Nearby>

export const NearbyAnswer = Type.Object({
  ...Read,
  movers: Type.Array(Nearby, { description: 'nearest first' }),
})
export type NearbyAnswer = Static<typeof NearbyAnswer>

export const askNearby = {
  method: 'GET',
  url: '/api/questions/nearby',
  schema: {
    summary: 'Who was within a distance of a place between two times',
    tags: ['questions'],
    querystring: Type.Object({ ...Place, metres: Metres(NEAR_METRES), from: Ms, to: Ms, known: Known }),
    response: { 200: NearbyAnswer },
  },
} as const

export const DistanceLine = Type.Object({
  unit: Type.Integer(),
  at: Type.Array(Ms),
  metres: Type.Array(Type.Number()),
  bridged: Type.Integer({ description: 'ms; two reports farther apart than this have a gap between them' }),
})
export type DistanceLine = Static<typeof DistanceLine>

export const DistanceAnswer = Type.Object({
  ...Read,
  stepMs: Type.Integer({ description: 'of each unit one report in so many ms' }),
  metres: Type.Number(),
  units: Type.Array(DistanceLine, { description: 'those that came nearest, nearest first' }),
  unitsThere: Type.Integer({ description: 'how many were within the distance, shown or not' }),
})
export type DistanceAnswer = Static<typeof DistanceAnswer>

export const askDistances = {
  method: 'GET',
  url: '/api/questions/distances',
  schema: {
    summary: 'How far each unit was from a ticket over time, in straight line; those that came nearest',
    tags: ['questions'],
    querystring: Type.Object({
      ticket: Type.Integer({ minimum: 1 }),
      from: Ms,
      to: Ms,
      metres: Metres(DISTANCE_METRES),
      known: Known,
    }),
    response: { 200: DistanceAnswer },
  },
} as const

export const ModePass = Type.Object({
  mode: OneOf(coverageModes),
  from: Ms,
  to: Ms,
  unit: Nullable(Type.Integer()),
  operator: Nullable(Type.String({ description: 'a username of the video desk' })),
  segments: Type.Integer({ description: 'of the zone passed that way in the 24 hours before' }),
})
export type ModePass = Static<typeof ModePass>

export const Visit = Type.Object({
  unit: Type.Integer(),
  from: Ms,
  to: Nullable(Type.Integer({ description: 'ms UTC; null: it was still inside' })),
})
export type Visit = Static<typeof Visit>

export const PassAnswer = Type.Object({
  at: Ms,
  segments: Type.Integer({ description: 'of the zone; 0: its passing is not measured' }),
  passes: Type.Array(ModePass, { description: 'the last of each mode, newest first' }),
  visits: Type.Array(Visit, { description: 'the last stays of units, newest first' }),
})
export type PassAnswer = Static<typeof PassAnswer>

export const askPasses = {
  method: 'GET',
  url: '/api/questions/passes',
  schema: {
    summary: 'When a zone was last passed and by whom, by mode, as it was known at a moment',
    tags: ['questions'],
    querystring: Type.Object({ zone: Type.Integer({ minimum: 1 }), at: Ms }),
    response: { 200: PassAnswer },
  },
} as const

export const OpenThen = Type.Object({ ticket: Ticket, metres: Nullable(Type.Number()) })
export type OpenThen = Static<typeof OpenThen>

export const TicketAnswer = Type.Object({
  at: Ms,
  tickets: Type.Array(OpenThen, { description: 'as each stood then: nearest, or most urgent first' }),
  openAnywhere: Type.Integer(),
})
export type TicketAnswer = Static<typeof TicketAnswer>

export const askTickets = {
  method: 'GET',
  url: '/api/questions/tickets',
  schema: {
    summary: 'Which tickets were open at a moment: near a place, or in a zone as it was then',
    tags: ['questions'],
    querystring: Type.Object({
      at: Ms,
      lng: Type.Optional(Place.lng),
      lat: Type.Optional(Place.lat),
      metres: Type.Optional(Metres(NEAR_METRES)),
      zone: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    response: { 200: TicketAnswer },
  },
} as const
