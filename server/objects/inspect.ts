/** Inspecting an object: the code at its door proves the visit, and whoever comes too soon says why. */

import type { setInterval } from '#contract/objectRegister.ts'
import { dayOf, type EnforcementObject, type Inspection, type inspectObject } from '#contract/objects.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { allThresholds } from '../tickets/clockQueries.ts'
import { open as openTicket } from '../tickets/file.ts'
import {
  insertInspection,
  lockObject,
  markInspected,
  notBefore,
  objectByVenue,
  putInterval,
} from './queries.ts'

type Inspect = Command<typeof inspectObject>

export async function inspect(
  tx: Db,
  command: Inspect,
): Promise<{ object: EnforcementObject; inspection: Inspection }> {
  const { params, body, account, now } = command
  const found = await lockObject(tx, params.id, body.place)
  if (!found) throw noObject(params.id)
  await isThere(tx, command, found)
  if (body.open && body.result !== 'case') throw noCase()
  // A phone that was offline tells when it was there.
  const at = Math.min(body.at ?? now, now)
  const soonest = await notBefore(tx, params.id)
  const tooSoon = soonest !== null && dayOf(at) < soonest
  if (tooSoon && body.reason === undefined) throw tooEarly(found.object, soonest)
  const ticket = body.open ? await opened(tx, command, found.object) : null
  const inspection = await insertInspection(tx, {
    object: params.id,
    at,
    received: now,
    by: account.username,
    result: body.result,
    note: body.note,
    proven: body.code !== undefined,
    ticket,
    reason: tooSoon ? (body.reason ?? null) : null,
  })
  const object = await markInspected(tx, params.id, at)
  await append(tx, now, [
    {
      actor: account.username,
      kind: 'object.inspected',
      subject: `object/${object.id}`,
      happened: at,
      units: account.unit === null ? [] : [account.unit],
      body: { object, inspection },
    },
  ])
  return { object, inspection }
}

/** Officers prove where they are; a desk that writes down what was told by telephone need not, and it shows. */
async function isThere(
  tx: Db,
  { body, account }: Inspect,
  { object, venueCode, metres }: { object: EnforcementObject; venueCode: string; metres: number | null },
): Promise<void> {
  if (body.code === undefined) {
    if (account.role === 'officer') throw noCode(object)
  } else if (body.code !== venueCode) throw wrongCode(object, body.code, await objectByVenue(tx, body.code))
  const far = (await allThresholds(tx))['object.far'] ?? FAR
  if (metres !== null && metres > far) throw farAway(object, metres)
}

/** Where the table of thresholds says nothing, metres. */
const FAR = 300

async function opened(tx: Db, { body, account, now }: Inspect, object: EnforcementObject): Promise<number> {
  const { category = '', text = '' } = body.open ?? {}
  const ticket = await openTicket(tx, {
    params: undefined,
    body: {
      category,
      text,
      source: 'inspection',
      address: `${object.name} ${object.address}`,
      place: object.place,
    },
    account,
    now,
  })
  return ticket.id
}

/** The interval of a grade and credit; the due days of all their objects follow. */
export async function changeInterval(tx: Db, { body, account, now }: Command<typeof setInterval>) {
  if (body.leastDays > body.mostDays) throw leastAboveMost()
  const interval = await putInterval(tx, body)
  const subject = `interval/${interval.grade}-${interval.credit}`
  await append(tx, now, [{ actor: account.username, kind: 'object.interval', subject, body: { interval } }])
  return interval
}

export const noObject = (id: number): Refused =>
  new Refused(
    404,
    'no_object',
    { zh: `没有编号为 ${id} 的执法对象`, en: `There is no object ${id}` },
    'params/id',
  )

const noCode = ({ name }: EnforcementObject): Refused =>
  new Refused(
    400,
    'code_missing',
    {
      zh: `请扫描或输入“${name}”的场所码，以证明到场`,
      en: `Scan or type the venue code of ${name}: it proves the visit`,
    },
    'body/code',
  )

const wrongCode = (
  { name }: EnforcementObject,
  code: string,
  other: EnforcementObject | undefined,
): Refused =>
  new Refused(
    409,
    'wrong_place',
    other
      ? {
          zh: `这是“${other.name}”（${other.address}）的场所码，不是“${name}”的`,
          en: `This is the code of ${other.name} (${other.address}), not of ${name}`,
        }
      : { zh: `没有场所码 ${code}，请重新扫描`, en: `There is no venue code ${code}; scan it again` },
    'body/code',
  )

const farAway = ({ name }: EnforcementObject, metres: number): Refused =>
  new Refused(
    409,
    'wrong_place',
    {
      zh: `您的定位距“${name}”${Math.round(metres)} 米，请到场后再登记`,
      en: `You are ${Math.round(metres)} m from ${name}; record the inspection there`,
    },
    'body/place',
  )

const tooEarly = ({ name, lastInspectedAt }: EnforcementObject, soonest: string): Refused =>
  new Refused(
    409,
    'too_soon',
    {
      zh: `“${name}”${dayOf(lastInspectedAt ?? 0)} 已检查，${soonest} 前再次检查属过频；确需检查请写明原因`,
      en: `${name} was inspected on ${dayOf(lastInspectedAt ?? 0)}; again before ${soonest} is too often. If it must be, say why`,
    },
    'body/reason',
  )

const noCase = (): Refused =>
  new Refused(
    400,
    'no_case',
    { zh: '只有结果为立案时才能登记诉件', en: 'Only the result “case” opens a ticket' },
    'body/open',
  )

const leastAboveMost = (): Refused =>
  new Refused(
    400,
    'least_above_most',
    { zh: '最短间隔不能大于最长间隔', en: 'The shortest interval cannot be longer than the longest' },
    'body/leastDays',
  )
