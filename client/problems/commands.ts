/** Fusing and splitting from the desk: by key, by button, by command. */
import { isLead, mergeTicket, splitTicket } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call } from '../api.ts'
import { attempt, say } from '../desk/say.ts'
import { letIn, useFacts } from '../facts.ts'
import { needLink } from '../link.ts'
import { useSelection } from '../selection.ts'
import { wordsNow } from '../ui/words.ts'
import { direction } from './direction.ts'
import { useSimilar } from './similar.ts'

export async function merge({ id, version }: Ticket, into: Ticket): Promise<void> {
  needLink()
  const { tickets } = await call(mergeTicket, { params: { id }, body: { version, into: into.id } })
  for (const ticket of tickets) letIn({ ticket })
}

export async function split({ id, version }: Ticket): Promise<void> {
  needLink()
  const { tickets } = await call(splitTicket, { params: { id }, body: { version } })
  for (const ticket of tickets) letIn({ ticket })
}

/** Fuses two cases, the later into the earlier where either could lead, and says so. */
export async function fuse(one: Ticket, other: Ticket): Promise<void> {
  const { from, into } = direction(one, other)
  if (await attempt(() => merge(from, into))) say(wordsNow().problems.fused(from.code, into.code))
}

export async function takeApart(ticket: Ticket): Promise<void> {
  if (await attempt(() => split(ticket))) say(wordsNow().problems.splitDone(ticket.code))
}

/** The key: the selected case with the likeliest duplicate shown. */
export function fuseSelected(): void {
  const ticket = selectedTicket()
  if (!ticket) return
  const { ticket: asked, list } = useSimilar.getState()
  const likeliest = asked === ticket.id ? list?.[0] : undefined
  if (!likeliest || !isLead(ticket)) say(wordsNow().problems.nothingSimilar, 'refused')
  else void fuse(ticket, useFacts.getState().tickets.get(likeliest.ticket.id) ?? likeliest.ticket)
}

/** The key: the selected case out of its problem; of a lead, the one that came last to it. */
export function splitSelected(): void {
  const ticket = selectedTicket()
  if (!ticket) return
  const followers = [...useFacts.getState().tickets.values()].filter(
    (each) => each.lead === ticket.id && each.state === 'merged',
  )
  const last = ticket.state === 'merged' ? ticket : followers.sort((a, b) => b.openedAt - a.openedAt)[0]
  if (last) void takeApart(last)
  else say(wordsNow().problems.notFused, 'refused')
}

const selectedTicket = (): Ticket | undefined =>
  useFacts.getState().tickets.get(useSelection.getState().ticket ?? 0)
