/** Rounds: one execution of a plan, or of an order of the desk, by a crew on a day; its stops, its alarms and their appeals. */
import Type, { type Static } from 'typebox'
import { Hash } from './assignments.ts'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import { PlainText } from './intake.ts'
import { Day, Override, patrolModes, Reference } from './patrols.ts'
import { dutyTags } from './units.ts'

export const roundStates = ['planned', 'started', 'finished', 'abandoned', 'cancelled'] as const
export type RoundState = (typeof roundStates)[number]

export const endedRoundStates: readonly RoundState[] = ['finished', 'abandoned', 'cancelled']
export const isEnded = ({ state }: { readonly state: RoundState }): boolean =>
  endedRoundStates.includes(state)

/** By its fixes, by the code of the venue, or by the mark of an operator who saw it on video. */
export const reachedBys = ['fix', 'code', 'mark'] as const
export type ReachedBy = (typeof reachedBys)[number]

export const RoundStop = Type.Object({
  number: Type.Integer({ minimum: 1, description: 'its place in the order' }),
  name: Type.String(),
  nameEn: Type.String(),
  place: LngLat,
  metres: Type.Integer(),
  zone: Nullable(Type.Integer()),
  minutes: Type.Integer(),
  opensAt: Nullable(Ms),
  closesAt: Nullable(Ms),
  state: OneOf(['open', 'reached', 'skipped']),
  at: Nullable(Type.Integer({ description: 'when it was reached or skipped, by who tells it; ms UTC' })),
  reachedBy: Nullable(OneOf(reachedBys)),
  by: Nullable(Type.String({ description: 'a username, or `geofence`' })),
  reason: Nullable(Type.String()),
})
export type RoundStop = Static<typeof RoundStop>

export const troubleKinds = ['deviation', 'off_zone', 'standstill', 'offline'] as const
export type TroubleKind = (typeof troubleKinds)[number]

/** How far and how long a crew may be off in a mode. */
export type PatrolLimit = {
  readonly kind: TroubleKind
  readonly mode: (typeof patrolModes)[number]
  readonly metres: number
  readonly seconds: number
}

export const RoundAlarm = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  kind: OneOf(troubleKinds),
  since: Ms,
  until: Nullable(Ms),
  raisedAt: Ms,
  place: Nullable(LngLat),
  metres: Nullable(Type.Number({ description: 'how far off it was when the alarm was raised' })),
  appeal: Nullable(Type.Object({ by: Type.String(), at: Ms, text: Type.String(), photos: Type.Array(Hash) })),
  decision: Nullable(
    Type.Object({ by: Type.String(), at: Ms, upheld: Type.Boolean(), reason: Type.String() }),
  ),
})
export type RoundAlarm = Static<typeof RoundAlarm>

/** An upheld appeal takes the alarm off the round's account. */
export const countsAgainst = ({ decision }: RoundAlarm): boolean => decision?.upheld !== true
export const waitsForDecision = ({ appeal, decision }: RoundAlarm): boolean =>
  appeal !== null && decision === null

export const Round = Type.Object({
  id: Type.Integer(),
  version: Version,
  plan: Nullable(Type.Integer({ description: 'null: an order of the desk' })),
  day: Day,
  shift: Nullable(Type.String()),
  unit: Nullable(Type.Integer({ description: 'null: no crew yet' })),
  name: Type.String(),
  nameEn: Type.String(),
  mode: OneOf(patrolModes),
  tag: OneOf(dutyTags),
  certificates: Type.Integer(),
  item: Nullable(Type.String()),
  zones: Type.Array(Type.Integer()),
  stops: Type.Array(RoundStop),
  alarms: Type.Array(RoundAlarm),
  state: OneOf(roundStates),
  from: Ms,
  until: Ms,
  startedAt: Nullable(Ms),
  endedAt: Nullable(Ms),
  endReason: Nullable(Type.String()),
  orderedBy: Type.String(),
  orderedAt: Ms,
  reason: Nullable(Type.String({ description: 'why the desk ordered it' })),
})
export type Round = Static<typeof Round>

/** The stop a crew goes to next: the first that is open. */
export const nextStop = ({ stops }: Pick<Round, 'stops'>): RoundStop | undefined =>
  stops.find(({ state }) => state === 'open')

