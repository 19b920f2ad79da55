/** The muster (增援): people drawn from all districts, called, checked in by code, put into squads, and released in order. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf, Version, Words } from './endpoint.ts'

export const reinforcementStates = [
  'listed',
  'called',
  'accepted',
  'refused',
  'checked_in',
  'released',
] as const
export type ReinforcementState = (typeof reinforcementStates)[number]

export const pauses = ['meal', 'rest'] as const
export type Pause = (typeof pauses)[number]

export const Reinforcement = Type.Object({
  id: Type.Integer(),
  version: Version,
  operation: Type.Integer(),
  number: Type.Integer({ description: 'place on the call list: the first part of the codes' }),
  name: Type.String(),
  nameEn: Type.String(),
  unit: Nullable(Type.Integer({ description: 'the unit this person crews at home' })),
  home: Type.Integer({ description: 'the organisation that lends this person' }),
  homeMetres: Type.Integer({ description: 'from the venue' }),
  state: OneOf(reinforcementStates),
  pause: Nullable(OneOf(pauses)),
  reason: Nullable(Type.String()),
  squad: Nullable(Type.Integer()),
  calledAt: Nullable(Ms),
  answeredAt: Nullable(Ms),
  checkedInAt: Nullable(Ms),
  resumedAt: Nullable(Type.Integer({ description: 'back from a meal or rest, ms UTC' })),
  releasedAt: Nullable(Ms),
})
export type Reinforcement = Static<typeof Reinforcement>

export const Squad = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  zone: Nullable(Type.Integer()),
})
export type Squad = Static<typeof Squad>

export const reinforcementCommands = [
  'call',
  'accept',
  'refuse',
  'check_in',
  'squad',
  'pause',
  'release',
] as const
export type ReinforcementCommand = (typeof reinforcementCommands)[number]

/** From which states each command is allowed. The server enforces it, the buttons are drawn from it. */
export const reinforcementMoves: Readonly<Record<ReinforcementCommand, readonly ReinforcementState[]>> = {
  call: ['listed', 'refused'],
  accept: ['called'],
  refuse: ['called', 'accepted'],
  check_in: ['accepted'],
  squad: ['checked_in'],
  pause: ['checked_in'],
  release: ['checked_in'],
}

/** Those on duty in the order of their release: who is on duty longest first, and of those who came together the farthest home. */
export const releaseOrder = (list: Iterable<Reinforcement>): Reinforcement[] =>
  [...list]
    .filter(({ state }) => state === 'checked_in')
    .sort(
      (one, other) =>
        (one.checkedInAt ?? 0) - (other.checkedInAt ?? 0) ||
        other.homeMetres - one.homeMetres ||
        one.number - other.number,
    )

const Reason = Type.String({ minLength: 1, maxLength: 500 })
const Ids = Type.Array(Type.Integer(), { minItems: 1, maxItems: 200, uniqueItems: true })

/** What became of each item of a bulk command: as it stands now, or why it was refused. */
const Outcomes = Type.Object({
  results: Type.Array(
    Type.Object({ id: Type.Integer(), reinforcement: Nullable(Reinforcement), refused: Nullable(Words) }),
  ),
})
export type Outcomes = Static<typeof Outcomes>

const shared = { tags: ['expo'], params: Id, headers: CommandHeaders }

export const callReinforcements = {
  method: 'POST',
  url: '/api/expo/operations/:id/call',
  schema: {
    ...shared,
    summary: 'Call people of the list; each is reported',
    body: Type.Object({ ids: Ids }, { additionalProperties: false }),
    response: { 200: Outcomes },
  },
} as const

export const releaseReinforcements = {
  method: 'POST',
  url: '/api/expo/operations/:id/release',
  schema: {
    ...shared,
    summary: 'Release people in the order of release; out of order it needs a reason. Each is reported',
    body: Type.Object({ ids: Ids, reason: Type.Optional(Reason) }, { additionalProperties: false }),
    response: { 200: Outcomes },
  },
} as const

export const checkInByCode = {
  method: 'POST',
  url: '/api/expo/operations/:id/check-in',
  schema: {
    ...shared,
    summary: 'At the gate: the code that the person’s phone shows',
    body: Type.Object(
      { code: Type.String({ minLength: 1, maxLength: 40 }) },
      { additionalProperties: false },
    ),
    response: { 200: Reinforcement },
  },
} as const

const reinforcementCommand = <const Name extends string, T extends Type.TSchema>(
  name: Name,
  summary: string,
  body: T,
) =>
  ({
    method: 'POST',
    url: `/api/expo/reinforcements/:id/${name}`,
    schema: { ...shared, summary, body, response: { 200: Reinforcement } },
  }) as const

export const answerCall = reinforcementCommand(
  'answer',
  'Accept the call, or refuse it with a reason',
  Type.Object(
    { version: Version, accepts: Type.Boolean(), reason: Type.Optional(Reason) },
    { additionalProperties: false },
  ),
)

export const joinSquad = reinforcementCommand(
  'squad',
  'Put a person into a temporary squad, or take them out',
  Type.Object({ version: Version, squad: Nullable(Type.Integer()) }, { additionalProperties: false }),
)

export const pauseDuty = reinforcementCommand(
  'pause',
  'A meal or rest begins; null: back on duty',
  Type.Object({ version: Version, pause: Nullable(OneOf(pauses)) }, { additionalProperties: false }),
)

/** What a called officer's phone shows; the code holds until `until` and a little longer. */
export const readOwnCall = {
  method: 'GET',
  url: '/api/expo/own-call',
  schema: {
    summary: 'The call to the officer who asks, with the code for the gate',
    tags: ['expo'],
    response: {
      200: Type.Object({
        call: Nullable(
          Type.Object({
            operation: Words,
            reinforcement: Reinforcement,
            squad: Nullable(Words),
            code: Nullable(Type.String()),
            until: Nullable(Ms),
          }),
        ),
      }),
    },
  },
} as const

export const HomeLoss = Type.Object({
  home: Type.Integer(),
  onDuty: Type.Integer({ description: 'its officers whose unit is on duty, those lent included' }),
  lent: Type.Integer({ description: 'of its officers, checked in here' }),
  promised: Type.Integer({ description: 'of its officers, accepted and on the way' }),
  reaches: Type.Integer({ description: 'bank reaches that it owns' }),
  uncovered: Type.Integer({ description: 'of these, where none of its units on duty is now' }),
})
export type HomeLoss = Static<typeof HomeLoss>

export const readLosses = {
  method: 'GET',
  url: '/api/expo/operations/:id/losses',
  schema: {
    summary: 'What each home district lacks meanwhile',
    tags: ['expo'],
    params: Id,
    response: { 200: Type.Object({ at: Ms, homes: Type.Array(HomeLoss) }) },
  },
} as const
