/** Assignments: one unit sent to one ticket. Status belongs to the assignment. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'

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
  'recall',
] as const
export type AssignmentCommand = (typeof assignmentCommands)[number]

/** From which states each command is allowed, and where it leads. The server enforces it, the buttons are drawn from it. */
export const assignmentMoves: Record<
  AssignmentCommand,
  { from: readonly AssignmentState[]; to: AssignmentState }
> = {
  accept: { from: ['dispatched'], to: 'accepted' },
  decline: { from: ['dispatched'], to: 'declined' },
  depart: { from: ['accepted'], to: 'enroute' },
  arrive: { from: ['accepted', 'enroute'], to: 'onscene' },
  report: { from: ['onscene', 'reported'], to: 'reported' },
  finish: { from: ['reported'], to: 'finished' },
  recall: { from: ['dispatched', 'accepted', 'enroute', 'onscene'], to: 'recalled' },
}

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
