/** Arrivals over HTTP: what waits, and what a person makes of it. */
import { type Arrival, dismissArrival, fileArrival, listArrivals } from '#contract/arrivals.ts'
import type { Complainant } from '#contract/intake.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { type Command, commandRoute } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { arrivalsWaitingAt, lockArrival, settleArrival, waitingArrivals } from './queries.ts'
import { fileReport, recordArrival } from './take.ts'

export function arrivalRoutes(app: App, needs: Needs): void {
  app.route({
    ...listArrivals,
    preHandler: requires(needs, 'arrival.see'),
    handler: ({ query: { at } }) =>
      at === undefined ? waitingArrivals(needs.db) : arrivalsWaitingAt(needs.db, at),
  })
  commandRoute(app, needs, fileArrival, 'arrival.settle', file)
  commandRoute(app, needs, dismissArrival, 'arrival.settle', dismiss)
}

async function file(tx: Db, { params, body, account, now }: Command<typeof fileArrival>): Promise<Ticket> {
  const { complainant, ...arrival } = await waiting(tx, params.id, body.version)
  const { source, externalId, text, happenedAt, origin } = arrival
  const { place, category = arrival.category, address = arrival.address } = body
  const told = { source, externalId, text, happenedAt, origin, place, category, address }
  const report = complainant ? { ...told, complainant } : told
  const ticket = await fileReport(tx, report, account, now)
  const settled = await settleArrival(
    tx,
    arrival.id,
    { state: 'filed', ticket: ticket.id, by: account.username },
    now,
  )
  await recordArrival(tx, settled, 'arrival.filed', account.username, now)
  return ticket
}

async function dismiss(
  tx: Db,
  { params, body, account, now }: Command<typeof dismissArrival>,
): Promise<Arrival> {
  const { id } = await waiting(tx, params.id, body.version)
  const settled = await settleArrival(tx, id, { state: 'dismissed', by: account.username }, now)
  await recordArrival(tx, settled, 'arrival.dismissed', account.username, now, { reason: body.reason })
  return settled
}

async function waiting(
  tx: Db,
  id: number,
  version: number,
): Promise<Arrival & { readonly complainant: Complainant | null }> {
  const arrival = await lockArrival(tx, id)
  if (!arrival) {
    throw new Refused(
      404,
      'no_arrival',
      { zh: `没有编号为 ${id} 的待登记记录`, en: `There is no arrival ${id}` },
      'params/id',
    )
  }
  if (arrival.state === 'waiting' && arrival.version === version) return arrival
  throw new Refused(409, 'stale', {
    zh: '该记录已被处理或更新，请查看最新状态',
    en: 'Somebody settled it, or a newer revision came; look at its newest state',
  })
}
