/** How a case begins: opened from any source, and filed once category and place are settled. */
import { CITY_BOX } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { fileTicket } from '#contract/ticketLoop.ts'
import type { openTicket, Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import { sameCaller } from '../complainants/sameCaller.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { operationAt } from '../expo/switchQueries.ts'
import { raiseAtRepeat } from '../problems/repeats.ts'
import { lawOfTicket } from '../rules/ticketLaw.ts'
import { type CategoryRow, categoryByCode } from './categoryQueries.ts'
import { changeTicket, clockStarter } from './clocks.ts'
import { held, photosExist, record } from './commands.ts'
import { insertTicket, settleTicket } from './queries.ts'

/** A ticket whose category or place is still a guess is collecting: it has no handling clock, and nobody is sent. */
export async function open(tx: Db, { body, account, now }: Command<typeof openTicket>): Promise<Ticket> {
  const source = account.role === 'officer' ? 'patrol' : (body.source ?? 'desk')
  const category = await knownCategory(tx, body.category)
  if (source !== 'import') insideTheCity(body.place)
  if ((body.happenedAt ?? now) > now + 60_000) {
    throw new Refused(
      400,
      'in_the_future',
      { zh: '发生时间晚于当前时间', en: 'It cannot have happened in the future' },
      'body/happenedAt',
    )
  }
  await photosExist(tx, body.photos ?? [])
  const clocks = await clockStarter(tx, now)
  const operation = await operationAt(tx, body.place)
  const measured = { source, nature: body.nature ?? null, operation }
  const filed = await insertTicket(tx, {
    ...body,
    complainant: sameCaller(body.complainant),
    source,
    priority: body.priority ?? category.priority,
    openedBy: account.username,
    now,
    law: await lawOfTicket(tx, category.code, body.place, body.happenedAt ?? now),
    clocks: [
      ...clocks.firstContact(measured, category, now),
      ...(body.unsettled?.length ? [] : [clocks.handling(measured, category, now)]),
    ],
  })
  if (!filed) {
    throw new Refused(
      409,
      'already_here',
      {
        zh: `来源编号 ${body.externalId} 的诉件已登记，未重复登记`,
        en: `The source's number ${body.externalId} is already filed; it was not filed twice`,
      },
      'body/externalId',
    )
  }
  const raised = await raiseAtRepeat(tx, filed, { actor: account.username, now, versions: 0 })
  const ticket = raised?.ticket ?? filed
  await record(tx, ticket, 'ticket.opened', { account, now, happened: ticket.happenedAt })
  if (raised) await append(tx, now, [raised.event])
  return ticket
}

/** Settles what was a guess. The handling clock starts when the ticket was opened: collecting is no free time. */
export async function file(
  tx: Db,
  { params, body, account, now }: Command<typeof fileTicket>,
): Promise<Ticket> {
  const { version, ...settled } = body
  const before = await held(tx, params.id, version, 'file')
  const category = await knownCategory(tx, body.category)
  insideTheCity(body.place)
  const law = await lawOfTicket(tx, category.code, body.place, before.happenedAt)
  await settleTicket(tx, before.id, settled, law)
  const measured = { ...before, operation: await operationAt(tx, body.place) }
  const handling = (await clockStarter(tx, before.openedAt)).handling(measured, category, before.openedAt)
  const ticket = await changeTicket(
    tx,
    before,
    { state: 'filed', unsettled: [], clocks: [...before.clocks, handling] },
    now,
  )
  await record(tx, ticket, 'ticket.filed', { account, now })
  return ticket
}

async function knownCategory(tx: Db, code: string): Promise<CategoryRow> {
  const category = await categoryByCode(tx, code)
  if (category) return category
  throw new Refused(
    400,
    'no_category',
    {
      zh: `没有类别 ${code}，请从类别表中选择`,
      en: `There is no category ${code}; choose one of the list`,
    },
    'body/category',
  )
}

export const isInTheCity = ([lng, lat]: LngLat): boolean =>
  lng >= CITY_BOX.west && lng <= CITY_BOX.east && lat >= CITY_BOX.south && lat <= CITY_BOX.north

export function insideTheCity(place: LngLat): void {
  if (isInTheCity(place)) return
  const [lng, lat] = place
  throw new Refused(
    400,
    'outside_the_city',
    {
      zh: `位置 ${lng}, ${lat} 不在上海市范围内，请在地图上重新选点`,
      en: `The place ${lng}, ${lat} is outside Shanghai; choose it again on the map`,
    },
    'body/place',
  )
}
