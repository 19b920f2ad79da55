/** The steps of an assignment, until the unit is free again: by the crew, or by the desk on the crew's behalf. */
import {
  type Assignment,
  type AssignmentCommand,
  type acceptAssignment,
  assignmentMoves,
  type declineAssignment,
  isActive,
  mayWithdraw,
  movesOf,
  type reportAssignment,
} from '#contract/assignments.ts'
import type { Account } from '#contract/session.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { photosExist } from '../tickets/commands.ts'
import { lockTicket } from '../tickets/queries.ts'
import { onlyOwnUnit } from '../units/commands.ts'
import { recordArrival } from './arrivals.ts'
import { follow } from './follow.ts'
import {
  type AssignmentChange,
  assignmentsOfTickets,
  ticketOfAssignment,
  unitsForDispatch,
  updateAssignment,
} from './queries.ts'
import { noAssignment, notNow, staleAssignment, tooLateToWithdraw } from './refusals.ts'

type Step = Command<typeof acceptAssignment>
type StepWithReason = Command<typeof declineAssignment>

export const accept = (tx: Db, step: Step) => move(tx, 'accept', step, (at) => ({ acceptedAt: at }))
export const depart = (tx: Db, step: Step) => move(tx, 'depart', step, (at) => ({ departedAt: at }))
export const arrive = (tx: Db, step: Step) => move(tx, 'arrive', step, (at) => ({ arrivedAt: at }))
export const finish = (tx: Db, step: Step) => move(tx, 'finish', step, (at) => ({ endedAt: at }))

export const decline = (tx: Db, step: StepWithReason) =>
  move(tx, 'decline', step, (at) => ({ endedAt: at, endReason: step.body.reason }), {
    reason: step.body.reason,
  })

export const recall = (tx: Db, step: StepWithReason) =>
  move(tx, 'recall', step, (at) => ({ endedAt: at, endReason: step.body.reason }), {
    reason: step.body.reason,
  })

/** A dispatch that was a slip: nobody has accepted it, and it is 20 s old at the most by the server's clock. */
export async function withdraw(tx: Db, step: Step): Promise<Assignment> {
  const { before, ticket } = await lockBoth(tx, step)
  if (!assignmentMoves.withdraw.from.includes(before.state)) throw notNow(before)
  if (!mayWithdraw(before, step.now)) throw tooLateToWithdraw()
  const change = { state: 'recalled', endedAt: step.now, endReason: 'withdrawn' } as const
  const after = await updateAssignment(tx, before, change)
  return record(tx, step, 'withdraw', await follow(tx, ticket, after, step.now), after)
}

export async function report(tx: Db, step: Command<typeof reportAssignment>): Promise<Assignment> {
  const { report: found } = step.body
  await photosExist(tx, found.photos)
  if (found.photos.length === 0 && found.disposition !== 'not_found') {
    throw new Refused(
      400,
      'no_evidence',
      { zh: '请至少附一张现场照片', en: 'Attach at least one photo of the scene' },
      'body/report/photos',
    )
  }
  if (found.before?.some((photo) => !found.photos.includes(photo))) {
    throw new Refused(
      400,
      'unknown_before',
      { zh: '处置前照片须在照片之列', en: 'A photo from before must be one of the photos' },
      'body/report/before',
    )
  }
  return move(tx, 'report', step, (at) => ({ reportedAt: at, report: found }))
}

/** A call for help changes no state and is heard in every active one. */
export async function askForBackup(tx: Db, step: Step): Promise<Assignment> {
  const { before, ticket } = await lockBoth(tx, step)
  if (!isActive(before)) throw notNow(before)
  return record(tx, step, 'backup', ticket, await updateAssignment(tx, before, { backup: true }))
}

/** The crew at work is well: the time until it is to be heard again begins anew. */
export async function confirmWell(tx: Db, step: Step): Promise<Assignment> {
  const { before, ticket } = await lockBoth(tx, step)
  if (before.state !== 'onscene' && before.state !== 'reported') throw notNow(before)
  return record(
    tx,
    step,
    'checkin',
    ticket,
    await updateAssignment(tx, before, { checkedInAt: happenedAt(step) }),
  )
}

/** One step along the moves of the unit's kind; the ticket follows its assignments. */
async function move(
  tx: Db,
  command: AssignmentCommand,
  step: Step,
  set: (at: number) => AssignmentChange,
  words: Readonly<Record<string, unknown>> = {},
): Promise<Assignment> {
  const { before, ticket } = await lockBoth(tx, step)
  const [unit] = await unitsForDispatch(tx, [before.unit])
  const { from, to } = (unit ? movesOf[unit.kind] : assignmentMoves)[command]
  if (!from.includes(before.state)) throw notNow(before)
  const after = await updateAssignment(tx, before, { state: to, ...set(happenedAt(step)) })
  const estimate = command === 'arrive' ? await recordArrival(tx, after) : {}
  const followed = await follow(tx, ticket, after, step.now)
  return record(tx, step, command, followed, after, { ...words, ...estimate })
}

/** A phone that was offline tells when it happened; a clock that runs ahead is not believed. */
const happenedAt = ({ body, now }: Pick<Step, 'now'> & { body: { at?: number } }): number =>
  Math.min(body.at ?? now, now)

type Seen = {
  readonly params: { readonly id: number }
  readonly body: { readonly version: number }
  readonly account: Account
}

/** Ticket and assignment, locked, when the sender may touch them and saw the newest version. */
export async function lockBoth(
  tx: Db,
  { params, body, account }: Seen,
): Promise<{ before: Assignment; ticket: Ticket }> {
  const ticketId = await ticketOfAssignment(tx, params.id)
  const ticket = ticketId === undefined ? undefined : await lockTicket(tx, ticketId)
  const before = ticket && (await assignmentsOfTickets(tx, [ticket.id])).find((each) => each.id === params.id)
  if (!ticket || !before) throw noAssignment(params.id)
  onlyOwnUnit(account, before.unit)
  if (before.version !== body.version) throw staleAssignment(before)
  return { before, ticket }
}

type Recorded = AssignmentCommand | 'backup' | 'checkin'

const kinds: Record<Recorded, string> = {
  accept: 'assignment.accepted',
  decline: 'assignment.declined',
  depart: 'assignment.departed',
  arrive: 'assignment.arrived',
  report: 'assignment.reported',
  finish: 'assignment.finished',
  withdraw: 'assignment.withdrawn',
  recall: 'assignment.recalled',
  backup: 'assignment.backup',
  checkin: 'assignment.checked_in',
}

/** What the desk does by itself; everything else it does on the crew's behalf. */
const ofTheDesk: readonly Recorded[] = ['withdraw', 'recall']

async function record(
  tx: Db,
  { account, body, now }: Step,
  command: Recorded,
  ticket: Ticket,
  assignment: Assignment,
  words: Readonly<Record<string, unknown>> = {},
): Promise<Assignment> {
  const onBehalf = account.role !== 'officer' && !ofTheDesk.includes(command)
  await append(tx, now, [
    {
      actor: account.username,
      kind: kinds[command],
      subject: `assignment/${assignment.id}`,
      units: [assignment.unit],
      happened: happenedAt({ body, now }),
      body: {
        ticket,
        assignments: [assignment],
        ...(body.place ? { place: body.place } : {}),
        ...(onBehalf ? { onBehalf } : {}),
        ...words,
      },
    },
  ])
  return assignment
}
