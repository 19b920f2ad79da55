/** Assignments: one unit sent to one ticket. Status belongs to the assignment. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'
import type { UnitKind } from './units.ts'

export const assignmentStates = [
  'dispatched',
  'accepted',
  'enroute',
  'onscene',
  'reported',
  'finished',
  'declined',
  'recalled',
] as const
export type AssignmentState = (typeof assignmentStates)[number]

export const assignmentCommands = [
  'accept',
  'decline',
  'depart',
  'arrive',
  'report',
  'finish',
  'withdraw',
  'recall',
] as const
export type AssignmentCommand = (typeof assignmentCommands)[number]

export type Moves = Readonly<
  Record<AssignmentCommand, { readonly from: readonly AssignmentState[]; readonly to: AssignmentState }>
>

/** From which states each command is allowed, and where it leads. The server enforces it, the buttons are drawn from it. */
export const assignmentMoves: Moves = {
  accept: { from: ['dispatched'], to: 'accepted' },
  decline: { from: ['dispatched'], to: 'declined' },
  depart: { from: ['accepted'], to: 'enroute' },
  arrive: { from: ['accepted', 'enroute'], to: 'onscene' },
  report: { from: ['onscene', 'reported'], to: 'reported' },
  finish: { from: ['reported'], to: 'finished' },
  withdraw: { from: ['dispatched'], to: 'recalled' },
  recall: { from: ['dispatched', 'accepted', 'enroute', 'onscene'], to: 'recalled' },
}

/** A video desk looks from where it sits: who accepts is at work, and nobody sets out or arrives. */
const movesOfVideo: Moves = {
  ...assignmentMoves,
  accept: { from: ['dispatched'], to: 'onscene' },
  depart: { from: [], to: 'enroute' },
  arrive: { from: [], to: 'onscene' },
}

/** The moves that a kind of unit can make. */
export const movesOf: Readonly<Record<UnitKind, Moves>> = {
  foot: assignmentMoves,
  ebike: assignmentMoves,
  car: assignmentMoves,
  boat: assignmentMoves,
  video: movesOfVideo,
}

/** For this long the desk takes an unaccepted dispatch back without a reason. */
export const WITHDRAWN_WITHIN_MS = 20_000
export const mayWithdraw = (
  { state, dispatchedAt }: Pick<Assignment, 'state' | 'dispatchedAt'>,
  now: number,
): boolean => assignmentMoves.withdraw.from.includes(state) && now - dispatchedAt < WITHDRAWN_WITHIN_MS

/** Why one unit goes instead of another: 力量另有任务, 有更近力量, 装备或类型不符, 车辆故障, 人员不适, 指令有误. */
export const reassignReasons = ['needed', 'nearer', 'unsuited', 'vehicle', 'crew', 'error'] as const
export type ReassignReason = (typeof reassignReasons)[number]

/** What stands as `endReason` where a person did not write it: a reason of reassigning, or that something more urgent took the unit. */
export const endReasons = [...reassignReasons, 'preempted', 'withdrawn'] as const
export type EndReason = (typeof endReasons)[number]

export const endedStates: readonly AssignmentState[] = ['finished', 'declined', 'recalled']
export const isActive = (assignment: Pick<Assignment, 'state'>): boolean =>
  !endedStates.includes(assignment.state)

/** 教育劝阻, 责令整改, 不予处罚, 立案, 移送, and 未发现 (nothing found). */
export const dispositions = ['persuade', 'order', 'no_penalty', 'file_case', 'transfer', 'not_found'] as const
export type Disposition = (typeof dispositions)[number]

export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the photo' })

export const Report = Type.Object(
  {
    disposition: OneOf(dispositions),
    text: Type.String({ minLength: 1, maxLength: 4000 }),
    photos: Type.Array(Hash, { maxItems: 9 }),
    before: Type.Optional(
      Type.Array(Hash, { maxItems: 9, description: 'those of `photos` taken before anything was done' }),
    ),
  },
  { additionalProperties: false },
)
export type Report = Static<typeof Report>

export const Assignment = Type.Object({
  id: Type.Integer(),
  version: Version,
  ticket: Type.Integer(),
  unit: Type.Integer(),
  state: OneOf(assignmentStates),
  dispatchedBy: Type.String(),
  dispatchedAt: Ms,
  acceptedAt: Nullable(Ms),
  departedAt: Nullable(Ms),
  arrivedAt: Nullable(Ms),
  reportedAt: Nullable(Ms),
  endedAt: Nullable(Ms),
  endReason: Nullable(Type.String()),
  report: Nullable(Report),
  backup: Type.Boolean({ description: 'the crew asked for backup' }),
  etaSeconds: Nullable(
    Type.Integer({ description: 'how long the way was estimated to take when it was sent' }),
  ),
  checkedInAt: Nullable(Ms),
})
export type Assignment = Static<typeof Assignment>

const When = { at: Type.Optional(Ms), place: Type.Optional(LngLat) }

const assignmentCommand = <const Name extends string, T extends Type.TSchema>(
  name: Name,
  summary: string,
  body: T,
) =>
  ({
    method: 'POST',
    url: `/api/assignments/:id/${name}`,
    schema: {
      summary,
      tags: ['dispatch'],
      params: Id,
      headers: CommandHeaders,
      body,
      response: { 200: Assignment },
    },
  }) as const

const step = () => Type.Object({ version: Version, ...When }, { additionalProperties: false })
const withReason = () =>
  Type.Object(
    { version: Version, reason: Type.String({ minLength: 1, maxLength: 500 }), ...When },
    { additionalProperties: false },
  )

/** The busy units it may take, by the assignments that end with it: exactly those a person saw and confirmed. */
export const Preempt = Type.Array(Type.Integer({ minimum: 1 }), {
  maxItems: 50,
  uniqueItems: true,
  description: 'assignments to less urgent tickets that this takes the units from',
})

export const acceptAssignment = assignmentCommand('accept', 'The crew takes it', step())
export const departAssignment = assignmentCommand('depart', 'The crew is on its way', step())
export const arriveAssignment = assignmentCommand('arrive', 'The crew is on the scene', step())
export const finishAssignment = assignmentCommand('finish', 'The crew is done and free', step())
export const declineAssignment = assignmentCommand('decline', 'The crew cannot take it', withReason())
export const recallAssignment = assignmentCommand('recall', 'The desk takes it back', withReason())
export const requestBackup = assignmentCommand('backup', 'The crew asks for backup', step())
export const reportAssignment = assignmentCommand(
  'report',
  'What was found and done, with photos',
  Type.Object({ version: Version, ...When, report: Report }, { additionalProperties: false }),
)

export const withdrawAssignment = assignmentCommand(
  'withdraw',
  'Take back a dispatch that nobody has accepted, within 20 s and without a reason',
  step(),
)
export const checkIn = assignmentCommand('checkin', 'The crew on the scene is well', step())
