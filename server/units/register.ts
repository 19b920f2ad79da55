/** What an administrator does to units: adds, changes, retires and brings back; each is an event that consoles take in as it comes. */

import type { Static } from 'typebox'
import type {
  addUnit,
  changeUnit,
  readUnitRegister,
  restoreUnit,
  retireUnit,
  UnitForm,
} from '#contract/unitRegister.ts'
import type { Unit } from '#contract/units.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { unitById } from './queries.ts'
import {
  insertUnit,
  lockUnit,
  missingFromForm,
  nameActor,
  qualificationsOf,
  registeredUnits,
  setRetired,
  type Tie,
  takeCrewOff,
  tieOf,
  updateUnit,
} from './registerQueries.ts'

export async function unitRegister(
  db: Db,
): Promise<Static<(typeof readUnitRegister)['schema']['response'][200]>> {
  const [units, vehicles] = await Promise.all([registeredUnits(db), qualificationsOf(db, 'vehicle')])
  return { units, vehicles }
}

export async function putUnit(tx: Db, { body, account, now }: Command<typeof addUnit>): Promise<Unit> {
  const { code, ...form } = body
  await checkForm(tx, form, 'body')
  const id = await insertUnit(tx, code, form)
  if (id === undefined) throw codeTaken(code)
  return told(tx, id, { actor: account.username, kind: 'unit.added', now, words: { now: form } })
}

export async function alterUnit(
  tx: Db,
  { params, body, account, now }: Command<typeof changeUnit>,
): Promise<Unit> {
  await checkForm(tx, body.now, 'body/now')
  const unit = await lockUnit(tx, params.id)
  if (!unit) throw noUnit(params.id)
  if (unit.retiredAt !== null) throw isRetired(unit.code)
  if (!(await updateUnit(tx, params.id, body.was, body.now))) throw otherwiseByNow(unit.code)
  return told(tx, params.id, { actor: account.username, kind: 'unit.changed', now, words: body })
}

export async function endUnit(
  tx: Db,
  { params, body, account, now }: Command<typeof retireUnit>,
): Promise<Unit> {
  const unit = await lockUnit(tx, params.id)
  if (!unit) throw noUnit(params.id)
  if (unit.retiredAt !== null) throw isRetired(unit.code)
  const tied = await tieOf(tx, params.id, now)
  if (tied) throw stillTied(unit.code, tied.tie, tied.what)
  await nameActor(tx, account.username, now)
  await takeCrewOff(tx, params.id)
  await setRetired(tx, params.id, now)
  return told(tx, params.id, { actor: account.username, kind: 'unit.retired', now, words: body })
}

export async function bringUnitBack(
  tx: Db,
  { params, body, account, now }: Command<typeof restoreUnit>,
): Promise<Unit> {
  const unit = await lockUnit(tx, params.id)
  if (!unit) throw noUnit(params.id)
  if (unit.retiredAt === null) throw isInService(unit.code)
  await setRetired(tx, params.id, null)
  return told(tx, params.id, { actor: account.username, kind: 'unit.restored', now, words: body })
}

type Deed = {
  readonly actor: string
  readonly kind: string
  readonly now: number
  readonly words: Readonly<Record<string, unknown>>
}

async function told(tx: Db, id: number, { actor, kind, now, words }: Deed): Promise<Unit> {
  const unit = await unitById(tx, id)
  if (!unit) throw noUnit(id)
  await append(tx, now, [{ actor, kind, subject: `unit/${id}`, units: [id], body: { ...words, unit } }])
  return unit
}

async function checkForm(tx: Db, form: UnitForm, where: string): Promise<void> {
  const missing = await missingFromForm(tx, form)
  if (missing === 'organisation') throw noOrganisation(`${where}/organisation`)
  if (missing === 'vehicle')
    throw new Refused(
      422,
      'no_vehicle',
      { zh: `没有车辆“${form.vehicle}”`, en: `There is no vehicle “${form.vehicle}”` },
      `${where}/vehicle`,
    )
}

export const noOrganisation = (where: string) =>
  new Refused(
    422,
    'no_organisation',
    { zh: '没有这个单位，请从列表中选择', en: 'There is no such organisation; choose one of the list' },
    where,
  )

const codeTaken = (code: string) =>
  new Refused(
    409,
    'code_taken',
    {
      zh: `呼号 ${code} 已有力量使用（停用的也算），请换一个`,
      en: `A unit has the call sign ${code} already, or had it before it was retired; choose another`,
    },
    'body/code',
  )

export const noUnit = (id: number, where = 'params/id') =>
  new Refused(404, 'no_unit', { zh: `没有编号为 ${id} 的力量`, en: `There is no unit ${id}` }, where)

const otherwiseByNow = (code: string) =>
  new Refused(409, 'stale', {
    zh: `${code} 的资料已被改过，请看过现在的再改`,
    en: `Somebody changed ${code} meanwhile; look at what it is now first`,
  })

export const isRetired = (code: string) =>
  new Refused(409, 'unit_retired', {
    zh: `${code} 已停用，请先恢复`,
    en: `${code} is retired; bring it back first`,
  })

const isInService = (code: string) =>
  new Refused(409, 'unit_in_service', { zh: `${code} 没有停用`, en: `${code} is not retired` })

const stillTied = (code: string, tie: Tie, what: string) => {
  const zh: Record<Tie, string> = {
    sos: '正在紧急求助，请先解除',
    assignment: `还有未结束的案件 ${what}，请先完成或撤回`,
    round: `还有巡查“${what}”，请先改派或取消`,
    plan: `是巡查计划“${what}”的力量，请先改计划`,
    shift: `还在排班表上（${what}），请先取消`,
    post: `还在“${what}”值守名单上，请先取消`,
  }
  const en: Record<Tie, string> = {
    sos: 'has raised SOS: clear it first',
    assignment: `is still on ticket ${what}: finish or recall it first`,
    round: `still has the patrol round “${what}”: give it to another or cancel it first`,
    plan: `usually walks the patrol plan “${what}”: change the plan first`,
    shift: `is still on the roster (${what}): cancel that first`,
    post: `is still to stand at “${what}”: cancel that first`,
  }
  return new Refused(409, `unit_has_${tie}`, { zh: `${code} ${zh[tie]}`, en: `${code} ${en[tie]}` })
}
