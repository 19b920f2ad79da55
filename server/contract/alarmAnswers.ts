/** What people answer an alarm: it is acknowledged, or put off with a reason. */
import Type, { type Static } from 'typebox'
import { clockNames } from './clocks.ts'
import { CommandHeaders, Ms, Nullable } from './endpoint.ts'

/** Acknowledged, or with `until` shelved; it answers the occurrence that began at `since` and no other. */
export const AlarmAnswer = Type.Object({
  key: Type.String({
    description:
      'p1/ticket, sos/unit, silent/assignment, ring/zone, relief/duty, crowd/card, clock/ticket/name or round/round/alarm',
  }),
  since: Ms,
  by: Type.String({ description: 'a username' }),
  at: Ms,
  until: Nullable(Type.Integer({ description: 'shelved until then, ms UTC; null: acknowledged' })),
  reason: Nullable(Type.String()),
})
export type AlarmAnswer = Static<typeof AlarmAnswer>

/** The one spelling of an alarm that people can answer. */
const Key = Type.String({
  pattern: `^((p1|sos|silent|ring|relief|crowd)/[1-9][0-9]{0,8}|round/[1-9][0-9]{0,8}/[1-9][0-9]{0,3}|clock/[1-9][0-9]{0,8}/(${clockNames.join('|')}))$`,
})
const Since = Type.Integer({
  minimum: 0,
  maximum: 4_102_444_800_000,
  description: 'when the occurrence you saw began, ms UTC: one that came anew stays unanswered',
})

export const acknowledgeAlarm = {
  method: 'POST',
  url: '/api/alarms/acknowledge',
  schema: {
    summary: 'Acknowledge an alarm for every console; who was first stays named',
    tags: ['alarms'],
    headers: CommandHeaders,
    body: Type.Object({ key: Key, since: Since }, { additionalProperties: false }),
    response: { 200: AlarmAnswer },
  },
} as const

export const SHELVED_AT_LEAST = 5
export const SHELVED_AT_MOST = 240

export const shelveAlarm = {
  method: 'POST',
  url: '/api/alarms/shelve',
  schema: {
    summary: 'Put an alarm off with a reason; it comes back by itself. Refused for a P1 and for SOS',
    tags: ['alarms'],
    headers: CommandHeaders,
    body: Type.Object(
      {
        key: Key,
        since: Since,
        minutes: Type.Integer({ minimum: SHELVED_AT_LEAST, maximum: SHELVED_AT_MOST }),
        reason: Type.String({ minLength: 1, maxLength: 500 }),
      },
      { additionalProperties: false },
    ),
    response: { 200: AlarmAnswer },
  },
} as const
