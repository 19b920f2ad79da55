/** The roster: which crew works in which shift of which day, who of it came, and who is on leave. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import { PlainText } from './intake.ts'
import { Day, Item, Override, Reference, Shift } from './patrols.ts'
import { Round } from './rounds.ts'
import { dutyTags, unitKinds } from './units.ts'

export const attendances = ['planned', 'present', 'late', 'absent', 'leave'] as const
export type Attendance = (typeof attendances)[number]

export const CrewShift = Type.Object({
  id: Type.Integer(),
  version: Version,
  unit: Type.Integer(),
  day: Day,
  shift: Type.String(),
  tag: OneOf(dutyTags),
  cancelled: Type.Boolean(),
  officers: Type.Array(
    Type.Object({
      officer: Type.Integer(),
      attendance: OneOf(attendances),
      at: Nullable(Ms),
      by: Nullable(Type.String()),
    }),
  ),
})
export type CrewShift = Static<typeof CrewShift>

export const leaveStates = ['asked', 'approved', 'refused'] as const

export const Leave = Type.Object({
  id: Type.Integer(),
  version: Version,
  officer: Type.Integer(),
  fromDay: Day,
  toDay: Day,
  reason: Type.String(),
  state: OneOf(leaveStates),
  askedBy: Type.String(),
  askedAt: Ms,
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Ms),
  answer: Nullable(Type.String()),
})
export type Leave = Static<typeof Leave>

export const RosterOfficer = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  /** Null: none. */
  certificateUntil: Nullable(Day),
})
export type RosterOfficer = Static<typeof RosterOfficer>

export const RosterCrew = Type.Object({
  unit: Type.Integer(),
  code: Type.String(),
  kind: OneOf(unitKinds),
  officers: Type.Array(RosterOfficer),
  items: Nullable(
    Type.Array(Type.String(), { description: 'delegated to its squad; null: it may act on everything' }),
  ),
})
export type RosterCrew = Static<typeof RosterCrew>

/** Rest between two stretches of work, and how long and on how many days in a row one may work. */
export const RosterRule = Type.Object({
  restMinutes: Type.Integer(),
  mostMinutes: Type.Integer(),
  mostDays: Type.Integer(),
})
export type RosterRule = Static<typeof RosterRule>

/** When a crew is on a round: what the roster needs of it. */
export const RoundBooking = Type.Object({
  id: Type.Integer(),
  unit: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  from: Ms,
  until: Ms,
})
export type RoundBooking = Static<typeof RoundBooking>

export const Roster = Type.Object({
  at: Ms,
  shifts: Type.Array(Shift),
  rule: RosterRule,
  items: Type.Array(Item),
  crews: Type.Array(RosterCrew),
  crewShifts: Type.Array(CrewShift, {
    description: 'a week before and after as well: rest is counted over it',
  }),
  bookings: Type.Array(RoundBooking),
  rounds: Type.Array(Round, { description: 'of the days asked for, cancelled ones left out' }),
  leaves: Type.Array(Leave),
})
export type Roster = Static<typeof Roster>

export const readRoster = {
  method: 'GET',
  url: '/api/roster',
  schema: {
    summary: 'Who works when, from a day on, and all that conflicts are judged by',
    tags: ['patrols'],
    querystring: Type.Object({
      day: Day,
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 14, default: 7 })),
      at: Type.Optional(
        Type.Integer({ minimum: 0, description: 'as it stood at that moment, ms UTC; now where not given' }),
      ),
    }),
    response: { 200: Roster },
  },
} as const

const only = { additionalProperties: false }
const post = <const Url extends string, B extends Type.TSchema, R extends Type.TSchema>(
  url: Url,
  summary: string,
  body: B,
  answer: R,
) =>
  ({
    method: 'POST',
    url,
    schema: { summary, tags: ['patrols'], headers: CommandHeaders, body, response: { 200: answer } },
  }) as const

const postTo = <const Url extends string, B extends Type.TSchema, R extends Type.TSchema>(
  url: Url,
  summary: string,
  body: B,
  answer: R,
) =>
  ({
    method: 'POST',
    url,
    schema: {
      summary,
      tags: ['patrols'],
      params: Id,
      headers: CommandHeaders,
      body,
      response: { 200: answer },
    },
  }) as const

export const planCrewShift = post(
  '/api/roster',
  'Put a crew into a shift of a day',
  Type.Object(
    {
      unit: Reference(),
      day: Day,
      shift: PlainText(40),
      tag: OneOf(dutyTags),
      officers: Type.Optional(
        Type.Array(Reference(), {
          minItems: 1,
          maxItems: 20,
          uniqueItems: true,
          description: 'the whole crew where not named',
        }),
      ),
      override: Type.Optional(Override),
    },
    only,
  ),
  CrewShift,
)

export const moveCrewShift = postTo(
  '/api/roster/:id/move',
  'To another shift or day',
  Type.Object(
    {
      version: Version,
      day: Day,
      shift: PlainText(40),
      override: Type.Optional(Override),
    },
    only,
  ),
  CrewShift,
)

export const tagCrewShift = postTo(
  '/api/roster/:id/tag',
  'Another duty tag (勤务标签)',
  Type.Object({ version: Version, tag: OneOf(dutyTags) }, only),
  CrewShift,
)

export const cancelCrewShift = postTo(
  '/api/roster/:id/cancel',
  'The crew does not work then',
  Type.Object({ version: Version, reason: PlainText(500) }, only),
  CrewShift,
)

export const markAttendance = postTo(
  '/api/roster/:id/attendance',
  'Who came, came late, or did not',
  Type.Object({ version: Version, officer: Reference(), attendance: OneOf(attendances) }, only),
  CrewShift,
)

export const askLeave = post(
  '/api/leaves',
  'Ask for leave: an officer for oneself',
  Type.Object(
    {
      officer: Type.Optional(Reference('for whom a duty officer asks')),
      fromDay: Day,
      toDay: Day,
      reason: PlainText(500),
    },
    only,
  ),
  Leave,
)

export const decideLeave = postTo(
  '/api/leaves/:id/decide',
  'A duty officer approves it or not',
  Type.Object({ version: Version, approved: Type.Boolean(), answer: PlainText(500, 0) }, only),
  Leave,
)
