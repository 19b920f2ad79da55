/** What the desk does to cases. Each reply enters the facts as a pushed fact would; nothing is sent while the link is down. */

import type { ClockUnit } from '#contract/clocks.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { cancelTicket, checkTicket, noteTicket, prioritiseTicket } from '#contract/ticketCommands.ts'
import {
  acceptTicket,
  answerTicket,
  contactTicket,
  decideTicket,
  extendTicket,
  fileTicket,
  reopenTicket,
  resumeTicket,
  returnTicket,
  superviseTicket,
  suspendTicket,
  transferTicket,
} from '#contract/ticketLoop.ts'
import { type OpenTicket, openTicket, type SuspensionCause, type Ticket } from '#contract/tickets.ts'
import { call } from '../api.ts'
import { letIn } from '../facts.ts'
import { needLink } from '../link.ts'

export async function open(body: OpenTicket): Promise<Ticket> {
  needLink()
  const ticket = await call(openTicket, { body })
  letIn({ ticket })
  return ticket
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

export async function file(
  { id, version }: Ticket,
  settled: { category: string; address: string; place: LngLat },
): Promise<void> {
  needLink()
  letIn({ ticket: await call(fileTicket, { params: { id }, body: { version, ...settled } }) })
}

export async function contact({ id, version }: Ticket, text: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(contactTicket, { params: { id }, body: { version, text } }) })
}

export async function giveBack(
  { id, version }: Ticket,
  to: 'source' | 'desk',
  reason: string,
): Promise<void> {
  needLink()
  letIn({ ticket: await call(returnTicket, { params: { id }, body: { version, to, reason } }) })
}

export async function suspend(
  { id, version }: Ticket,
  cause: SuspensionCause,
  reason: string,
): Promise<void> {
  needLink()
  letIn({ ticket: await call(suspendTicket, { params: { id }, body: { version, cause, reason } }) })
}

export async function resume({ id, version }: Ticket, reason: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(resumeTicket, { params: { id }, body: { version, reason } }) })
}

export async function extend(
  { id, version }: Ticket,
  asked: { amount: number; unit: ClockUnit; reason: string },
): Promise<void> {
  needLink()
  letIn({ ticket: await call(extendTicket, { params: { id }, body: { version, ...asked } }) })
}

export async function decide({ id, version }: Ticket, approved: boolean, reason: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(decideTicket, { params: { id }, body: { version, approved, reason } }) })
}

export async function transfer(
  { id, version }: Ticket,
  to: { organisation: number } | { partner: string },
  reason: string,
): Promise<void> {
  needLink()
  letIn({ ticket: await call(transferTicket, { params: { id }, body: { version, ...to, reason } }) })
}

export async function accept({ id, version }: Ticket, by: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(acceptTicket, { params: { id }, body: { version, by } }) })
}

export async function answer({ id, version }: Ticket, text: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(answerTicket, { params: { id }, body: { version, text } }) })
}

export async function reopen({ id, version }: Ticket, reason: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(reopenTicket, { params: { id }, body: { version, reason } }) })
}

export async function supervise({ id, version }: Ticket, reason: string): Promise<void> {
  needLink()
  letIn({ ticket: await call(superviseTicket, { params: { id }, body: { version, reason } }) })
}
