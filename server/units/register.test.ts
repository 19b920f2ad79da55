/** Units that an administrator adds, changes, retires and brings back; the log tells each, and replay follows it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Board } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import type { ChunkFacts } from '#contract/replay.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { RegisteredUnit, UnitForm } from '#contract/unitRegister.ts'
import type { Unit } from '#contract/units.ts'
import { makeCheckpoint } from '../replay/facts.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

const T0 = 1_800_000_000_000
let clock = T0
let console: TestConsole
let units: number[]
let admin: Person
let dispatcher: Person
beforeAll(async () => {
  console = await testConsole({ now: () => clock })
  units = await smallCity(console.db, ['foot', 'foot', 'boat'])
  await console.db.query(
    `insert into qualification (code, kind, name, name_en) values ('tow', 'vehicle', '清障车', 'Tow truck')`,
  )
  admin = await person(console, 'admin', { username: 'chen' })
  dispatcher = await person(console, 'dispatcher')
})
afterAll(() => console.stop())

const form: UnitForm = {
  name: '外滩巡逻车',
  nameEn: 'Bund car',
  kind: 'car',
  organisation: 2,
  tags: ['daily', 'night'],
  vehicle: 'tow',
}
const add = (code: string, change: Partial<UnitForm> = {}) =>
  admin.send('POST', '/api/units', { code, ...form, ...change }) as Promise<{ status: number; body: never }>
const added = async (code: string): Promise<Unit> => (await add(code)).body
const change = (id: number, was: UnitForm, now: UnitForm) =>
  admin.send('POST', `/api/units/${id}/change`, { was, now })
const retire = (id: number) => admin.send('POST', `/api/units/${id}/retire`, { reason: '撤编' })
const restore = (id: number) => admin.send('POST', `/api/units/${id}/restore`, { reason: '恢复编制' })
const register = async (): Promise<RegisteredUnit[]> =>
  ((await admin.send('GET', '/api/units/register')).body as { units: RegisteredUnit[] }).units
const board = async (): Promise<Board> => (await dispatcher.send('GET', '/api/board')).body
const onBoard = async (code: string) => (await board()).units.find((each) => each.code === code)
const lastEvent = async (id: number): Promise<Event> => {
  const { events } = (await admin.send('GET', `/api/events?subject=unit/${id}`)).body as { events: Event[] }
  return events.at(-1) as Event
}

test('a unit is added off duty and without a crew, and the log says by whom', async () => {
  const unit = await added('C101')
  expect(unit).toMatchObject({
    ...{ code: 'C101', kind: 'car', duty: 'off', crew: [], squad: '外滩中队' },
    district: '310101',
  })
  expect(await onBoard('C101')).toEqual(unit)
  const { actor, kind, units: concerned, body } = await lastEvent(unit.id)
  expect({ actor, kind, concerned }).toEqual({ actor: 'chen', kind: 'unit.added', concerned: [unit.id] })
  expect(body).toEqual({ unit, now: form })
  expect(await register()).toContainEqual({
    id: unit.id,
    code: 'C101',
    ...form,
    officers: 0,
    retiredAt: null,
  })
})

test('a call sign is nobody else’s, and what it names must be there', async () => {
  expect(await add('H001')).toMatchObject({ status: 409, body: { code: 'code_taken', where: 'body/code' } })
  expect(await add('h-1')).toMatchObject({ status: 400, body: { where: 'body/code' } })
  expect(await add('C900', { organisation: 99 })).toMatchObject({
    status: 422,
    body: { where: 'body/organisation' },
  })
  expect(await add('C900', { vehicle: 'tank' })).toMatchObject({
    status: 422,
    body: { where: 'body/vehicle' },
  })
  expect(await onBoard('C900')).toBeUndefined()
})

test('a change takes effect once: who saw what it was before is told to look again', async () => {
  const { id } = await added('C102')
  const now: UnitForm = { ...form, name: '夜巡车', kind: 'ebike', tags: ['night'], vehicle: null }
  expect((await change(id, form, now)).body).toMatchObject({ name: '夜巡车', kind: 'ebike', version: 2 })
  expect(await change(id, form, { ...form, name: '日巡车' })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  expect(await lastEvent(id)).toMatchObject({ actor: 'chen', kind: 'unit.changed', body: { was: form, now } })
})

test('a retired unit is in no list of now and cannot be sent, and brought back it can', async () => {
  const { id } = await added('C103')
  expect((await retire(id)).body).toMatchObject({ retired: true, duty: 'off' })
  const listed = (await dispatcher.send('GET', '/api/units')).body as Unit[]
  expect(listed.some((each) => each.id === id)).toBe(false)
  const duty = { version: 2, duty: 'on' }
  expect(await dispatcher.send('POST', `/api/units/${id}/duty`, duty)).toMatchObject({
    body: { code: 'unit_retired' },
  })
  const ticket = await complaint()
  expect(await dispatch(ticket, id)).toMatchObject({ status: 409, body: { code: 'unit_retired' } })
  expect((await restore(id)).body).toMatchObject({ retired: false, duty: 'off' })
  await dispatcher.send('POST', `/api/units/${id}/duty`, { version: 3, duty: 'on' })
  expect((await dispatch(ticket, id)).status).toBe(200)
})

async function complaint(): Promise<Ticket> {
  const body = { category: '0501', text: '流动设摊', address: '外滩', place: [121.4867, 31.2443] }
  return (await dispatcher.send('POST', '/api/tickets', body)).body
}
const dispatch = ({ id, version }: Ticket, unit: number) =>
  dispatcher.send('POST', `/api/tickets/${id}/dispatch`, { version, units: [unit] })

test('a unit with something left to do is not retired, and it is said what', async () => {
  const [busy = 0, rostered = 0, walking = 0] = units
  const ticket = await complaint()
  await dispatch(ticket, busy)
  expect(await retire(busy)).toMatchObject({
    status: 409,
    body: { code: 'unit_has_assignment', message: { en: expect.stringContaining(ticket.code) } },
  })
  await console.db.query(
    `insert into crew_shift (unit, day, shift, tag) values ($1, (to_timestamp($2 / 1000.0) at time zone 'Asia/Shanghai')::date + 1, 'early', 'daily')`,
    [rostered, clock],
  )
  expect(await retire(rostered)).toMatchObject({ status: 409, body: { code: 'unit_has_shift' } })
  await console.db.query(
    `insert into patrol_plan (name, name_en, mode, tag, stops, weekdays, shift, unit)
     values ('滨江线', 'Riverside', 'boat', 'water', '[{}]', '{1}', 'early', $1)`,
    [walking],
  )
  expect(await retire(walking)).toMatchObject({
    body: { code: 'unit_has_plan', message: { zh: expect.stringContaining('滨江线') } },
  })
})

test('who retires a unit takes its officers off it, and the log names them', async () => {
  const { id } = await added('C104')
  const officer = await person(console, 'officer', { unit: id })
  await retire(id)
  expect(await onBoard('C104')).toMatchObject({ crew: [], retired: true })
  expect((await officer.send('GET', '/api/session')).body).toMatchObject({ account: { unit: null } })
  const { events } = (await admin.send('GET', `/api/events?subject=unit/${id}`)).body as { events: Event[] }
  expect(events.slice(1).map(({ actor, kind }) => [actor, kind])).toEqual([
    ['chen', 'unit.crew'],
    ['chen', 'unit.retired'],
  ])
})

test('a unit that is being retired is not sent by who looked a moment before', async () => {
  for (let round = 0; round < 10; round++) {
    const { id } = await added(`R${100 + round}`)
    await dispatcher.send('POST', `/api/units/${id}/duty`, { version: 1, duty: 'on' })
    const ticket = await complaint()
    const [sent, gone] = await Promise.all([dispatch(ticket, id), retire(id)])
    expect([sent.status, gone.status].filter((status) => status === 200)).toHaveLength(1)
  }
})

test('replay shows a unit from when it was, and no more as one of service from when it was retired', async () => {
  clock = T0 + 600_000
  await makeCheckpoint(console.db, clock)
  const at = async (minutes: number) => {
    const url = `/api/replay/${T0 + 600_000 + minutes * 60_000}/facts?by=happened`
    const { board: then, events } = (await dispatcher.send('GET', url)).body as ChunkFacts
    return [then.units.find((each) => each.code === 'C105')?.retired, events.map(({ kind }) => kind)]
  }
  clock += 5 * 60_000
  const { id } = await added('C105')
  clock += 10 * 60_000
  await retire(id)
  clock += 20 * 60_000
  expect(await at(0)).toEqual([undefined, ['unit.added']])
  expect(await at(10)).toEqual([false, ['unit.retired']])
  expect(await at(20)).toEqual([true, []])
  const facts = (await dispatcher.send('GET', `/api/replay/${T0 + 600_000 + 20 * 60_000}/facts?by=received`))
    .body as ChunkFacts
  expect(facts.board.units).toEqual((await board()).units)
})

test('only an administrator changes units, and an auditor may read of all', async () => {
  const auditor = await person(console, 'auditor')
  const duty = await person(console, 'duty')
  expect((await auditor.send('GET', '/api/units/register')).status).toBe(200)
  expect((await duty.send('GET', '/api/units/register')).status).toBe(403)
  for (const who of [auditor, duty]) {
    expect((await who.send('POST', '/api/units', { code: 'C999', ...form })).status).toBe(403)
    expect((await who.send('POST', '/api/units/1/retire', { reason: '撤编' })).status).toBe(403)
  }
})
