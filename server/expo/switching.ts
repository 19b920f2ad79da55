/** The one switch: puts every desk into an operation, and back by a person or by the clock, exactly once. */
import type { Static } from 'typebox'
import type { Operation, previewSwitch, switchOff, switchOn } from '#contract/expo.ts'
import { zonesOf } from '#contract/expo.ts'
import { allLimits } from '../city/queries.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { changed, seen, ticketsOpenIn } from './commands.ts'
import { lockOperation, operationById, operationsOn, putSwitch } from './operationQueries.ts'
import { noOperation } from './refusals.ts'
import { calmRings, clockRulesOf } from './switchQueries.ts'

const LONGEST_MS = 30 * 86_400_000

export async function turnOn(tx: Db, command: Command<typeof switchOn>): Promise<Operation> {
  const { body, account, now } = command
  const before = await seen(tx, command)
  if (body.revertsAt <= now || body.revertsAt > now + LONGEST_MS) throw badRevert()
  const other = (await operationsOn(tx)).find(({ id }) => id !== before.id)
  if (other) throw otherIsOn(other.name)
  const { reason, revertsAt } = body
  const since = before.switched?.since ?? now
  await putSwitch(tx, before.id, { since, by: account.username, reason, revertsAt })
  return changed(tx, before.id, 'operation.switched_on', command, { reason, revertsAt })
}

export async function turnOff(tx: Db, command: Command<typeof switchOff>): Promise<Operation> {
  const before = await seen(tx, command)
  if (!before.switched) throw notOn(before)
  return off(tx, before.id, command, { reason: command.body.reason })
}

/** At its time it is switched off, whichever server sees it first; false where somebody was faster. */
export async function revertIfDue(tx: Db, id: number, now: number): Promise<boolean> {
  const operation = await lockOperation(tx, id, now)
  const due = operation?.switched?.revertsAt
  if (due === undefined || due > now) return false
  await off(tx, id, { account: { username: 'clock' }, now }, { automatic: true, due })
  return true
}

/** What switching on would change; nothing is changed. */
export async function preview(
  db: Db,
  id: number,
  now: number,
): Promise<Static<(typeof previewSwitch.schema.response)[200]>> {
  const operation = await operationById(db, id, now)
  if (!operation) throw noOperation(id)
  const usual = await allLimits(db)
  const usually = (step: string, priority: number) =>
    usual.find((each) => each.step === step && each.priority === priority)?.seconds ?? 0
  const inside = await ticketsOpenIn(db, operation)
  const other = (await operationsOn(db)).find((each) => each.id !== id)
  return {
    limits: operation.limits.map((limit) => ({ ...limit, usual: usually(limit.step, limit.priority) })),
    clockRules: await clockRulesOf(db, id),
    ticketsInside: zonesOf(operation).length > 0 ? inside(null) : 0,
    other: other?.name ?? null,
  }
}

async function off(
  tx: Db,
  id: number,
  by: Parameters<typeof changed>[3],
  words: Readonly<Record<string, unknown>>,
): Promise<Operation> {
  await putSwitch(tx, id, null)
  await calmRings(tx, id, by.now)
  return changed(tx, id, 'operation.switched_off', by, words)
}

const badRevert = () =>
  new Refused(
    400,
    'bad_revert',
    { zh: '切回时间须在 30 天之内且晚于现在', en: 'It must revert after now and within 30 days' },
    'body/revertsAt',
  )

const otherIsOn = (name: string) =>
  new Refused(409, 'other_on', {
    zh: `行动“${name}”正在进行，请先切回`,
    en: `The operation “${name}” is switched on; switch it off first`,
  })

const notOn = ({ name, nameEn }: Operation) =>
  new Refused(409, 'not_on', {
    zh: `行动“${name}”未处于行动状态`,
    en: `The operation “${nameEn}” is not switched on`,
  })
