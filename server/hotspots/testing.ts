/** For tests: weeks of quiet tickets around the Bund, and a burst at one place. */
import { randomUUID } from 'node:crypto'
import type { TicketSource } from '#contract/tickets.ts'
import { createRandom } from '../../scripts/simulate/random.ts'
import { type Pool, transaction } from '../db.ts'
import { append } from '../events/append.ts'
import { insertTicket } from '../tickets/queries.ts'

const DAY_MS = 86_400_000
export const BUND: readonly [number, number] = [121.4886, 31.2405]

/** Nine weeks of hotline complaints spread evenly over the middle of the city, closed long ago. */
export async function quietWeeks(db: Pool, now: number, perDay = 40): Promise<void> {
  const random = createRandom(11)
  const tickets = Array.from({ length: 65 * perDay }, (_, i) => ({
    number: i + 1,
    at: now - random.next() * 65 * DAY_MS,
    lng: random.between(121.44, 121.52),
    lat: random.between(31.2, 31.26),
  }))
  await db.query(
    `insert into ticket (code, state, priority, source, external_id, category, text, address, place, happened_at, opened_at, opened_by, closed_at)
     select 'Q' || number, 'closed', 3, 'hotline', 'Q' || number, '0501', '', '', st_setsrid(st_makepoint(lng, lat), 4326), t, t, 'feed', t
     from jsonb_to_recordset($1::jsonb) as q (number int, at float8, lng float8, lat float8)
     cross join lateral (select to_timestamp(at / 1000) as t) moment`,
    [JSON.stringify(tickets)],
  )
}

/** So many tickets at one place, filed as a feed files them. Answers their numbers. */
export const burst = (
  db: Pool,
  count: number,
  { source, at, place = BUND }: { source: TicketSource; at: number; place?: readonly [number, number] },
): Promise<number[]> =>
  transaction(db, async (tx) => {
    const ids: number[] = []
    for (let i = 0; i < count; i++) {
      const ticket = await insertTicket(tx, {
        source,
        externalId: randomUUID(),
        category: '0501',
        text: '流动摊贩占道',
        address: '外滩',
        place: [place[0] + (i % 3) * 0.0003, place[1]],
        priority: 3,
        openedBy: 'feed',
        now: at - (count - i) * 60_000,
        clocks: [],
        law: null,
      })
      if (!ticket) throw new Error('the ticket is there already')
      ids.push(ticket.id)
      await append(tx, at, [
        { actor: 'feed', kind: 'ticket.opened', subject: `ticket/${ticket.id}`, body: { ticket } },
      ])
    }
    return ids
  })
