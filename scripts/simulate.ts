/** Brings a seeded city to life through its public API: patrols move, complaints come in, crews work them off. */
import { parseArgs } from 'node:util'
import type { Category, Organisation, Place } from '#contract/city.ts'
import type { Device } from '#contract/devices.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'
import { type Api, ApiError, createApi, postAsDevice } from './simulate/api.ts'
import { createBreaks } from './simulate/breaks.ts'
import { createCrews } from './simulate/crews.ts'
import { createDesk } from './simulate/desk.ts'
import { createExpoDay } from './simulate/expo.ts'
import { type FindingMaker, findingMaker } from './simulate/findings.ts'
import { createFleet, type Fleet } from './simulate/fleet.ts'
import { readLand } from './simulate/land.ts'
import { createPatrols } from './simulate/patrols.ts'
import { createRandom, type Random } from './simulate/random.ts'
import { pause, type Repeating, repeat } from './simulate/repeat.ts'
import { surroundingsOf, type ZoneAnswer } from './simulate/surroundings.ts'
import { type Watch, watchBoard } from './simulate/watch.ts'

export type Simulation = Repeating & {
  readonly url: string
  /** Tickets a minute. */
  readonly rate?: number
}

/** The unit whose phone is in the visitor's hand: nobody simulates its crew. */
const PLAYED = 'H017'

const TICK_MS = 1_000
const LONGEST_STEP_SECONDS = 5

/** Runs until the signal; answers when everything has stopped. */
export async function simulate({ url, say, signal, rate = 2 }: Simulation): Promise<void> {
  const admin = createApi(url, 'admin', undefined, signal)
  const loaded = await untilAnswered({ signal, say }, () => loadCity(admin))
  if (!loaded) return
  const { units, fleet, makeFinding } = loaded
  if (units.length === 0) throw new Error('There are no units to move: seed with DEMO=1 npm run seed')
  say(`Simulating ${fleet.size} moving units and ${rate} tickets a minute`)

  const random = createRandom(Date.now())
  const people = new Map<string, Api>()
  const as = (username: string): Api => {
    // Officers of the demonstration share one password.
    const password = /^[a-z]\d{3}$/.test(username) ? 'demo-officer' : undefined
    const api = people.get(username) ?? createApi(url, username, password, signal)
    people.set(username, api)
    return api
  }
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  const isPlayed = (unit: number) => (codes.get(unit) ?? PLAYED) === PLAYED
  const leaderOf = (unit: number) =>
    isPlayed(unit) ? undefined : as((codes.get(unit) as string).toLowerCase())

  const dispatcher = as('dispatcher')
  const watch = watchBoard(dispatcher)
  const crews = createCrews({ watch, fleet, random, leaderOf })
  const breaks = createBreaks({ watch, fleet, random, leaderOf })
  const patrols = createPatrols({ watch, fleet, random, leaderOf })
  const desk = createDesk({
    watch,
    random,
    dispatcher,
    duty: as('duty'),
    supervisor: as('supervisor'),
    isPlayed,
  })
  const expo = createExpoDay({ url, admin, dispatcher, random, leaderOf })
  const running = { signal, say }
  await Promise.all([
    reportPositions(url, admin, fleet, running),
    repeat('board', 1_000, running, async () => {
      await watch.update()
      crews.work(Date.now())
      patrols.work(Date.now())
    }),
    repeat('desk', 5_000, running, () => desk.work(Date.now())),
    repeat('breaks', 20_000, running, () => breaks.work(Date.now())),
    repeat('muster', 4_000, running, expo.muster),
    repeat('counters', 10_000, running, () => expo.count(Date.now())),
    raiseTickets(rate, dispatcher, watch, makeFinding, random, running),
  ])
}

type City = { organisations: Organisation[]; places: Place[]; categories: Category[] }
type LastPlace = { mover: number; lng: number; lat: number }

