/** Taking in the tickets of another system: all of a file or none of it. */

import type { Static } from 'typebox'
import type { Words } from '#contract/endpoint.ts'
import type { ImportedTicket, importTickets, Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import { sameCaller } from '../complainants/sameCaller.ts'
import type { Db } from '../db.ts'
import { append } from '../events/append.ts'
import { lawOfTicket } from '../rules/ticketLaw.ts'
import { allCategories, type CategoryRow } from './categoryQueries.ts'
import { clockStarter } from './clocks.ts'
import { insertTicket } from './queries.ts'

type Outcome = Static<(typeof importTickets)['schema']['response'][200]>

/** A ticket whose source's number is here already is left as it is, so a file can be taken in again. */
export async function takeIn(
  tx: Db,
  { body, account, now }: Command<typeof importTickets>,
): Promise<Outcome> {
  const categories = new Map((await allCategories(tx)).map((each) => [each.code, each]))
  const refused = body.tickets.flatMap((ticket, index) => {
    const message = problemOf(ticket, categories, now)
    return message ? [{ index, message }] : []
  })
  if (refused.length > 0) return { imported: 0, already: [], refused }

  const clocks = await clockStarter(tx, now)
  const measured = { source: 'import', nature: null } as const
  const already: number[] = []
  const imported: Ticket[] = []
  for (const [index, ticket] of body.tickets.entries()) {
    const category = categories.get(ticket.category) as CategoryRow
    const filed = await insertTicket(tx, {
      ...ticket,
      complainant: sameCaller(ticket.complainant),
      source: 'import',
      priority: ticket.priority ?? category.priority,
      openedBy: account.username,
      now,
      law: await lawOfTicket(tx, category.code, ticket.place, ticket.happenedAt),
      clocks: ticket.closedAt === undefined ? [clocks.handling(measured, category, now)] : [],
      closed:
        ticket.closedAt === undefined
          ? undefined
          : { at: ticket.closedAt, by: account.username, feedback: ticket.feedback ?? null },
    })
    if (filed) imported.push(filed)
    else already.push(index)
  }
  if (imported.length > 0) {
    const actor = account.username
    const event = (ticket: Ticket) =>
      ({
        actor,
        kind: 'ticket.imported',
        subject: `ticket/${ticket.id}`,
        happened: ticket.happenedAt,
        body: { ticket },
      }) as const
    await append(tx, now, imported.map(event))
  }
  return { imported: imported.length, already, refused: [] }
}

function problemOf(
  ticket: ImportedTicket,
  categories: ReadonlyMap<string, unknown>,
  now: number,
): Words | undefined {
  if (!categories.has(ticket.category)) {
    return { zh: `没有类别 ${ticket.category}`, en: `there is no category ${ticket.category}` }
  }
  if (ticket.happenedAt > now)
    return { zh: '发生时间晚于当前时间', en: 'it would have happened in the future' }
  if (ticket.closedAt !== undefined && (ticket.closedAt < ticket.happenedAt || ticket.closedAt > now)) {
    return {
      zh: '结案时间早于发生时间或晚于当前时间',
      en: 'it would be closed before it happened, or in the future',
    }
  }
  return undefined
}
