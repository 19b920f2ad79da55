/** Accounts that an administrator makes, changes and locks: the last administrator stays, and no password is in any answer or log. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AccountForm, ListedAccount } from '#contract/accounts.ts'
import type { Board } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import { type LivingConsole, livingConsole, watcher } from '../testing.live.ts'
import { type Person, person, smallCity } from '../testing.ts'

let console: LivingConsole
let units: number[]
let admin: Person
beforeAll(async () => {
  // Sessions are looked at so seldom that what ends at once ends by itself.
  console = await livingConsole({ sessionCheckMs: 600_000 })
  units = await smallCity(console.db, ['foot', 'foot'])
  await console.db.query(
    `insert into officer (name, name_en, organisation, unit) values ('王强', 'Wang Qiang', 2, $1)`,
    [units[0]],
  )
  admin = await person(console, 'admin', { username: 'chen' })
})
afterAll(async () => {
  await console.stop()
  await console.drop()
})

const desk: AccountForm = { name: '李娜', nameEn: 'Li Na', role: 'dispatcher', officer: null, partner: null }
type Added = { account: ListedAccount; password: string | null }

const add = (username: string, change: Partial<AccountForm> & { password?: string } = {}, by = admin) =>
  by.send('POST', '/api/accounts', { username, ...desk, ...change }) as Promise<{
    status: number
    body: never
  }>
const added = async (username: string, change: Partial<AccountForm> = {}): Promise<Added> =>
  (await add(username, change)).body
const change = (id: number, was: AccountForm, now: AccountForm, by = admin) =>
  by.send('POST', `/api/accounts/${id}/change`, { was, now })
const lock = (id: number, by = admin) => by.send('POST', `/api/accounts/${id}/lock`, { reason: '离职' })
const unlock = (id: number) => admin.send('POST', `/api/accounts/${id}/unlock`, { reason: '返岗' })
const renew = (id: number, password?: string) =>
  admin.send('POST', `/api/accounts/${id}/password`, password === undefined ? {} : { password })
const signIn = async (username: string, password: string | null) => {
  const answer = await console.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password },
  })
  const cookie = `${answer.cookies[0]?.name}=${answer.cookies[0]?.value}`
  return { status: answer.statusCode, code: answer.json().code as string | undefined, cookie }
}
const accounts = async (): Promise<ListedAccount[]> =>
  ((await admin.send('GET', '/api/accounts')).body as { accounts: ListedAccount[] }).accounts
const idOf = async (username: string): Promise<number> =>
  (await accounts()).find((each) => each.username === username)?.id as number
const lastEvent = async (username: string): Promise<Event> => {
  const { events } = (await admin.send('GET', `/api/events?subject=account/${username}`)).body as {
    events: Event[]
  }
  return events.at(-1) as Event
}

test('a new account signs in with the password that was told once, or with the one that was chosen', async () => {
  const { account, password } = await added('lina')
  expect(account).toMatchObject({ username: 'lina', role: 'dispatcher', sessions: 0, lockedAt: null })
  expect((await signIn('lina', password)).status).toBe(200)
  expect((await add('lina2', { password: 'river and creek' })).body).toMatchObject({ password: null })
  expect((await signIn('lina2', 'river and creek')).status).toBe(200)
  expect(await add('lina3', { password: 'too short' })).toMatchObject({
    status: 400,
    body: { where: 'body/password' },
  })
})

test('no password and no hash is in a list, the log or what was kept of commands', async () => {
  const { account, password } = await added('secret')
  await renew(account.id, 'another long one')
  const { rows } = await console.db.query<{ text: string }>(
    `select coalesce(string_agg(e::text, ''), '') || (select coalesce(string_agg(c::text, ''), '') from command c) as text from event e`,
  )
  const told = JSON.stringify(await accounts()) + rows[0]?.text
  expect(told).toContain('secret')
  for (const never of [password as string, 'another long one', 'argon2']) expect(told).not.toContain(never)
})

test('a username is nobody else’s, nor one the log acts under', async () => {
  await add('twice')
  expect(await add('twice')).toMatchObject({ status: 409, body: { code: 'username_taken' } })
  expect(await add('geofence')).toMatchObject({ status: 409, body: { code: 'username_taken' } })
  expect(await add('Twice')).toMatchObject({ status: 400, body: { where: 'body/username' } })
})

test('an officer’s account is an officer’s, a partner’s a department’s, and any other neither', async () => {
  expect(await add('ge', { role: 'officer' })).toMatchObject({
    status: 422,
    body: { code: 'officer_by_role' },
  })
  expect(await add('ge', { officer: 1 })).toMatchObject({ status: 422, body: { code: 'officer_by_role' } })
  expect(await add('ge', { role: 'officer', officer: 77 })).toMatchObject({
    status: 422,
    body: { code: 'no_officer' },
  })
  expect(await add('ge', { role: 'partner' })).toMatchObject({
    status: 422,
    body: { code: 'partner_by_role' },
  })
  const { password } = await added('wangqiang', { role: 'officer', officer: 1 })
  const { cookie } = await signIn('wangqiang', password)
  const session = await console.app.inject({ url: '/api/session', headers: { cookie } })
  expect(session.json()).toMatchObject({ account: { role: 'officer', unit: units[0] } })
})

test('who joins the desk and who is called otherwise is on the board, and told with what it was', async () => {
  const { account } = await added('newname')
  const people = async () => ((await admin.send('GET', '/api/board')).body as Board).people
  expect(await people()).toContainEqual({ username: 'newname', name: '李娜', nameEn: 'Li Na' })
  const now = { ...desk, name: '李娜丽', role: 'duty' } as const
  await change(account.id, desk, now)
  expect(await people()).toContainEqual({ username: 'newname', name: '李娜丽', nameEn: 'Li Na' })
  const { events } = (await admin.send('GET', '/api/events?subject=account/newname')).body as {
    events: Event[]
  }
  expect(events.map(({ actor, kind, body }) => ({ actor, kind, body }))).toEqual([
    {
      actor: 'chen',
      kind: 'account.added',
      body: { person: { username: 'newname', name: '李娜', nameEn: 'Li Na' }, now: desk },
    },
    {
      actor: 'chen',
      kind: 'account.changed',
      body: { person: { username: 'newname', name: '李娜丽', nameEn: 'Li Na' }, was: desk, now },
    },
  ])
  expect(await change(account.id, desk, now)).toMatchObject({ status: 409, body: { code: 'stale' } })
})

test('who gets another role signs in anew', async () => {
  const { account, password } = await added('promoted')
  const { cookie } = await signIn('promoted', password)
  await change(account.id, desk, { ...desk, role: 'duty' })
  expect((await console.app.inject({ url: '/api/board', headers: { cookie } })).statusCode).toBe(401)
  expect((await signIn('promoted', password)).status).toBe(200)
})

test('what somebody did at a desk stays under that name: no desk becomes an officer', async () => {
  const { account } = await added('desk')
  const now = { ...desk, role: 'officer', officer: 1 } as const
  expect(await change(account.id, desk, now)).toMatchObject({
    status: 409,
    body: { code: 'cannot_become_officer' },
  })
})

test('a locked account’s sessions and sockets end at once, and it signs in again when it is unlocked', async () => {
  const { account, password } = await added('leaving')
  const { cookie } = await signIn('leaving', password)
  const { socket } = await watcher(console.port, cookie)
  expect((await lock(account.id)).body).toMatchObject({ sessions: 0, lockedAt: expect.any(Number) })
  await vi.waitFor(() => expect(socket.connected).toBe(false), 5_000)
  const board = await console.app.inject({ url: '/api/board', headers: { cookie } })
  expect(board.statusCode).toBe(401)
  expect(await signIn('leaving', password)).toMatchObject({ status: 403, code: 'locked' })
  expect((await signIn('leaving', 'not the password')).code).toBe('wrong_password')
  expect(await lastEvent('leaving')).toMatchObject({
    actor: 'chen',
    kind: 'account.locked',
    body: { reason: '离职' },
  })
  await unlock(account.id)
  expect((await signIn('leaving', password)).status).toBe(200)
})

test('a new password ends what was open with the old one, and the own session goes on', async () => {
  const { account, password } = await added('forgot')
  const { cookie } = await signIn('forgot', password)
  const { body } = (await renew(account.id)) as { body: Added }
  expect((await console.app.inject({ url: '/api/board', headers: { cookie } })).statusCode).toBe(401)
  expect((await signIn('forgot', password)).status).toBe(401)
  expect((await signIn('forgot', body.password)).status).toBe(200)
  await renew(await idOf('chen'), 'a password of my own')
  expect((await admin.send('GET', '/api/board')).status).toBe(200)
})

describe('the last administrator', () => {
  test('is neither locked nor demoted, and nobody changes the own role', async () => {
    const fan = await person(console, 'admin', { username: 'fan' })
    const own = await idOf('fan')
    const was: AccountForm = { ...desk, name: 'fan', nameEn: 'fan', role: 'admin' }
    expect(await lock(own, fan)).toMatchObject({ status: 409, body: { code: 'own_account' } })
    expect(await change(own, was, { ...was, role: 'duty' }, fan)).toMatchObject({
      status: 409,
      body: { code: 'own_account' },
    })
    expect((await change(own, was, { ...was, role: 'duty' })).status).toBe(200)
    // Who was demoted a moment ago acts no more.
    expect((await lock(await idOf('chen'), fan)).status).toBe(401)
  })

  const databaseId = async (username: string): Promise<number> => {
    const { rows } = await console.db.query<{ id: number }>('select id from account where username = $1', [
      username,
    ])
    return rows[0]?.id as number
  }

  test('is left where two lock each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      await console.db.query(`update account set locked_at = now() where role = 'admin'`)
      const [one, other] = await Promise.all([person(console, 'admin'), person(console, 'admin')])
      const [first, second] = await Promise.all([databaseId(one.username), databaseId(other.username)])
      const answers = await Promise.all([lock(second, one), lock(first, other)])
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    }
    await console.db.query(`update account set locked_at = null where role = 'admin'`)
  })
})

test('an auditor reads who has an account and changes nothing, and nobody else does either', async () => {
  const auditor = await person(console, 'auditor')
  const duty = await person(console, 'duty')
  expect((await auditor.send('GET', '/api/accounts')).status).toBe(200)
  expect((await duty.send('GET', '/api/accounts')).status).toBe(403)
  for (const who of [auditor, duty]) {
    expect((await add('sneaked', {}, who)).status).toBe(403)
    expect((await lock(await idOf('chen'), who)).status).toBe(403)
  }
})

test('an auditor reads who changed which unit, officer and account, the newest first', async () => {
  const auditor = await person(console, 'auditor')
  const { account } = await added('audited')
  await lock(account.id)
  const changes = (await auditor.send('GET', '/api/people/changes')).body as Event[]
  expect(changes.slice(0, 2).map(({ actor, kind, subject }) => [actor, kind, subject])).toEqual([
    ['chen', 'account.locked', 'account/audited'],
    ['chen', 'account.added', 'account/audited'],
  ])
  expect((await (await person(console, 'duty')).send('GET', '/api/people/changes')).status).toBe(403)
})
