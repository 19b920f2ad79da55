/** What is done to assignments: dispatch, and every step until the unit is free again. */
import {
  type Assignment,
  type AssignmentCommand,
  type acceptAssignment,
  assignmentMoves,
  type declineAssignment,
  isActive,
  type reportAssignment,
} from '#contract/assignments.ts'
import { type dispatchTicket, isOpen, type Ticket, type TicketState } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { held, photosExist } from '../tickets/commands.ts'
import { lockTicket, type TicketChange, updateTicket } from '../tickets/queries.ts'
import { onlyOwnUnit } from '../units/commands.ts'
import { recordArrival } from './arrivals.ts'
import { checkOverride, keepDecision } from './override.ts'
import {
  type AssignmentChange,
  assignmentsOfTickets,
  insertAssignments,
  ticketOfAssignment,
  type UnitForDispatch,
  unitsForDispatch,
  updateAssignment,
} from './queries.ts'

type Dispatched = { ticket: Ticket; assignments: Assignment[] }

/** Sends units to a ticket: all of them, or none and the reason. */
export async function dispatch(
  tx: Db,
  { params, body, account, now }: Command<typeof dispatchTicket>,
): Promise<Dispatched> {
  const before = await held(tx, params.id, body.version, 'dispatch')
  const units = await unitsForDispatch(tx, body.units)
  for (const id of body.units) canGo(id, units)
  checkOverride(body)

  const assignments = await insertAssignments(tx, {
    ticket: before.id,
    units: body.units,
    by: account.username,
    now,
  })
  // Whoever was faster committed between the look above and the insert: look again to say who it was.
  if (assignments.length < body.units.length) {
    const taken = await unitsForDispatch(tx, body.units)
    for (const id of body.units) if (!assignments.some((each) => each.unit === id)) canGo(id, taken)
    throw new Refused(409, 'unit_taken', {
      zh: '力量刚被他人派出，请重新选择',
      en: 'A unit was just sent elsewhere; choose again',
    })
  }

  const decision = await keepDecision(tx, assignments, body)
  const ticket = await updateTicket(tx, before, {
    state: before.state === 'filed' ? 'dispatched' : before.state,
  })
  await append(
    tx,
    now,
    assignments.map((assignment) => ({
      actor: account.username,
      kind: 'assignment.dispatched',
      subject: `assignment/${assignment.id}`,
      units: [assignment.unit],
      body: { ticket, assignments: [assignment], ...(body.note ? { note: body.note } : {}), ...decision },
    })),
  )
  return { ticket, assignments }
}

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
  return move(tx, 'report', step, (at) => ({ reportedAt: at, report: found }))
}

/** A call for help changes no state and is heard in every active one. */
export async function askForBackup(tx: Db, step: Step): Promise<Assignment> {
  const { before, ticket } = await lockBoth(tx, step)
  if (!isActive(before)) throw notNow(before)
  return record(tx, step, 'backup', ticket, await updateAssignment(tx, before, { backup: true }))
}

/** One step along `assignmentMoves`; the ticket follows its assignments. */
async function move(
  tx: Db,
  command: AssignmentCommand,
  step: Step,
  set: (at: number) => AssignmentChange,
  words: Readonly<Record<string, unknown>> = {},
): Promise<Assignment> {
  const { before, ticket } = await lockBoth(tx, step)
  const { from, to } = assignmentMoves[command]
  if (!from.includes(before.state)) throw notNow(before)
  const after = await updateAssignment(tx, before, { state: to, ...set(happenedAt(step)) })
  const estimate = command === 'arrive' ? await recordArrival(tx, after) : {}
  return record(tx, step, command, await follow(tx, ticket, after), after, { ...words, ...estimate })
}

/** A phone that was offline tells when it happened; a clock that runs ahead is not believed. */
const happenedAt = ({ body, now }: Pick<Step, 'now'> & { body: { at?: number } }): number =>
  Math.min(body.at ?? now, now)

