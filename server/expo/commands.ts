/** What is done to an operation: items checked off, phases, and the roster of its rings and posts. */
import {
  type checkItem,
  type endDuty,
  type Operation,
  openCriteria,
  type rosterUnit,
  type switchPhase,
  zonesOf,
} from '#contract/expo.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { unitById } from '../units/queries.ts'
import {
  insertDuty,
  lastDecided,
  lockOperation,
  nextVersion,
  openTicketsIn,
  putDutyEnd,
  putItem,
  putPhase,
} from './operationQueries.ts'
import {
  badSpan,
  criteriaOpen,
  measuredItem,
  noItem,
  noOperation,
  noZone,
  samePhase,
  staleOperation,
} from './refusals.ts'

export async function check(tx: Db, command: Command<typeof checkItem>): Promise<Operation> {
  const { body, account, now } = command
  const before = await seen(tx, command)
  const item = before.phases.flatMap(({ items }) => items).find(({ id }) => id === body.item)
  if (!item) throw noItem()
  if (item.measure) throw measuredItem()
  await putItem(tx, item.id, body.done ? { at: now, by: account.username } : null)
  const words = { item: item.text, itemEn: item.textEn }
  return changed(tx, before.id, body.done ? 'operation.checked' : 'operation.unchecked', command, words)
}

/** Open exit criteria stop it, unless somebody says why it goes on anyway. */
export async function goToPhase(tx: Db, command: Command<typeof switchPhase>): Promise<Operation> {
  const { phase, reason } = command.body
  const before = await seen(tx, command)
  if (before.phase === phase) throw samePhase()
  const left = before.phases.find(({ number }) => number === before.phase)
  const open = left ? openCriteria(left, await ticketsOpenIn(tx, before)) : []
  if (open.length > 0 && reason === undefined) throw criteriaOpen(open)
  await putPhase(tx, before.id, phase)
  const words = { from: before.phase, to: phase, reason: reason ?? null, open: open.map(({ id }) => id) }
  return changed(tx, before.id, 'operation.phase', command, words)
}

export async function addDuty(tx: Db, command: Command<typeof rosterUnit>): Promise<Operation> {
  const { zone, unit, startsAt, endsAt } = command.body
  const before = await seen(tx, command)
  if (!zonesOf(before).includes(zone)) throw noZone()
  if (endsAt <= startsAt || endsAt <= command.now) throw badSpan('body/endsAt')
  const known = await unitById(tx, unit)
  if (!known || known.retired) throw noUnit(unit)
  await insertDuty(tx, before.id, { zone, unit, startsAt, endsAt })
  return changed(tx, before.id, 'roster.added', command, { code: known.code }, [unit])
}

/** Whoever is relieved has no duty from now on; a duty that has not begun is over before it does. */
export async function relieve(tx: Db, command: Command<typeof endDuty>): Promise<Operation> {
  const before = await seen(tx, command)
  const duty = before.roster.find(({ id }) => id === command.body.duty)
  if (!duty || duty.endsAt <= command.now) throw dutyOver()
  await putDutyEnd(tx, duty.id, Math.max(command.now, duty.startsAt + 1))
  return changed(tx, before.id, 'roster.relieved', command, { duty: duty.id }, [duty.unit])
}

/** How many tickets are open in a zone of the operation, or in all of it. */
export async function ticketsOpenIn(db: Db, operation: Operation): Promise<(zone: number | null) => number> {
  const counts = await openTicketsIn(db, zonesOf(operation))
  return (zone) => counts.get(zone) ?? 0
}

type Seen = {
  readonly params: { readonly id: number }
  readonly body: { readonly version: number }
  readonly now: number
}

/** The operation, locked, when the sender saw the newest that somebody decided: a ring that fell short meanwhile is no reason. */
export async function seen(tx: Db, { params, body, now }: Seen): Promise<Operation> {
  const operation = await lockOperation(tx, params.id, now)
  if (!operation) throw noOperation(params.id)
  if (body.version < (await lastDecided(tx, params.id))) throw staleOperation(operation)
  return operation
}

/** Its next version, told in the log. */
export async function changed(
  tx: Db,
  id: number,
  kind: string,
  { account, now }: { readonly account: { readonly username: string }; readonly now: number },
  words: Readonly<Record<string, unknown>> = {},
  units: readonly number[] = [],
): Promise<Operation> {
  const operation = await nextVersion(tx, id, now, 'decided')
  await append(tx, now, [
    {
      actor: account.username,
      kind,
      subject: `operation/${id}`,
      units,
      body: { expo: { operation }, ...words },
    },
  ])
  return operation
}

const noUnit = (unit: number) =>
  new Refused(
    404,
    'no_unit',
    { zh: `没有编号为 ${unit} 的力量`, en: `There is no unit ${unit}` },
    'body/unit',
  )

const dutyOver = () =>
  new Refused(
    409,
    'duty_over',
    { zh: '该班次不存在或已经结束', en: 'There is no such duty, or it is over' },
    'body/duty',
  )
