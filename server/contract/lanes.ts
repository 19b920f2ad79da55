/** Lanes: what went on with some tickets and units over a span of time, to be drawn on one timeline. */
import Type, { type Static } from 'typebox'
import { Assignment, Hash } from './assignments.ts'
import { Ms, Nullable } from './endpoint.ts'
import { Event } from './events.ts'

export const LANES_AT_MOST_MS = 24 * 3_600_000
export const LANE_EVENTS_AT_MOST = 2_000

const Known = Type.Optional(
  Type.Integer({ minimum: 0, description: 'only what the center had received by then, ms UTC' }),
)

const Ids = Type.Optional(
  Type.String({ pattern: '^[1-9][0-9]{0,8}(,[1-9][0-9]{0,8}){0,19}$', description: 'up to 20, by commas' }),
)

/** Where and when it was taken is asked for with the photo itself. */
export const LanePhoto = Type.Object({
  hash: Hash,
  at: Ms,
  ticket: Type.Integer(),
  unit: Nullable(Type.Integer({ description: 'whose report it is in; null: of the ticket itself' })),
})
export type LanePhoto = Static<typeof LanePhoto>

export const Lanes = Type.Object({
  assignments: Type.Array(Assignment, {
    description: 'of these tickets and units, under way at some time of the span',
  }),
  events: Type.Array(Event, {
    description: 'of these tickets, units and their alarms, by when they happened',
  }),
  earlier: Type.Boolean({ description: 'there are more events than are told' }),
  photos: Type.Array(LanePhoto),
  signals: Type.Array(
    Type.Object({
      unit: Type.Integer(),
      heard: Nullable(
        Type.Array(Type.Object({ from: Ms, to: Ms }), { description: 'unbroken; what is between is a gap' }),
      ),
    }),
    { description: 'null: too much to be read at once' },
  ),
})
export type Lanes = Static<typeof Lanes>

export const readLanes = {
  method: 'GET',
  url: '/api/lanes',
  schema: {
    summary: 'Assignments, events, photos and signal gaps of some tickets and units over a span',
    tags: ['replay'],
    querystring: Type.Object({ from: Ms, to: Ms, tickets: Ids, units: Ids, known: Known }),
    response: { 200: Lanes },
  },
} as const
