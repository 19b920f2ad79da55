/** Signing in, roles, and what a stolen or ended session cannot do. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { may, type Role, roles } from '#contract/roles.ts'
import { person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { hashPassword } from './passwords.ts'
import { insertAccount } from './queries.ts'

let console: TestConsole
let units: number[]
beforeAll(async () => {
  console = await testConsole()
  units = await smallCity(console.db, ['foot', 'foot'])
  const passwordHash = await hashPassword('correct horse')
  await insertAccount(console.db, {
    username: 'zhao',
    passwordHash,
    role: 'dispatcher',
    name: '赵',
    nameEn: 'Zhao',
  })
})
afterAll(() => console.stop())

const signIn = (username: string, password: string) =>
  console.app.inject({ method: 'POST', url: '/api/session', payload: { username, password } })

test('signing in sets a cookie that scripts cannot read and other sites cannot send', async () => {
  const answer = await signIn('zhao', 'correct horse')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ account: { username: 'zhao', role: 'dispatcher' } })
  expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  const { rows } = await console.db.query('select token_hash from session')
  expect(rows.some((row) => row.token_hash.toString('base64url') === answer.cookies[0]?.value)).toBe(false)
})

test('a wrong password and an unknown name get the same answer', async () => {
  const wrong = await signIn('zhao', 'wrong')
  const unknown = await signIn('nobody', 'wrong')
  expect(wrong.statusCode).toBe(401)
  expect(unknown.json()).toEqual(wrong.json())
})

test('the eleventh guess within a minute is slowed down', async () => {
  for (let i = 0; i < 10; i++) await signIn('guessed', 'wrong')
  const answer = await signIn('guessed', 'wrong')
  expect(answer.statusCode).toBe(429)
  expect(answer.json()).toMatchObject({ code: 'too_many' })
})

test('after signing out the cookie opens nothing', async () => {
  const { cookies } = await signIn('zhao', 'correct horse')
  const headers = { cookie: `${cookies[0]?.name}=${cookies[0]?.value}` }
  const board = () => console.app.inject({ method: 'GET', url: '/api/board', headers })
  expect((await board()).statusCode).toBe(200)
  await console.app.inject({ method: 'DELETE', url: '/api/session', headers })
  expect((await board()).statusCode).toBe(401)
})

test('an ended session opens nothing', async () => {
  const wang = await person(console, 'dispatcher')
  await console.db.query(`update session set expires = now() - interval '1 second'`)
  expect((await wang.send('GET', '/api/board')).status).toBe(401)
})

test('every route refuses who is not signed in, and every role what its table does not allow', async () => {
  const stall = { category: '0501', text: '设摊', address: '外滩', place: [121.4867, 31.2443] }
  expect((await console.app.inject({ method: 'GET', url: '/api/board' })).statusCode).toBe(401)
  for (const role of roles) {
    const somebody = await person(console, role as Role)
    const opened = await somebody.send('POST', '/api/tickets', stall)
    expect([role, opened.status]).toEqual([role, may(role, 'ticket.open') ? 200 : 403])
    const events = await somebody.send('GET', '/api/events')
    expect([role, events.status]).toEqual([role, may(role, 'events.see') ? 200 : 403])
  }
})

test('an officer reads only the log of the own unit', async () => {
  const wang = await person(console, 'dispatcher')
  const officer = await person(console, 'officer', { unit: units[0] as number })
  const ticket = (
    await wang.send('POST', '/api/tickets', {
      category: '0501',
      text: '设摊',
      address: '外滩',
      place: [121.48, 31.24],
    })
  ).body as { id: number; version: number }
  const other = { version: ticket.version, units: [units[1]] }
  await wang.send('POST', `/api/tickets/${ticket.id}/dispatch`, other)
  const { events } = (await officer.send('GET', '/api/events')).body as { events: unknown[] }
  expect(events).toEqual([])
  expect((await officer.send('GET', `/api/tickets/${ticket.id}`)).status).toBe(404)
})