async function lockBoth(
  tx: Db,
  { params, body, account }: Step,
): Promise<{ before: Assignment; ticket: Ticket }> {
  const ticketId = await ticketOfAssignment(tx, params.id)
  const ticket = ticketId === undefined ? undefined : await lockTicket(tx, ticketId)
  const before = ticket && (await assignmentsOfTickets(tx, [ticket.id])).find((each) => each.id === params.id)
  if (!ticket || !before) {
    throw new Refused(
      404,
      'no_assignment',
      { zh: `没有编号为 ${params.id} 的任务`, en: `There is no assignment ${params.id}` },
      'params/id',
    )
  }
  onlyOwnUnit(account, before.unit)
  if (before.version !== body.version) throw stale(before)
  return { before, ticket }
}

/** The ticket's state follows from its assignments; a report also brings disposition, feedback and evidence. */
async function follow(tx: Db, ticket: Ticket, moved: Assignment): Promise<Ticket> {
  const reported: TicketChange =
    moved.state === 'reported' && moved.report
      ? {
          disposition: moved.report.disposition,
          feedback: moved.report.text,
          photos: [...new Set([...ticket.photos, ...moved.report.photos])],
        }
      : {}
  const assignments = await assignmentsOfTickets(tx, [ticket.id])
  const state = stateFrom({ ...ticket, ...reported }, assignments)
  if (state === ticket.state && Object.keys(reported).length === 0) return ticket
  return updateTicket(tx, ticket, { ...reported, state })
}

/** With nobody on it any more, a ticket is reported when somebody reported since it was filed, else it is back in the queue. */
function stateFrom(
  ticket: Pick<Ticket, 'state' | 'disposition'>,
  assignments: readonly Assignment[],
): TicketState {
  if (!isOpen(ticket)) return ticket.state
  const active = assignments.filter(isActive)
  if (active.some((each) => each.state === 'onscene' || each.state === 'reported')) return 'handling'
  if (active.length > 0) return ticket.state === 'handling' ? 'handling' : 'dispatched'
  return ticket.disposition === null ? 'filed' : 'reported'
}

const kinds: Record<AssignmentCommand | 'backup', string> = {
  accept: 'assignment.accepted',
  decline: 'assignment.declined',
  depart: 'assignment.departed',
  arrive: 'assignment.arrived',
  report: 'assignment.reported',
  finish: 'assignment.finished',
  recall: 'assignment.recalled',
  backup: 'assignment.backup',
}

async function record(
  tx: Db,
  { account, body, now }: Step,
  command: AssignmentCommand | 'backup',
  ticket: Ticket,
  assignment: Assignment,
  words: Readonly<Record<string, unknown>> = {},
): Promise<Assignment> {
  await append(tx, now, [
    {
      actor: account.username,
      kind: kinds[command],
      subject: `assignment/${assignment.id}`,
      units: [assignment.unit],
      happened: happenedAt({ body, now }),
      body: { ticket, assignments: [assignment], ...(body.place ? { place: body.place } : {}), ...words },
    },
  ])
  return assignment
}

/** Throws the one reason why a unit cannot be sent. */
function canGo(id: number, units: readonly UnitForDispatch[]): void {
  const unit = units.find((each) => each.id === id)
  if (!unit)
    throw new Refused(
      400,
      'no_unit',
      { zh: `没有编号为 ${id} 的力量`, en: `There is no unit ${id}` },
      'body/units',
    )
  if (unit.busyWith) {
    throw new Refused(409, 'unit_taken', {
      zh: `${unit.code} 已由 ${unit.busyBy} 派往案件 ${unit.busyWith}，请选择其他力量`,
      en: `${unit.busyBy} has already sent ${unit.code} to ticket ${unit.busyWith}; choose another unit`,
    })
  }
  if (unit.duty !== 'on' || unit.sos) {
    throw new Refused(409, 'unit_unavailable', {
      zh: `${unit.code} ${unit.sos ? '正在紧急求助' : '不在岗'}，请选择其他力量`,
      en: `${unit.code} ${unit.sos ? 'has raised SOS' : 'is not on duty'}; choose another unit`,
    })
  }
}

const stale = (assignment: Assignment) =>
  new Refused(409, 'stale', {
    zh: '该任务的状态已更新，请查看最新状态后再操作',
    en: `This assignment is ${assignment.state} meanwhile; look at its newest state and try again`,
  })

const notNow = (assignment: Assignment) =>
  new Refused(409, 'not_now', {
    zh: '任务当前状态不允许此操作',
    en: `The assignment is ${assignment.state}; this is not possible now`,
  })