export const listRounds = {
  method: 'GET',
  url: '/api/rounds',
  schema: {
    summary: 'The rounds of a day in Shanghai',
    tags: ['patrols'],
    querystring: Type.Object({ day: Day }),
    response: { 200: Type.Array(Round) },
  },
} as const

export const orderRound = {
  method: 'POST',
  url: '/api/rounds',
  schema: {
    summary: 'A round at once, without a plan: for a crew, or for whoever will be given it',
    tags: ['patrols'],
    headers: CommandHeaders,
    body: Type.Object(
      {
        name: Type.Optional(PlainText(100)),
        nameEn: Type.Optional(PlainText(100)),
        mode: OneOf(patrolModes),
        tag: Type.Optional(OneOf(dutyTags)),
        unit: Type.Optional(Reference()),
        stops: Type.Array(
          Type.Object(
            {
              name: PlainText(100),
              nameEn: Type.Optional(PlainText(100)),
              place: LngLat,
              metres: Type.Optional(Type.Integer({ minimum: 15, maximum: 2000 })),
              zone: Type.Optional(Reference()),
              minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 720 })),
            },
            { additionalProperties: false },
          ),
          { minItems: 1, maxItems: 40 },
        ),
        reason: PlainText(500),
        override: Type.Optional(Override),
      },
      { additionalProperties: false },
    ),
    response: { 200: Round },
  },
} as const

const command = <const Name extends string, T extends Type.TSchema>(name: Name, summary: string, body: T) =>
  ({
    method: 'POST',
    url: `/api/rounds/:id/${name}`,
    schema: {
      summary,
      tags: ['patrols'],
      params: Id,
      headers: CommandHeaders,
      body,
      response: { 200: Round },
    },
  }) as const

const reason = PlainText(500)
const StopNumber = Type.Integer({ minimum: 1, maximum: 1000 })
const At = Type.Optional(Type.Integer({ minimum: 0, maximum: 4_102_444_800_000, description: 'ms UTC' }))
const only = { additionalProperties: false }

export const assignRound = command(
  'assign',
  'Give a round that has not begun to a crew, to another one, or to none',
  Type.Object(
    {
      version: Version,
      unit: Nullable(Reference()),
      override: Type.Optional(Override),
    },
    only,
  ),
)

export const swapRounds = {
  method: 'POST',
  url: '/api/rounds/:id/swap',
  schema: {
    summary: 'Two rounds that have not begun change their crews',
    tags: ['patrols'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      {
        version: Version,
        other: Reference(),
        otherVersion: Version,
        override: Type.Optional(Override),
      },
      only,
    ),
    response: { 200: Type.Array(Round) },
  },
} as const

export const cancelRound = command(
  'cancel',
  'A round that has not begun is not walked',
  Type.Object({ version: Version, reason }, only),
)

/** What a crew does with its round is guarded by the state of the round and its stop, not by a version: a phone back from a dead spot has seen an old one. */
export const startRound = command('start', 'The crew begins', Type.Object({ at: At }, only))
export const finishRound = command(
  'finish',
  'Every stop is reached or skipped',
  Type.Object({ at: At }, only),
)
export const abandonRound = command(
  'abandon',
  'The crew breaks it off',
  Type.Object({ at: At, reason }, only),
)
export const reachStop = command(
  'reach',
  'By the code on the plate of the venue, or by the mark of who looks by video',
  Type.Object({ stop: StopNumber, code: Type.Optional(PlainText(60)), at: At }, only),
)
export const skipStop = command(
  'skip',
  'A stop that is not visited, and why',
  Type.Object({ stop: StopNumber, reason, at: At }, only),
)
export const appealAlarm = command(
  'appeal',
  'The crew says why an alarm is not its fault (申诉)',
  Type.Object(
    { alarm: StopNumber, text: PlainText(2000), photos: Type.Array(Hash, { maxItems: 9 }), at: At },
    only,
  ),
)
export const decideAppeal = command(
  'decide',
  'A duty officer or supervisor decides an appeal (审核)',
  Type.Object({ alarm: StopNumber, upheld: Type.Boolean(), reason }, only),
)
