/** Officers added and changed: what changes of a crew, the database tells as its units' own event. */
import { isDeepStrictEqual } from 'node:util'
import type { addOfficer, changeOfficer, Officer, OfficerForm } from '#contract/officers.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { noOrganisation } from '../units/register.ts'
import { nameActor } from '../units/registerQueries.ts'
import { insertOfficer, lockOfficer, missingFor, officerById, updateOfficer } from './queries.ts'

export async function putOfficer(
  tx: Db,
  { body, account, now }: Command<typeof addOfficer>,
): Promise<Officer> {
  await checkForm(tx, body, 'body')
  await nameActor(tx, account.username, now)
  const id = await insertOfficer(tx, body)
  if (body.unit !== null) await updateOfficer(tx, id, body)
  return told(tx, id, { actor: account.username, kind: 'officer.added', now, words: { now: body } })
}

export async function alterOfficer(
  tx: Db,
  { params, body, account, now }: Command<typeof changeOfficer>,
): Promise<Officer> {
  await checkForm(tx, body.now, 'body/now')
  await lockOfficer(tx, params.id)
  const before = await existing(tx, params.id)
  if (!isDeepStrictEqual(formOf(before), body.was)) throw otherwiseByNow(before)
  await nameActor(tx, account.username, now)
  await updateOfficer(tx, params.id, body.now)
  return told(tx, params.id, { actor: account.username, kind: 'officer.changed', now, words: body })
}

export const formOf = ({ id, account, ...form }: Officer): OfficerForm => form

type Deed = {
  readonly actor: string
  readonly kind: string
  readonly now: number
  readonly words: { readonly was?: OfficerForm; readonly now: OfficerForm }
}

async function told(tx: Db, id: number, { actor, kind, now, words }: Deed): Promise<Officer> {
  const units = new Set([words.was?.unit, words.now.unit].filter((unit) => typeof unit === 'number'))
  await append(tx, now, [{ actor, kind, subject: `officer/${id}`, units: [...units], body: words }])
  return existing(tx, id)
}

async function existing(tx: Db, id: number): Promise<Officer> {
  const officer = await officerById(tx, id)
  if (!officer) throw noOfficer(id, 'params/id')
  return officer
}

async function checkForm(tx: Db, form: OfficerForm, where: string): Promise<void> {
  const missing = await missingFor(tx, form)
  if (missing === 'organisation') throw noOrganisation(`${where}/organisation`)
  if (missing === 'unit')
    throw new Refused(
      422,
      'no_such_unit',
      { zh: '没有这支力量，或它已停用', en: 'There is no such unit, or it is retired' },
      `${where}/unit`,
    )
  if (missing === 'skill')
    throw new Refused(
      422,
      'no_skill',
      { zh: '没有这项技能，请从列表中选择', en: 'There is no such skill; choose of the list' },
      `${where}/skills`,
    )
}

export const noOfficer = (id: number, where: string) =>
  new Refused(404, 'no_officer', { zh: `没有编号为 ${id} 的队员`, en: `There is no officer ${id}` }, where)

const otherwiseByNow = ({ name, nameEn }: Officer) =>
  new Refused(409, 'stale', {
    zh: `${name} 的资料已被改过，请看过现在的再改`,
    en: `Somebody changed ${nameEn} meanwhile; look at what is said now first`,
  })
