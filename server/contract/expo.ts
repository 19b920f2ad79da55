/** An operation (进博会, a guarantee day) that can be run: phases, rings, posts, its roster, and the switch that puts the desk into it. */
import Type, { type Static } from 'typebox'
import { Card, Counter } from './counters.ts'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import { Limit } from './limits.ts'
import { Reinforcement, Squad } from './muster.ts'

/** checklist: to be done in the phase; exit: to be reached before the next begins. */
export const itemKinds = ['checklist', 'exit'] as const

export const Item = Type.Object({
  id: Type.Integer(),
  kind: OneOf(itemKinds),
  text: Type.String(),
  textEn: Type.String(),
  measure: Nullable(
    Type.Object(
      { atMost: Type.Integer(), zone: Nullable(Type.Integer()) },
      {
        description:
          'met while as few tickets are open in the zone, or in all of the operation; nobody checks it off',
      },
    ),
  ),
  place: Nullable(LngLat),
  doneAt: Nullable(Ms),
  doneBy: Nullable(Type.String()),
})
export type Item = Static<typeof Item>

/** 全面排摸, 集中整治, 巩固提升, 全力保障. */
export const Phase = Type.Object({
  number: Type.Integer({ minimum: 1, maximum: 4 }),
  name: Type.String(),
  nameEn: Type.String(),
  startsAt: Ms,
  endsAt: Ms,
  goals: Type.String(),
  goalsEn: Type.String(),
  items: Type.Array(Item),
})
export type Phase = Static<typeof Phase>

/** held: as strong as it must be; falling: it will not be within half an hour; short: it is not. */
export const levels = ['held', 'falling', 'short'] as const
export type Level = (typeof levels)[number]

export const Ring = Type.Object({
  zone: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  level: OneOf(levels),
  levelSince: Ms,
  minima: Type.Array(
    Type.Object({
      phase: Type.Integer(),
      fromHour: Type.Integer({ description: 'of the day in Shanghai' }),
      toHour: Type.Integer(),
      least: Type.Integer(),
    }),
  ),
})
export type Ring = Static<typeof Ring>

export const Post = Type.Object({
  zone: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  place: LngLat,
  fixed: Type.Boolean({ description: '固守: must never be empty' }),
  ring: Nullable(Type.Integer({ description: 'the ring it lies in' })),
})
export type Post = Static<typeof Post>

export const RosterDuty = Type.Object({
  id: Type.Integer(),
  zone: Type.Integer(),
  unit: Type.Integer(),
  startsAt: Ms,
  endsAt: Ms,
  persons: Type.Integer(),
  stoodAt: Nullable(Type.Integer({ description: 'when the unit was first seen there, ms UTC' })),
  // What was recorded before reliefs were watched does not say.
  overdueAt: Type.Optional(
    Nullable(Type.Integer({ description: 'of a post: since when its relief is overdue, ms UTC' })),
  ),
})
export type RosterDuty = Static<typeof RosterDuty>

export const Operation = Type.Object({
  id: Type.Integer(),
  version: Version,
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  startsAt: Ms,
  endsAt: Ms,
  venue: LngLat,
  phase: Type.Integer({ description: 'the phase it is in' }),
  phases: Type.Array(Phase),
  rings: Type.Array(Ring),
  posts: Type.Array(Post),
  roster: Type.Array(RosterDuty, { description: 'duties that are not over by more than an hour' }),
  squads: Type.Array(Squad),
  reliefSeconds: Type.Optional(
    Type.Integer({ description: 'so long past its beginning a relief at a post may take' }),
  ),
  limits: Type.Array(Limit, { description: 'hold inside its rings while it is switched on' }),
  switched: Nullable(Type.Object({ since: Ms, by: Type.String(), reason: Type.String(), revertsAt: Ms })),
})
export type Operation = Static<typeof Operation>

export const ExpoBoard = Type.Object({
  operations: Type.Array(Operation),
  reinforcements: Type.Array(Reinforcement),
  counters: Type.Array(Counter),
  cards: Type.Array(Card, { description: 'open ones, and those closed in the last 24 hours' }),
})
export type ExpoBoard = Static<typeof ExpoBoard>

/** What an event or an answer changed of all this. */
export type ExpoChanged = {
  readonly operation?: Operation
  readonly reinforcement?: Reinforcement
  readonly counters?: readonly Counter[]
  readonly card?: Card
}

