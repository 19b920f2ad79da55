/** Officers that an administrator adds and changes: their units' crews change with them, for everybody at once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Board } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import type { Officer, OfficerForm } from '#contract/officers.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let units: number[]
let admin: Person
beforeAll(async () => {
  console = await testConsole()
  units = await smallCity(console.db, ['foot', 'foot'])
  await console.db.query(
    `insert into qualification (code, kind, name, name_en) values ('drone', 'skill', '无人机', 'Drone')`,
  )
  admin = await person(console, 'admin', { username: 'chen' })
})
afterAll(() => console.stop())

const wang: OfficerForm = {
  name: '王强',
  nameEn: 'Wang Qiang',
  organisation: 2,
  unit: null,
  certificate: '31-0101-0007',
  certificateUntil: '2028-05-31',
  skills: ['drone'],
}
const add = (change: Partial<OfficerForm> = {}) =>
  admin.send('POST', '/api/officers', { ...wang, ...change }) as Promise<{ status: number; body: never }>
const added = async (change: Partial<OfficerForm> = {}): Promise<Officer> => (await add(change)).body
const change = (id: number, was: OfficerForm, now: OfficerForm) =>
  admin.send('POST', `/api/officers/${id}/change`, { was, now })
const crews = async () =>
  ((await admin.send('GET', '/api/board')).body as Board).units.map(({ crew }) =>
    crew.map(({ name }) => name),
  )
const newest = async (count: number): Promise<Event[]> => {
  const { events } = (await admin.send('GET', '/api/events')).body as { events: Event[] }
  return events.slice(-count)
}

test('an officer who is added to a unit is of its crew, and both is told of the administrator', async () => {
  const officer = await added({ unit: units[0] as number })
  expect(officer).toEqual({ id: officer.id, ...wang, unit: units[0], account: null })
  expect(await crews()).toEqual([['王强'], []])
  expect((await newest(2)).map(({ actor, kind, subject }) => [actor, kind, subject])).toEqual([
    ['chen', 'unit.crew', `unit/${units[0]}`],
    ['chen', 'officer.added', `officer/${officer.id}`],
  ])
  await change(officer.id, { ...wang, unit: units[0] as number }, { ...wang, unit: units[1] as number })
  expect(await crews()).toEqual([[], ['王强']])
  expect((await newest(1))[0]).toMatchObject({
    kind: 'officer.changed',
    units: [...units],
    body: { was: { unit: units[0] }, now: { unit: units[1] } },
  })
})

test('a change takes effect once: who saw what it was before is told to look again', async () => {
  const { id } = await added()
  const now = { ...wang, certificateUntil: '2030-05-31', skills: [] }
  expect((await change(id, wang, now)).status).toBe(200)
  expect(await change(id, wang, { ...wang, name: '王刚' })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  expect((await admin.send('GET', '/api/officers')).body).toMatchObject({
    skills: [{ code: 'drone' }],
    officers: expect.arrayContaining([{ id, ...now, account: null }]),
  })
})

test('what an officer names must be there, and a retired unit takes nobody', async () => {
  expect(await add({ organisation: 99 })).toMatchObject({ status: 422, body: { where: 'body/organisation' } })
  expect(await add({ skills: ['magic'] })).toMatchObject({ status: 422, body: { where: 'body/skills' } })
  expect(await add({ certificateUntil: '2028-02-31' })).toMatchObject({ status: 400 })
  await admin.send('POST', `/api/units/${units[0]}/retire`, { reason: '撤编' })
  expect(await add({ unit: units[0] as number })).toMatchObject({ status: 422, body: { where: 'body/unit' } })
})

test('only an administrator changes officers, and an auditor may read of all', async () => {
  const auditor = await person(console, 'auditor')
  const duty = await person(console, 'duty')
  expect((await auditor.send('GET', '/api/officers')).status).toBe(200)
  expect((await duty.send('GET', '/api/officers')).status).toBe(403)
  for (const who of [auditor, duty]) expect((await who.send('POST', '/api/officers', wang)).status).toBe(403)
})
