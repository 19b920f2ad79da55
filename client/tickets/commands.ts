/** What the desk does to cases. Each reply enters the facts as a pushed fact would; nothing is sent while the link is down. */
import {
  cancelTicket,
  checkTicket,
  noteTicket,
  type OpenTicket,
  openTicket,
  prioritiseTicket,
  type Ticket,
} from '#contract/tickets.ts'
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
