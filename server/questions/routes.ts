/** Questions of the past over HTTP. */
import { askDistances, askNearby, askPasses, askTickets, type TicketAnswer } from '#contract/questions.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { noTicket } from '../tickets/commands.ts'
import { metresBetween } from '../zones/plane.ts'
import { howFar, whoWasNear } from './asking.ts'
import { inZoneAt, passesOfZone, ticketAt, ticketsOpenAt, visitsOfZone } from './queries.ts'

const MOST_VISITS = 20

export function questionRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  const preHandler = requires(needs, 'question.ask')
  app.route({
    ...askNearby,
    preHandler,
    handler: ({ query: { lng, lat, ...asked } }) => whoWasNear(db, { ...asked, place: [lng, lat] }, now()),
  })
  app.route({
    ...askDistances,
    preHandler,
    handler: async ({ query: { ticket: id, ...asked } }) => {
      const ticket = await ticketAt(db, id, asked.to)
      if (!ticket) throw noTicket(id)
      return howFar(db, { ...asked, place: ticket.place }, now())
    },
  })
  app.route({
    ...askPasses,
    preHandler,
    handler: async ({ query: { zone, at } }) => {
      const [passed, visits] = await Promise.all([
        passesOfZone(db, zone, at),
        visitsOfZone(db, zone, at, MOST_VISITS),
      ])
      return { at, ...passed, visits }
    },
  })
  app.route({ ...askTickets, preHandler, handler: ({ query }) => openTickets(db, query) })
}

type Where = {
  readonly at: number
  readonly lng?: number
  readonly lat?: number
  readonly metres?: number
  readonly zone?: number
}

async function openTickets(db: Db, { at, lng, lat, metres, zone }: Where): Promise<TicketAnswer> {
  const open = await ticketsOpenAt(db, at)
  const answer = (tickets: TicketAnswer['tickets']) => ({ at, tickets, openAnywhere: open.length })
  if (zone !== undefined) {
    const inside = await inZoneAt(
      db,
      zone,
      at,
      open.map(({ place }) => place),
    )
    if (!inside) throw noZone(zone)
    const tickets = open.filter((_, i) => inside[i]).map((ticket) => ({ ticket, metres: null }))
    return answer(tickets.sort((a, b) => a.ticket.priority - b.ticket.priority || a.ticket.id - b.ticket.id))
  }
  if (lng === undefined || lat === undefined || metres === undefined) throw nowhere()
  const near = open.map((ticket) => ({
    ticket,
    metres: Math.round(metresBetween(ticket.place, [lng, lat])),
  }))
  return answer(near.filter((each) => each.metres <= metres).sort((a, b) => a.metres - b.metres))
}

const noZone = (zone: number) =>
  new Refused(
    404,
    'no_zone',
    { zh: `当时没有编号为 ${zone} 的区域`, en: `There was no zone ${zone} then` },
    'querystring/zone',
  )

const nowhere = () =>
  new Refused(
    400,
    'invalid',
    {
      zh: '请给出地点和距离（lng、lat、metres），或区域（zone）',
      en: 'Name a place and a distance (lng, lat, metres), or a zone',
    },
    'querystring',
  )
