/** The door of partner departments. */
import { listPartnerTickets, type PartnerTicket, sendPartnerTicket } from '#contract/partners.ts'
import type { SourceKey } from '#contract/sources.ts'
import type { App, Needs } from '../app.ts'
import { takeReport } from '../arrivals/take.ts'
import { type Db, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { actorOf, feedOf } from '../sources/keys.ts'
import type { IntakeMetrics } from '../sources/metrics.ts'
import { ticketsOfPartner } from './queries.ts'

export function partnerRoutes(app: App, needs: Needs, metrics: IntakeMetrics): void {
  app.route({
    ...sendPartnerTicket,
    onError: async (_request, _reply, error) =>
      metrics.count('partner', error instanceof Refused ? error.body.code : 'invalid'),
    handler: async (request) => {
      const key = await feedOf(needs.db, request, 'partner')
      const { ticket } = await transaction(needs.db, (tx) => take(tx, request.body, key, needs.now()))
      const outcome = ticket ? ('filed' as const) : ('held' as const)
      metrics.count('partner', outcome)
      needs.nudge()
      return { outcome, ticket: ticket?.code ?? null }
    },
  })

  app.route({
    ...listPartnerTickets,
    handler: async (request) => ticketsOfPartner(needs.db, (await feedOf(needs.db, request, 'partner')).name),
  })
}

/** Two departments may use one number, so the department's name goes before it. */
const take = (tx: Db, { id, place, ...told }: PartnerTicket, key: SourceKey, now: number) =>
  takeReport(
    tx,
    {
      ...told,
      source: 'partner',
      externalId: `${key.name} ${id}`,
      place: place ?? null,
      origin: { name: key.name },
    },
    actorOf(key),
    now,
  )
