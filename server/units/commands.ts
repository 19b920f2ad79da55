/** What is done to units: duty and emergencies. */
import type { Account } from '#contract/session.ts'
import type { clearSos, raiseSos, setDuty, Unit } from '#contract/units.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { clearUnitSos, raiseUnitSos, unitById, updateDuty } from './queries.ts'
import { isRetired, noUnit } from './register.ts'

export async function changeDuty(
  tx: Db,
  { params, body, account, now }: Command<typeof setDuty>,
): Promise<Unit> {
  onlyOwnUnit(account, params.id)
  const before = await existing(tx, params.id)
  if (before.retired) throw isRetired(before.code)
  if (!(await updateDuty(tx, params.id, body.version, body.duty, now))) throw staleUnit(before)
  return changed(tx, params.id, { kind: 'unit.duty', account, now, words: { duty: body.duty } })
}

export async function startSos(
  tx: Db,
  { params, body, account, now }: Command<typeof raiseSos>,
): Promise<Unit> {
  onlyOwnUnit(account, params.id)
  const before = await existing(tx, params.id)
  if (before.sos) return before
  if (before.retired) throw isRetired(before.code)
  await raiseUnitSos(tx, params.id, { at: body.at, place: body.place ?? null, by: account.name })
  return changed(tx, params.id, { kind: 'unit.sos', account, now, happened: body.at })
}

export async function endSos(
  tx: Db,
  { params, body, account, now }: Command<typeof clearSos>,
): Promise<Unit> {
  const before = await existing(tx, params.id)
  if (!(await clearUnitSos(tx, params.id, body.version))) throw staleUnit(before)
  return changed(tx, params.id, { kind: 'unit.sos_cleared', account, now, words: { reason: body.reason } })
}

type Deed = {
  readonly kind: string
  readonly account: Account
  readonly now: number
  readonly happened?: number
  readonly words?: Readonly<Record<string, unknown>>
}

async function changed(tx: Db, id: number, { kind, account, now, happened, words }: Deed): Promise<Unit> {
  const unit = await existing(tx, id)
  const event = {
    actor: account.username,
    kind,
    subject: `unit/${id}`,
    units: [id],
    happened,
    body: { unit, ...words },
  }
  await append(tx, now, [event])
  return unit
}

async function existing(tx: Db, id: number): Promise<Unit> {
  const unit = await unitById(tx, id)
  if (!unit) throw noUnit(id)
  return unit
}

/** An officer speaks for the own unit only. */
export function onlyOwnUnit(account: Account, unit: number): void {
  if (account.role === 'officer' && account.unit !== unit) {
    throw new Refused(403, 'not_your_unit', {
      zh: '只能操作本人所在的力量',
      en: 'You can only act for your own unit',
    })
  }
}

const staleUnit = (unit: Unit) =>
  new Refused(409, 'stale', {
    zh: `${unit.code} 的状态已被他人更改，请查看最新状态后再操作`,
    en: `Somebody else has changed ${unit.code} meanwhile; look at its newest state and try again`,
  })
