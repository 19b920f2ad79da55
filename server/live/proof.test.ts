/** The state's hash as the server tells it: what each role should hold, up to the frame and the event it names. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#contract/roles.ts'
import { digest, type Proof } from '#contract/stateHash.ts'
import type { Ticket } from '#contract/tickets.ts'
import { lastNumber } from '../events/queries.ts'
import { type LivingConsole, livingConsole, type Watcher, watcher } from '../testing.live.ts'
import { person, smallCity } from '../testing.ts'

let running: LivingConsole
let units: number[]
beforeAll(async () => {
  running = await livingConsole()
  units = await smallCity(running.db, ['foot', 'car', 'boat'])
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

async function watching(role: Role): Promise<Watcher> {
  const { cookie } = await person(running, role, role === 'officer' ? { unit: units[0] as number } : {})
  return watcher(running.port, cookie)
}

function proofFor({ socket }: Watcher, asked: number, entries = false): Promise<Proof> {
  const answer = new Promise<Proof>((done) => socket.once('proof', done))
  socket.emit('proof', { asked, entries })
  return answer
}

const move = (mover: number, lng: number) =>
  running.positions.book.enter(
    {
      mover,
      at: Date.now(),
      lng,
      lat: 31.24,
      speed: 1,
      heading: 90,
      accuracy: 5,
      source: 0,
      skew: 0,
    },
    Date.now(),
  )

/** What was drawn of the frames so far, in the steps of the wire. */
const drawn = ({ fixes }: Watcher) =>
  digest(
    Array.from(fixes.values(), ({ mover, lng, lat, at }) => [
      mover,
      Math.round(lng * 1e6),
      Math.round(lat * 1e6),
      at / 10,
    ]),
  )

test('it is the hash of the frames read before it, while everything moves', async () => {
  const desk = await watching('dispatcher')
  let turn = 0
  const moving = setInterval(() => {
    turn++
    for (let mover = 1; mover <= 30; mover++) move(1_000_000 + mover, 121.4 + mover * 0.01 + turn * 1e-5)
  }, 5)
  for (let asked = 1; asked <= 10; asked++) {
    const answer = new Promise<[Proof, ReturnType<typeof drawn>]>((done) =>
      // Hashed in the very turn in which the answer is read.
      desk.socket.once('proof', (proof) => done([proof, drawn(desk)])),
    )
    desk.socket.emit('proof', { asked, entries: false })
    const [proof, mine] = await answer
    expect(proof.asked).toBe(asked)
    expect(proof.positions).toEqual(mine)
  }
  clearInterval(moving)
  expect(desk.gaps).toBe(0)
  desk.socket.close()
})

test('it names open tickets and active assignments by their versions, as of the last event', async () => {
  const desk = await watching('dispatcher')
  const dispatcher = await person(running, 'dispatcher')
  const body = { category: '0501', text: '设摊', address: '外滩', place: [121.4867, 31.2443] }
  const opened = (await dispatcher.send('POST', '/api/tickets', body)).body as Ticket
  const sent = { version: opened.version, units: [units[0]] }
  const { ticket } = (await dispatcher.send('POST', `/api/tickets/${opened.id}/dispatch`, sent)).body as {
    ticket: Ticket
  }
  await running.db.query(
    `insert into zone (kind, code, name, name_en, area) values ('drawn', 'P1', '甲', 'A', st_makeenvelope(121.4, 31.2, 121.5, 31.3, 4326));
     insert into operation (code, name, name_en, starts_at, ends_at, venue, version)
       values ('P', '行动', 'Operation', now(), now() + interval '1 day', st_setsrid(st_makepoint(121.3, 31.19), 4326), 7);
     insert into patrol_round (unit, day, name, name_en, mode, tag, stops, starts, ends, ordered_by, ordered_at, state, version)
       select id, current_date, '巡', 'R', 'foot', 'daily', '[]', now(), now() + interval '1 hour', 'x', now(), state, 3
       from unit, (values ('started'), ('planned')) as s (state) where code = 'H001'`,
  )
  const ids = async (table: string) =>
    (await running.db.query<{ id: number; version: number }>(`select id, version from ${table}`)).rows.map(
      ({ id, version }) => [id, version] as const,
    )
  const { facts, event } = await proofFor(desk, 1, true)
  expect(facts?.zones).toEqual(digest(await ids('zone'), true))
  expect(facts?.operations).toEqual(digest(await ids('operation'), true))
  expect(facts?.rounds).toEqual(digest([[1, 3]], true))
  expect(event).toBe(await lastNumber(running.db))
  expect(facts?.units.count).toBe(3)
  expect(facts?.contacts.count).toBe(0)
  expect(facts?.tickets).toEqual(digest([[ticket.id, ticket.version]], true))
  expect(facts?.assignments).toEqual(digest([[1, 1]], true))
  desk.socket.close()
})

test('an officer is told nothing of the whole log, and an auditor nothing of places', async () => {
  const [officer, auditor] = [await watching('officer'), await watching('auditor')]
  expect(await proofFor(officer, 1)).toMatchObject({ facts: null, positions: { count: 30 } })
  expect(await proofFor(auditor, 1)).toMatchObject({ positions: null, facts: { units: { count: 3 } } })
  officer.socket.close()
  auditor.socket.close()
})

test('what is no question is not answered, and only kinds there are are counted', async () => {
  const desk = await watching('duty')
  const odd = desk.socket as unknown as { emit(name: string, told: unknown): void }
  for (const told of [null, 7, {}, { asked: 'x', entries: true }]) odd.emit('proof', told)
  for (const told of [null, 'units', ['tickets', 'moods', 'tickets']]) odd.emit('mismatch', told)
  expect((await proofFor(desk, 9)).asked).toBe(9)
  expect(await running.metric('console_state_mismatch_total{kind="tickets"}')).toBe(1)
  expect(await running.metric('console_state_mismatch_total{kind="units"}')).toBe(0)
  desk.socket.close()
})