async function loadCity(admin: Api): Promise<{ units: Unit[]; fleet: Fleet; makeFinding: FindingMaker }> {
  const [city, zones, units, devices, positions] = await Promise.all([
    admin.get<City>('/api/city'),
    admin.get<{ features: ZoneAnswer[] }>('/api/zones'),
    admin.get<Unit[]>('/api/units'),
    admin.get<Device[]>('/api/devices'),
    admin.get<LastPlace[]>('/api/positions'),
  ])
  const around = surroundingsOf(readLand(), city, zones.features)
  const deviceOf = new Map(devices.toReversed().map((device) => [device.unit, device.id]))
  const lastPlaceOf = new Map(positions.map(({ mover, lng, lat }) => [mover, [lng, lat] as [number, number]]))
  const fleet = createFleet({
    units,
    around,
    deviceOf: (unit) => deviceOf.get(unit),
    lastPlaceOf: (unit) => lastPlaceOf.get(unit),
  })
  return { units, fleet, makeFinding: findingMaker(around, city) }
}

/** A server that is still starting is waited for; undefined: stopped while waiting. */
async function untilAnswered<T>({ signal, say }: Repeating, ask: () => Promise<T>): Promise<T | undefined> {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted) return undefined
      // An answer that says no will not change by itself.
      if (error instanceof ApiError && error.status < 500) throw error
      if (tries === 2) say(`Waiting for the console: ${(error as Error).message}`)
      await pause(2_000, signal)
    }
  }
  return undefined
}

/** One feed reports for every device: a batch a second. */
async function reportPositions(url: string, admin: Api, fleet: Fleet, running: Repeating): Promise<void> {
  let token: string | undefined
  await repeat('positions', TICK_MS, running, async (seconds) => {
    token ??= (
      await admin.command<{ token: string }>('/api/devices', {
        id: 'simulator',
        protocol: 'feed',
        datum: 'wgs84',
      })
    ).token
    const batch = fleet.tick(Math.min(LONGEST_STEP_SECONDS, seconds), Date.now())
    if (batch.length === 0) return
    try {
      await postAsDevice(url, '/api/positions', token, batch)
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) token = undefined
      throw error
    }
  })
}

const MOST_OPEN = 60
/** A desk without work is no demonstration: until there are so many, they come faster. */
const FEWEST_OPEN = 12
const HURRIED_MS = 2_500

async function raiseTickets(
  rate: number,
  dispatcher: Api,
  watch: Watch,
  makeFinding: FindingMaker,
  random: Random,
  running: Repeating,
): Promise<void> {
  if (rate <= 0) return
  let nextAt = Date.now() + 3_000
  await repeat('tickets', 500, running, async () => {
    if (Date.now() < nextAt) return
    const open = [...watch.tickets.values()].filter(isOpen).length
    const wait = (60_000 / rate) * random.between(0.4, 1.6)
    nextAt = Date.now() + (open < FEWEST_OPEN ? Math.min(wait, HURRIED_MS) : wait)
    if (open >= MOST_OPEN) return
    watch.letIn({ ticket: await dispatcher.command<Ticket>('/api/tickets', makeFinding(random)) })
  })
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const { runParts } = await import('./parts.ts')
  const { say } = await import('./say.ts')
  const { values } = parseArgs({ options: { url: { type: 'string' }, rate: { type: 'string' } } })
  const url = values.url ?? `http://localhost:${process.env.PORT || 8080}`
  const rate = Number(values.rate ?? 2)
  if (!URL.canParse(url) || !(rate >= 0)) {
    say('Usage: npm run simulate -- [--url http://localhost:8080] [--rate 2]   (tickets a minute)')
    process.exit(2)
  }
  const stopping = new AbortController()
  await runParts(async (parts) => {
    const running = simulate({ url, say, signal: stopping.signal, rate })
    await parts.add(() => {
      stopping.abort()
      return running
    })
    running.catch((error: Error) => {
      say(error.message)
      process.exit(1)
    })
  })
}
