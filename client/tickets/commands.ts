/** What the desk does to cases. Each reply enters the facts as a pushed fact would; nothing is sent while the link is down. */

import type { Assignment } from '#contract/assignments.ts'
import { recallAssignment } from '#contract/assignments.ts'
import {
  cancelTicket,
  checkTicket,
  dispatchTicket,
  noteTicket,
  type OpenTicket,
  openTicket,
  prioritiseTicket,
  type Ticket,
} from '#contract/tickets.ts'
import { call } from '../api.ts'
import { decisionFor } from '../dispatch/overriding.ts'
import { whileSending } from '../dispatch/sending.ts'
import { letIn } from '../facts.ts'
import { needLink } from '../link.ts'

export async function open(body: OpenTicket): Promise<Ticket> {
  needLink()
  const ticket = await call(openTicket, { body })
  letIn({ ticket })
  return ticket
}

export async function dispatch({ id, version }: Ticket, units: readonly number[]): Promise<void> {
  needLink()
  const decision = await decisionFor(id, units)
  return whileSending(id, units, async () => {
    letIn(await call(dispatchTicket, { params: { id }, body: { version, units: [...units], ...decision } }))
  })
}

export async function recall({ id, version }: Assignment, reason: string): Promise<void> {
  needLink()
  letIn({ assignments: [await call(recallAssignment, { params: { id }, body: { version, reason } })] })
}

export async function prioritise({ id, version }: Ticket, priority: number, reason: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(prioritiseTicket, { params: { id }, body: { version, priority, reason } }) })
}

export async function cancel({ id, version }: Ticket, reason: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(cancelTicket, { params: { id }, body: { version, reason } }) })
}

export async function note({ id }: Ticket, text: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(noteTicket, { params: { id }, body: { text } }) })
}

export async function check({ id, version }: Ticket, passed: boolean, why: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(checkTicket, { params: { id }, body: { version, passed, note: why } }) })
}
