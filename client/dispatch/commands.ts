/** What the desk does with units. Each reply enters the facts as a pushed fact would; nothing is sent while the link is down. */
import {
  type Assignment,
  acceptAssignment,
  arriveAssignment,
  checkIn,
  departAssignment,
  finishAssignment,
  type ReassignReason,
  recallAssignment,
  withdrawAssignment,
} from '#contract/assignments.ts'
import { reassign as reassignUnit } from '#contract/dispatch.ts'
import { dispatchTicket } from '#contract/ticketCommands.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call } from '../api.ts'
import { letIn } from '../facts.ts'
import { needLink } from '../link.ts'
import { decisionFor, shownWith } from './overriding.ts'
import { whileSending } from './sending.ts'

/** `preempt`: the assignments that the person saw would be dropped for it. */
export async function dispatch(
  { id, version }: Ticket,
  units: readonly number[],
  preempt: readonly number[] = [],
): Promise<void> {
  needLink()
  const decision = await decisionFor(id, units)
  return whileSending(id, units, async () => {
    const drops = preempt.length > 0 ? { preempt: [...preempt] } : {}
    const body = { version, units: [...units], ...drops, ...decision }
    letIn(await call(dispatchTicket, { params: { id }, body }))
  })
}

export type Reassigning = {
  readonly assignment: Assignment
  readonly unit: number
  readonly reason: ReassignReason
  readonly note?: string
  readonly preempt?: readonly number[]
}

export async function reassign({ assignment, unit, reason, note, preempt }: Reassigning): Promise<void> {
  needLink()
  const { id, version, ticket } = assignment
  const more = {
    ...shownWith(ticket),
    ...(note ? { note } : {}),
    ...(preempt?.length ? { preempt: [...preempt] } : {}),
  }
  letIn(await call(reassignUnit, { params: { id }, body: { version, unit, reason, ...more } }))
}

export async function withdraw({ id, version }: Assignment): Promise<void> {
  needLink()
  letIn({ assignments: [await call(withdrawAssignment, { params: { id }, body: { version } })] })
}

export async function recall({ id, version }: Assignment, reason: string): Promise<void> {
  needLink()
  letIn({ assignments: [await call(recallAssignment, { params: { id }, body: { version, reason } })] })
}

const behalf = {
  accept: acceptAssignment,
  depart: departAssignment,
  arrive: arriveAssignment,
  finish: finishAssignment,
  checkin: checkIn,
} as const
export type BehalfStep = keyof typeof behalf

/** A step that the crew told by radio: the log says that the desk took it. */
export async function onBehalf(step: BehalfStep, { id, version }: Assignment): Promise<void> {
  needLink()
  letIn({ assignments: [await call(behalf[step], { params: { id }, body: { version } })] })
}
