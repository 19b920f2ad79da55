/** Cross-department tasks (管执联动): one ticket, one area and one span of time, offered to a partner department. */
import Type, { type Static } from 'typebox'
import { Holiday } from './city.ts'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import { PlainText } from './intake.ts'

export const jointStates = ['offered', 'accepted', 'refused', 'returned', 'withdrawn'] as const
export type JointState = (typeof jointStates)[number]

export const Partner = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
})
export type Partner = Static<typeof Partner>

export const JointTask = Type.Object({
  id: Type.Integer(),
  version: Version,
  ticket: Type.Integer(),
  partner: Partner,
  state: OneOf(jointStates),
  text: Type.String({ description: 'what the partner is asked to do' }),
  metres: Type.Integer({ description: 'the area: so far around the ticket' }),
  startsAt: Ms,
  endsAt: Ms,
  offeredBy: Type.String(),
  offeredAt: Ms,
  answerDue: Ms,
  answeredAt: Nullable(Ms),
  answeredBy: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  handleDue: Nullable(Ms),
  endedAt: Nullable(Type.Integer({ description: 'returned or withdrawn, ms UTC' })),
  result: Nullable(Type.String()),
})
export type JointTask = Static<typeof JointTask>

/** The clock that runs, or the last that ran; both sides see the same. */
export type JointClock = {
  readonly step: 'answer' | 'handle'
  readonly startedAt: number
  readonly dueAt: number
  readonly stoppedAt: number | null
}

type Clocked = Pick<JointTask, 'offeredAt' | 'answerDue' | 'answeredAt' | 'handleDue' | 'endedAt'>

export function jointClock(task: Clocked): JointClock {
  const { answeredAt, handleDue, offeredAt, answerDue, endedAt } = task
  if (answeredAt !== null && handleDue !== null) {
    return { step: 'handle', startedAt: answeredAt, dueAt: handleDue, stoppedAt: endedAt }
  }
  return { step: 'answer', startedAt: offeredAt, dueAt: answerDue, stoppedAt: answeredAt ?? endedAt }
}

export const isJointOpen = ({ state }: Pick<JointTask, 'state'>): boolean =>
  state === 'offered' || state === 'accepted'

/** What a partner sees: of the ticket nothing before it accepts, and nothing at all outside the span. */
export const PartnerTask = Type.Object({
  ...Type.Omit(JointTask, ['ticket', 'offeredBy']).properties,
  case: Nullable(
    Type.Object({
      code: Type.String(),
      category: Type.String(),
      categoryEn: Type.String(),
      text: Type.String(),
      address: Type.String(),
      place: LngLat,
      area: Type.Array(LngLat, { description: 'closed ring of the area, WGS84' }),
    }),
  ),
})
export type PartnerTask = Static<typeof PartnerTask>

const shared = { tags: ['joint'], params: Id, headers: CommandHeaders }
const Reason = PlainText(500)

export const offerJoint = {
  method: 'POST',
  url: '/api/tickets/:id/offer',
  schema: {
    ...shared,
    summary: 'Offer a task on this ticket to a partner department',
    body: Type.Object(
      {
        partner: Type.Integer(),
        text: PlainText(1000),
        metres: Type.Integer({ minimum: 10, maximum: 2000 }),
        hours: Type.Integer({ minimum: 1, maximum: 240, description: 'how long the partner may see it' }),
      },
      { additionalProperties: false },
    ),
    response: { 200: JointTask },
  },
} as const

export const withdrawJoint = {
  method: 'POST',
  url: '/api/joint/:id/withdraw',
  schema: {
    ...shared,
    summary: 'Take an offer or a task back',
    body: Type.Object({ version: Version, reason: Reason }, { additionalProperties: false }),
    response: { 200: JointTask },
  },
} as const

const partnerCommand = <const Name extends string, T extends Type.TSchema>(
  name: Name,
  summary: string,
  body: T,
) =>
  ({
    method: 'POST',
    url: `/api/joint/:id/${name}`,
    schema: { ...shared, summary, body, response: { 200: PartnerTask } },
  }) as const

export const acceptJoint = partnerCommand(
  'accept',
  'The partner accepts the task',
  Type.Object({ version: Version }, { additionalProperties: false }),
)

export const refuseJoint = partnerCommand(
  'refuse',
  'The partner refuses the task with a reason',
  Type.Object({ version: Version, reason: Reason }, { additionalProperties: false }),
)

export const returnJoint = partnerCommand(
  'return',
  'The partner returns the task with its result',
  Type.Object({ version: Version, result: PlainText(1000) }, { additionalProperties: false }),
)

export const listOwnTasks = {
  method: 'GET',
  url: '/api/joint/own',
  schema: {
    summary: 'The tasks of the partner who asks, within their spans of time',
    tags: ['joint'],
    response: {
      200: Type.Object({
        at: Ms,
        partner: Nullable(Partner),
        tasks: Type.Array(PartnerTask),
        holidays: Type.Array(Holiday, { description: 'what its clocks go by' }),
      }),
    },
  },
} as const

export const listPartners = {
  method: 'GET',
  url: '/api/joint/partners',
  schema: { summary: 'Partner departments', tags: ['joint'], response: { 200: Type.Array(Partner) } },
} as const
