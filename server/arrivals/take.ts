/** The one door of feeds: a report becomes a ticket, or waits for a person where that would be guessing. */
import type { Arrival } from '#contract/arrivals.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Complainant, Origin } from '#contract/intake.ts'
import type { Account } from '#contract/session.ts'
import type { OpenTicket, openTicket, Ticket, TicketSource } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import { keepComplainant } from '../complainants/queries.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { categoryByCode } from '../tickets/categoryQueries.ts'
import { insideTheCity, open } from '../tickets/file.ts'
import { insertArrival, thresholdOf, waitsOrWaited } from './queries.ts'

/** What a feed reports; `place` in WGS84, null where it named none. */
export type Report = {
  readonly source: TicketSource
  readonly externalId: string | null
  readonly category: string
  readonly priority?: number | undefined
  readonly text: string
  readonly address: string
  readonly place: LngLat | null
  readonly happenedAt: number
  readonly origin: Origin
  readonly complainant?: Complainant | undefined
}

export type Taken =
  | { readonly ticket: Ticket; readonly arrival?: never }
  | { readonly arrival: Arrival; readonly ticket?: never }

/** Files the report, or holds it; throws what is wrong with it. `account`: the feed, as the one who acts. */
export async function takeReport(tx: Db, report: Report, account: Account, now: number): Promise<Taken> {
  const { source, externalId } = report
  if (externalId !== null && (await waitsOrWaited(tx, source, externalId))) throw alreadyHere(externalId)
  const why = await whyWait(tx, report)
  if (why === undefined && report.place)
    return { ticket: await fileReport(tx, { ...report, place: report.place }, account, now) }
  return { arrival: await hold(tx, report, why ?? 'unplaced', account, now) }
}

async function whyWait(tx: Db, { place, category, origin }: Report): Promise<Arrival['why'] | undefined> {
  if (!place) return 'unplaced'
  if (origin.confidence === undefined) return undefined
  return origin.confidence < (await thresholdOf(tx, category)) ? 'unsure' : undefined
}

/** A ticket with where it came from; who complained is kept apart. */
export async function fileReport(
  tx: Db,
  report: Report & { readonly place: LngLat },
  account: Account,
  now: number,
): Promise<Ticket> {
  const { complainant, externalId, priority, ...told } = report
  const body = {
    ...told,
    ...(externalId === null ? {} : { externalId }),
    ...(priority === undefined ? {} : { priority }),
    ...(complainant ? { complainant } : {}),
  }
  return openFor(tx, { params: undefined, body, account, now })
}

/** Opens a ticket and keeps who complained where no event and no list reads it. */
export async function openFor(
  tx: Db,
  command: Omit<Command<typeof openTicket>, 'body'> & { readonly body: OpenTicket },
): Promise<Ticket> {
  const ticket = await open(tx, command)
  const { complainant } = command.body
  if (typeof complainant === 'object') await keepComplainant(tx, ticket.id, complainant)
  return ticket
}

async function hold(
  tx: Db,
  report: Report,
  why: Arrival['why'],
  account: Account,
  now: number,
): Promise<Arrival> {
  await check(tx, report, now)
  const arrival = await insertArrival(tx, report, why, now)
  if (!arrival) throw alreadyHere(report.externalId)
  await recordArrival(tx, arrival, 'arrival.held', account.username, now)
  return arrival
}

/** What `open` would refuse is refused before somebody is asked to look at it. */
async function check(tx: Db, { category, place, happenedAt }: Report, now: number): Promise<void> {
  if (!(await categoryByCode(tx, category))) {
    throw new Refused(
      400,
      'no_category',
      {
        zh: `没有类别 ${category}，请从类别表中选择`,
        en: `There is no category ${category}; choose one of the list`,
      },
      'body/category',
    )
  }
  if (place) insideTheCity(place)
  if (happenedAt > now + 60_000) {
    throw new Refused(
      400,
      'in_the_future',
      { zh: '发生时间晚于当前时间', en: 'It cannot have happened in the future' },
      'body/happenedAt',
    )
  }
}

export async function recordArrival(
  tx: Db,
  arrival: Arrival,
  kind: string,
  actor: string,
  now: number,
  words: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await append(tx, now, [
    {
      actor,
      kind,
      subject: `arrival/${arrival.id}`,
      // What it tells of happened before; what a person makes of it happens now.
      ...(kind === 'arrival.held' ? { happened: arrival.happenedAt } : {}),
      body: { arrival, ...words },
    },
  ])
}

const alreadyHere = (externalId: string | null) =>
  new Refused(
    409,
    'already_here',
    {
      zh: `来源编号 ${externalId} 已收到，未重复登记`,
      en: `The source's number ${externalId} came in already; it was not taken twice`,
    },
    'body/externalId',
  )