/** The zones of an operation: its rings and its posts. */
export const zonesOf = ({ rings, posts }: Pick<Operation, 'rings' | 'posts'>): number[] => [
  ...rings.map(({ zone }) => zone),
  ...posts.map(({ zone }) => zone),
]

/** What of a phase is not reached. `openTickets`: how many are open in a zone; null: in all of the operation. */
export const openItems = (phase: Phase, openTickets: (zone: number | null) => number): Item[] =>
  phase.items.filter(({ measure, doneAt }) =>
    measure ? openTickets(measure.zone) > measure.atMost : doneAt === null,
  )

export const openCriteria = (phase: Phase, openTickets: (zone: number | null) => number): Item[] =>
  openItems(phase, openTickets).filter(({ kind }) => kind === 'exit')

const Reason = Type.String({ minLength: 1, maxLength: 500 })

export const operationCommand = <const Name extends string, T extends Type.TSchema>(
  name: Name,
  summary: string,
  body: T,
) =>
  ({
    method: 'POST',
    url: `/api/expo/operations/:id/${name}`,
    schema: {
      summary,
      tags: ['expo'],
      params: Id,
      headers: CommandHeaders,
      body,
      response: { 200: Operation },
    },
  }) as const

export const checkItem = operationCommand(
  'check',
  'Check an item off, or open it again; who and when stay with it',
  Type.Object(
    { version: Version, item: Type.Integer(), done: Type.Boolean() },
    { additionalProperties: false },
  ),
)

export const switchPhase = operationCommand(
  'phase',
  'Go to another phase; while exit criteria are open it needs a reason',
  Type.Object(
    {
      version: Version,
      phase: Type.Integer({ minimum: 1, maximum: 4 }),
      reason: Type.Optional(Reason),
    },
    { additionalProperties: false },
  ),
)

export const switchOn = operationCommand(
  'switch-on',
  'Put every desk into this operation until it reverts by itself',
  Type.Object({ version: Version, revertsAt: Ms, reason: Reason }, { additionalProperties: false }),
)

export const switchOff = operationCommand(
  'switch-off',
  'Put everything back as it was',
  Type.Object({ version: Version, reason: Reason }, { additionalProperties: false }),
)

export const rosterUnit = operationCommand(
  'roster',
  'Put a unit on the roster of a ring or post',
  Type.Object(
    { version: Version, zone: Type.Integer(), unit: Type.Integer(), startsAt: Ms, endsAt: Ms },
    { additionalProperties: false },
  ),
)

export const endDuty = operationCommand(
  'relieve',
  'End a duty of the roster now: the unit is relieved',
  Type.Object({ version: Version, duty: Type.Integer() }, { additionalProperties: false }),
)

/** What the report counts; each is defined in words and SQL in `server/expo/report.ts`. */
export const tallies = ['personShifts', 'passes', 'checks', 'joint', 'persuasions', 'cases'] as const
export type Tally = (typeof tallies)[number]
export type Counts = Readonly<Record<Tally, number>>

const CountsAnswer = Type.Object(
  Object.fromEntries(tallies.map((name) => [name, Type.Integer()])) as Record<Tally, Type.TInteger>,
)

export const readReport = {
  method: 'GET',
  url: '/api/expo/operations/:id/report',
  schema: {
    summary: 'What was done in the operation, counted from the log',
    tags: ['expo'],
    params: Id,
    response: { 200: Type.Object({ at: Ms, today: CountsAnswer, total: CountsAnswer }) },
  },
} as const

/** What switching on would change, to be read before. */
export const previewSwitch = {
  method: 'GET',
  url: '/api/expo/operations/:id/switch-preview',
  schema: {
    summary: 'What switching the operation on would change',
    tags: ['expo'],
    params: Id,
    response: {
      200: Type.Object({
        limits: Type.Array(
          Type.Object({ ...Limit.properties, usual: Type.Integer({ description: 'seconds outside' }) }),
        ),
        clockRules: Type.Integer({ description: 'rules that new clocks inside the rings go by' }),
        ticketsInside: Type.Integer({ description: 'open now: their clocks keep their ends' }),
        other: Nullable(Type.String({ description: 'the operation that is switched on now' })),
      }),
    },
  },
} as const
