/** One record of the hotline: filed once, updated by newer revisions, untouched by repeats and late older ones. */
import { createHash } from 'node:crypto'
import type { HotlineOutcome, HotlineRecord } from '#contract/hotline.ts'
import type { Account } from '#contract/session.ts'
import type { SourceKey } from '#contract/sources.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import { lockArrival, reviseArrival, settleArrival } from '../arrivals/queries.ts'
import { fileReport, type Report, recordArrival, type Taken, takeReport } from '../arrivals/take.ts'
import { keepComplainant } from '../complainants/queries.ts'
import type { Db } from '../db.ts'
import { handlersOfTicket } from '../dispatch/queries.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { toWgs84 } from '../positions/intake.ts'
import { actorOf } from '../sources/keys.ts'
import { lockTicket } from '../tickets/queries.ts'
import { caseNumber, type Known, keepRevision, knownRecord, lockRecord, rewordTicket } from './queries.ts'

export type Result = { readonly outcome: HotlineOutcome; readonly ticket: string | null }

/** Takes one record in; throws what is wrong with it. */
export async function takeRecord(
  tx: Db,
  record: HotlineRecord,
  key: SourceKey,
  now: number,
): Promise<Result> {
  await lockRecord(tx, record.id)
  const known = await knownRecord(tx, record.id)
  const revision = {
    id: record.id,
    revisedAt: record.revisedAt ?? record.happenedAt,
    digest: digestOf(record),
    sourceKey: key.id,
  }
  if (!known) {
    const taken = await takeReport(tx, reportOf(record, key), actorOf(key), now)
    await keepRevision(tx, { ...revision, ...whatBecame(taken) })
    return { outcome: taken.ticket ? 'filed' : 'held', ticket: taken.ticket?.code ?? null }
  }
  const unchanged = known.digest?.equals(revision.digest)
  if (unchanged || revision.revisedAt < known.revisedAt) {
    const ticket = known.ticket === null ? null : await caseNumber(tx, known.ticket)
    return { outcome: unchanged ? 'already' : 'older', ticket }
  }
  if (known.digest && revision.revisedAt === known.revisedAt) throw sameRevision(record.id)
  const ticket = await update(tx, known, record, key, now)
  await keepRevision(tx, { ...revision, ticket: known.ticket, arrival: known.arrival })
  return { outcome: 'updated', ticket }
}

const whatBecame = ({ ticket, arrival }: Taken) => ({
  ticket: ticket?.id ?? null,
  arrival: arrival?.id ?? null,
})

/** Content only: the same content under a newer stamp is nothing new. */
function digestOf({ revisedAt: _stamp, ...content }: HotlineRecord): Buffer {
  const sorted = Object.entries(content).sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest()
}

function reportOf(record: HotlineRecord, key: SourceKey): Report {
  const { id, category, priority, text, address, place, datum = 'wgs84', happenedAt, caller } = record
  return {
    source: 'hotline',
    externalId: id,
    category,
    priority,
    text,
    address,
    place: place ? (datum === 'wgs84' ? place : toWgs84(datum, ...place)) : null,
    happenedAt,
    origin: { name: key.name },
    complainant: caller,
  }
}

async function update(
  tx: Db,
  known: Known,
  record: HotlineRecord,
  key: SourceKey,
  now: number,
): Promise<string | null> {
  const report = reportOf(record, key)
  if (known.ticket !== null) return updateTicketOf(tx, known.ticket, report, actorOf(key), now)
  return known.arrival === null ? null : updateArrivalOf(tx, known.arrival, report, actorOf(key), now)
}

/** Open: its text is the new one, and the old one stands in the log. Ended, or told of another place: a note says it, for nobody's work is moved unasked. */
async function updateTicketOf(
  tx: Db,
  id: number,
  report: Report,
  account: Account,
  now: number,
): Promise<string> {
  const before = await lockTicket(tx, id)
  if (!before) throw new Error(`the hotline's record points at ticket ${id}, which is not there`)
  if (report.complainant) await keepComplainant(tx, id, report.complainant)
  const reword = isOpen(before) && before.text !== report.text
  const ticket = reword ? await rewordTicket(tx, id, report.text) : before
  const { units } = await handlersOfTicket(tx, id)
  const event = (kind: string, words: Readonly<Record<string, unknown>>) => ({
    actor: account.username,
    kind,
    subject: `ticket/${id}`,
    units,
    body: { ticket, ...words },
  })
  const note = noteOf(before, report)
  const events = [
    ...(reword ? [event('ticket.reworded', { from: before.text })] : []),
    ...(note ? [event('ticket.noted', { text: note })] : []),
  ]
  if (events.length > 0) await append(tx, now, events)
  return ticket.code
}

function noteOf(before: Ticket, report: Report): string {
  const parts = [
    !isOpen(before) && before.text !== report.text ? `来电补充：${report.text}` : '',
    before.address === report.address ? '' : `来源更正地址：${report.address}`,
  ]
  return parts.filter(Boolean).join('；')
}

/** A newer revision that brings the place makes it a ticket. */
async function updateArrivalOf(
  tx: Db,
  id: number,
  report: Report,
  account: Account,
  now: number,
): Promise<string | null> {
  const before = await lockArrival(tx, id)
  if (before?.state !== 'waiting') return null
  if (!report.place) {
    const revised = await reviseArrival(tx, id, report)
    await recordArrival(tx, revised, 'arrival.revised', account.username, now)
    return null
  }
  const complainant = report.complainant ?? before.complainant ?? undefined
  const ticket = await fileReport(tx, { ...report, place: report.place, complainant }, account, now)
  const settled = await settleArrival(
    tx,
    id,
    { state: 'filed', ticket: ticket.id, by: account.username },
    now,
  )
  await recordArrival(tx, settled, 'arrival.filed', account.username, now)
  return ticket.code
}

const sameRevision = (id: string) =>
  new Refused(
    409,
    'same_revision',
    {
      zh: `记录 ${id} 的内容已变而 revisedAt 未变，无法判断先后，请带上新的 revisedAt 重发`,
      en: `Record ${id} says something else under the same revisedAt; send it again with a newer one`,
    },
    '/revisedAt',
  )
