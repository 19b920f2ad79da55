/** Crews at work for tests: a duty officer, a dispatcher, an officer who walks, and a clock; no round and no shift at first. */
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Event } from '#contract/events.ts'
import type { Roster } from '#contract/roster.ts'
import type { Round } from '#contract/rounds.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, type TestConsole, testConsole } from '../testing.ts'
import { crewedCity, NOW, stopAt, TODAY } from './testing.ts'

export function crewsAtWork() {
  const crews = {
    console: undefined as unknown as TestConsole,
    chief: undefined as unknown as Person,
    desk: undefined as unknown as Person,
    walker: undefined as unknown as Person,
    units: { foot: 0, foot2: 0, boat: 0, video: 0 },
    now: NOW,
    /** The last event before the test. */
    before: 0,
    newEvents,
    kindsSince,
    roundsOf,
    putOn,
    order,
    step,
    roster,
  }
  beforeAll(async () => {
    crews.console = await testConsole({ now: () => crews.now })
    const { console } = crews
    const [foot, foot2, boat, video] = await crewedCity(console.db, ['foot', 'foot', 'boat', 'video'])
    crews.units = { foot, foot2, boat, video } as typeof crews.units
    crews.chief = await person(console, 'duty', { username: 'chief' })
    crews.desk = await person(console, 'dispatcher', { username: 'desk' })
    crews.walker = await person(console, 'officer', { username: 'walker', unit: crews.units.foot })
  })
  afterAll(() => crews.console.stop())
  beforeEach(async () => {
    const { db } = crews.console
    crews.now = NOW
    await db.query('delete from patrol_round; delete from patrol_plan; delete from leave_request')
    await db.query('delete from crew_shift_officer; delete from crew_shift')
    crews.before = await lastNumber(db)
  })

  async function newEvents(): Promise<Event[]> {
    return eventsAfter(crews.console.db, crews.before, 100)
  }
  async function kindsSince(): Promise<string[]> {
    return (await newEvents()).map(({ kind }) => kind)
  }
  async function roundsOf(day: string): Promise<Round[]> {
    return (await crews.chief.send('GET', `/api/rounds?day=${day}`)).body
  }
  function putOn(unit: number, day: string, shift: string, more: object = {}) {
    return crews.chief.send('POST', '/api/roster', { unit, day, shift, tag: 'water', ...more })
  }
  async function order(unit: number | undefined, more: object = {}): Promise<Round> {
    const { body } = await crews.desk.send('POST', '/api/rounds', {
      mode: 'foot',
      reason: '临时增援',
      stops: [1, 2].map((number) => ({ name: `点位${number}`, place: stopAt(number).place })),
      ...(unit === undefined ? {} : { unit }),
      ...more,
    })
    return body
  }
  function step(who: Person, { id }: Round, command: string, body: object = {}) {
    return who.send('POST', `/api/rounds/${id}/${command}`, body)
  }
  async function roster(more = ''): Promise<Roster> {
    return (await crews.chief.send('GET', `/api/roster?day=${TODAY}${more}`)).body
  }
  return crews
}
