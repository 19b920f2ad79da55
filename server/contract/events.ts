/** The event log: append-only, numbered without gaps in commit order. A pushed `fact` is an event. */
import Type, { type Static } from 'typebox'
import { Ms, OneOf } from './endpoint.ts'

/** What an event changed, as it stands after the event, beside the command's own words (reason, note, …). */
export const EventBody = Type.Record(Type.String(), Type.Unknown())

export const Event = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  happened: Ms,
  received: Ms,
  actor: Type.String({ description: 'who: a username, or the device or feed' }),
  kind: Type.String({ description: 'noun.verb, e.g. ticket.opened' }),
  subject: Type.String({ description: 'noun/id, e.g. ticket/12' }),
  units: Type.Array(Type.Integer(), { description: 'the units it concerns: their officers see it' }),
  body: EventBody,
})
export type Event = Static<typeof Event>

export const readEvents = {
  method: 'GET',
  url: '/api/events',
  schema: {
    summary: 'The log after a number, oldest first. `last` is the newest number there is',
    tags: ['events'],
    querystring: Type.Object({
      after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 500 })),
      subject: Type.Optional(Type.String({ maxLength: 100 })),
      without: Type.Optional(OneOf(['presence'], 'leaves out who entered, dwelt in and left zones')),
    }),
    response: { 200: Type.Object({ last: Type.Integer(), events: Type.Array(Event) }) },
  },
} as const
