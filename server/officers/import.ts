/** Taking in one row of a list of people: its unit, its officer and the officer's account, all of it or none. */
import { isDeepStrictEqual } from 'node:util'
import type { Officer, OfficerForm } from '#contract/officers.ts'
import type { PersonOutcome, PersonRow } from '#contract/peopleImport.ts'
import type { Account } from '#contract/session.ts'
import { lockAccounts } from '../accounts/listQueries.ts'
import { putAccount } from '../accounts/manage.ts'
import { hashPassword } from '../accounts/passwords.ts'
import { usernameTaken } from '../accounts/refusals.ts'
import { newToken } from '../auth.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { isRetired, noOrganisation, putUnit } from '../units/register.ts'
import { alterOfficer, formOf, putOfficer } from './commands.ts'
import {
  officerOfCertificate,
  officerOfUsername,
  organisationNamed,
  unitOfCode,
  usernamesLike,
} from './importQueries.ts'
import { officerById } from './queries.ts'

type By = { readonly account: Account; readonly now: number }

export async function takeInPeople(db: Pool, rows: readonly PersonRow[], by: By): Promise<PersonOutcome[]> {
  const outcomes: PersonOutcome[] = []
  for (const row of rows) {
    const outcome = await transaction(db, (tx) => takeIn(tx, row, by)).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error
      return { ok: false as const, message: error.body.message }
    })
    outcomes.push(outcome)
  }
  return outcomes
}

/** The same row again changes nothing. */
async function takeIn(tx: Db, row: PersonRow, by: By): Promise<PersonOutcome> {
  // Two lists at once would both find the same people missing.
  await lockAccounts(tx)
  const password = newToken().slice(0, 20)
  const passwordHash = await hashPassword(password)
  const organisation = await organisationNamed(tx, row.organisation)
  if (organisation === undefined) throw noOrganisation('body/rows')
  const unit = row.unit && (await takeInUnit(tx, row.unit, organisation, by))
  const { name, nameEn, certificate, certificateUntil, skills } = row
  const form = { name, nameEn, organisation, unit: unit?.id ?? null, certificate, certificateUntil, skills }
  const { officer, outcome } = await takeInOfficer(tx, form, by)
  const told = { ok: true as const, unit: unit?.outcome ?? null, officer: outcome }
  const known = await accountKnown(tx, row.username, officer)
  if (known !== undefined) return { ...told, account: 'same', username: known, password: null }
  const username = row.username ?? (await freeUsername(tx, nameEn))
  const account = { name, nameEn, role: 'officer' as const, officer: officer.id, partner: null }
  await putAccount(tx, { username, form: account, passwordHash }, by)
  return { ...told, account: 'added', username, password }
}

type Taken = 'added' | 'changed' | 'same'

async function takeInUnit(
  tx: Db,
  told: NonNullable<PersonRow['unit']>,
  organisation: number,
  by: By,
): Promise<{ readonly id: number; readonly outcome: Taken }> {
  const known = await unitOfCode(tx, told.code)
  if (known?.retired) throw isRetired(told.code)
  if (known) return { id: known.id, outcome: 'same' }
  const body = { ...told, organisation, tags: ['daily' as const], vehicle: null }
  const { id } = await putUnit(tx, { params: undefined, body, ...by })
  return { id, outcome: 'added' }
}

async function takeInOfficer(
  tx: Db,
  form: OfficerForm & { readonly certificate: string },
  by: By,
): Promise<{ readonly officer: Officer; readonly outcome: Taken }> {
  const id = await officerOfCertificate(tx, form.certificate)
  const before = id === undefined ? undefined : await officerById(tx, id)
  if (!before)
    return { officer: await putOfficer(tx, { params: undefined, body: form, ...by }), outcome: 'added' }
  const was = formOf(before)
  if (isDeepStrictEqual(was, form)) return { officer: before, outcome: 'same' }
  const body = { was, now: form }
  return { officer: await alterOfficer(tx, { params: { id: before.id }, body, ...by }), outcome: 'changed' }
}

/** The username of the officer's account, where there is one; one of that name which is somebody else's is refused. */
async function accountKnown(
  tx: Db,
  username: string | null,
  { id, account }: Officer,
): Promise<string | undefined> {
  if (username === null) return account ?? undefined
  const owner = await officerOfUsername(tx, username)
  if (owner === undefined) return undefined
  if (owner !== id) throw usernameTaken(username)
  return username
}

/** `Wang Qiang` is wangqiang, `Lü Jie` lujie, and the next of that name lujie2. */
async function freeUsername(tx: Db, nameEn: string): Promise<string> {
  const letters = nameEn
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
  const name = letters.length < 2 ? 'officer' : letters.slice(0, 36)
  const taken = await usernamesLike(tx, name)
  for (let place = 1; ; place++) {
    const username = place === 1 ? name : `${name}${place}`
    if (!taken.has(username)) return username
  }
}
