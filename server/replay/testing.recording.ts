/** For tests: a city that lives through faults by its own clock, and what was seen of it live at random instants. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Board } from '#contract/board.ts'
import { createRandom, type Random } from '../../scripts/simulate/random.ts'
import type { Newest } from '../positions/slots.ts'
import { type LivingConsole, livingConsole, watcher } from '../testing.live.ts'
import { type Person, person, smallCity, testDatabase } from '../testing.ts'
import { type Desk, doSomething } from './testing.deeds.ts'

/** `accepted` by the server. */
export type Sent = { readonly unit: number; readonly at: number; readonly lng: number; readonly lat: number }
export type Instant = { readonly at: number; readonly positions: readonly Newest[]; readonly board: Board }

export type Recording = {
  readonly console: LivingConsole
  readonly supervisor: Person
  readonly starts: number
  readonly instants: readonly Instant[]
  readonly sent: readonly Sent[]
  /** The first, before anything was done. */
  readonly begun: Board
  stop(): Promise<void>
}

/** A Thursday, nine in Shanghai. */
const STARTS = Date.UTC(2026, 10, 5, 1)
const UNITS = 24
/** Up to this unit, devices' clocks are right. */
export const PUNCTUAL = 20
const RESTARTS = [0.3, 0.7]

export async function recordCity(seed: number, count: number): Promise<Recording> {
  const random = createRandom(seed)
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'jianghe-'))
  const clock = { now: STARTS }
  const begin = () => livingConsole({ database, dataDir, now: () => clock.now })
  await smallCity(
    database.db,
    Array.from({ length: UNITS }, (_, i) => (i % 3 ? 'foot' : 'car')),
  )
  await database.db.query(
    `insert into zone (kind, code, name, name_en, area) values
       ('reach_bank', 'A', '甲段', 'Reach A', st_makeenvelope(121.39, 31.19, 121.401, 31.22, 4326))`,
  )
  let console = await begin()
  const desk = await deskOf(console)
  // Accounts come before the server, and are in no event.
  await console.stop()
  console = await begin()
  const units = Array.from({ length: UNITS }, (_, i) => walker(i + 1, random))
  const begun = await boardNow(console, desk.supervisor)
  const instants: Instant[] = []
  const sent: Sent[] = []
  for (let step = 0; step < count; step++) {
    clock.now += Math.round(random.between(2_000, 20_000))
    if (RESTARTS.some((share) => Math.floor(share * count) === step)) {
      await console.stop()
      console = await begin()
    }
    await report(console, units, clock.now, random, desk.token, sent)
    const { board: before } = instants.at(-1) ?? { board: begun }
    if (random.chance(0.6)) await doSomething({ console, desk, board: before, now: clock.now, random })
    if (step % 40 === 20) await loseConsole(console, desk.supervisor)
    if (step % 30 === 20) await console.replay.keeper.run()
    // Told and read at one moment: nothing is between the two.
    await console.positions.flush()
    const [positions, board] = [console.positions.book.all(), await boardNow(console, desk.supervisor)]
    instants.push({ at: clock.now, positions, board })
    clock.now += 1
  }
  // All are found again, and tell what they kept.
  for (const unit of units) unit.silentUntil = 0
  await report(console, units, clock.now, random, desk.token, sent)
  clock.now += 700_000
  await console.positions.flush()
  // By its own clock one may be under way that began before this moment.
  await console.replay.keeper.run()
  await console.replay.keeper.run()
  return {
    console,
    supervisor: desk.supervisor,
    starts: STARTS,
    instants,
    sent,
    begun,
    async stop() {
      await console.stop()
      await database.drop()
      await rm(dataDir, { recursive: true })
    },
  }
}

async function boardNow(console: LivingConsole, { cookie }: Person): Promise<Board> {
  return (await console.app.inject({ url: '/api/board', headers: { cookie } })).json()
}

async function deskOf(console: LivingConsole): Promise<Desk> {
  const admin = await person(console, 'admin')
  for (let unit = 1; unit <= UNITS; unit++)
    await admin.send('POST', '/api/devices', { id: `D${unit}`, protocol: 'http', unit })
  const feed = (await admin.send('POST', '/api/devices', { id: 'feed', protocol: 'feed' })).body
  await console.db.query(`update session set expires = '2100-01-01'`)
  const desk = {
    admin,
    dispatcher: await person(console, 'dispatcher'),
    duty: await person(console, 'duty'),
    supervisor: await person(console, 'supervisor'),
    token: (feed as { token: string }).token,
  }
  await console.db.query(`update session set expires = '2100-01-01'`)
  return desk
}

type Walker = { unit: number; x: number; y: number; silentUntil: number; kept: Report[] }
type Report = { device: string; at: number; lng: number; lat: number; speed: number; heading: number }

const walker = (unit: number, random: Random): Walker => ({
  unit,
  x: Math.floor(random.between(0, 200)),
  y: Math.floor(random.between(0, 900)),
  silentUntil: 0,
  kept: [],
})

/** Each tells where it is, but for those in dead spots: they tell it late, when they come out. */
async function report(
  console: LivingConsole,
  units: readonly Walker[],
  now: number,
  random: Random,
  token: string,
  sent: Sent[],
): Promise<void> {
  const batch: Report[] = []
  for (const unit of units) {
    if (random.chance(0.02)) unit.silentUntil = now + random.between(30_000, 900_000)
    unit.x += Math.round(random.between(-9, 9))
    unit.y += Math.round(random.between(-3, 3))
    // A clock that is ahead now and then, which the server corrects, and a way that takes up to a second.
    const ahead = unit.unit > PUNCTUAL && random.chance(0.1)
    const at = Math.round(now + (ahead ? random.between(500, 8_000) : -random.between(0, 900)))
    unit.kept.push({
      device: `D${unit.unit}`,
      at,
      // In the middle of a step of the chunks, so that no rounding decides.
      lng: Math.round(12_140_000 + unit.x) / 1e5,
      lat: Math.round(3_120_000 + unit.y) / 1e5,
      speed: random.chance(0.1) ? 0 : Math.round(random.between(0, 30)) / 10,
      heading: Math.round(random.between(0, 359)),
    })
    if (now >= unit.silentUntil) batch.push(...unit.kept.splice(0))
  }
  if (batch.length === 0) return
  const answer = await console.app.inject({
    method: 'POST',
    url: '/api/positions',
    headers: { authorization: `Bearer ${token}` },
    payload: batch,
  })
  const { refused } = answer.json() as { refused: { index: number }[] }
  const without = new Set(refused.map(({ index }) => index))
  batch.forEach(({ device, at, lng, lat }, i) => {
    if (!without.has(i)) sent.push({ unit: Number(device.slice(1)), at, lng, lat })
  })
}

/** One that goes away without a word. */
async function loseConsole(console: LivingConsole, { cookie }: Person): Promise<void> {
  const { socket } = await watcher(console.port, cookie)
  socket.io.engine.close()
}
