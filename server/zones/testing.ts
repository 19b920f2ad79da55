/** A city without zones for tests: rectangles on its ground, a clock they move, and a duty officer who draws. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { ZoneFeature } from '#contract/city.ts'
import type { ErrorBody, LngLat } from '#contract/endpoint.ts'
import type { Event } from '#contract/events.ts'
import type { ZoneArea, ZonesChanged } from '#contract/zones.ts'
import { type Person, person, type TestConsole, testConsole } from '../testing.ts'
import type { Zones } from './queries.ts'

/** Begins before the tests of a file and is emptied before each of them. */
export function emptyCity() {
  const city = {
    clock: 1_800_000_000_000,
    console: undefined as unknown as TestConsole,
    duty: undefined as unknown as Person,
    done,
    made,
    refused,
    zonesAt,
    events,
  }
  beforeAll(async () => {
    city.console = await testConsole({ now: () => city.clock })
  })
  afterAll(() => city.console.stop())
  beforeEach(async () => {
    await city.console.db.query('delete from zone; delete from zone_version; delete from zone_plan')
    city.clock += 1_000
    // Sessions end after an hour, and some of these tests take days.
    city.duty = await person(city.console, 'duty')
  })

  async function done(url: string, body: object): Promise<ZonesChanged> {
    const answer = await city.duty.send('POST', url, { reason: '调整', ...body })
    expect(answer).toMatchObject({ status: 200 })
    return answer.body
  }
  async function made(name: string, area: ZoneArea, more: object = {}): Promise<ZoneFeature> {
    const { zones } = await done('/api/zones', { zone: zone(name, area, more) })
    return zones[0] as ZoneFeature
  }
  async function refused(url: string, body: object): Promise<ErrorBody> {
    const answer = await city.duty.send('POST', url, { reason: '调整', ...body })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    return answer.body
  }
  async function zonesAt(at?: number): Promise<ZoneFeature[]> {
    const answer = await city.duty.send('GET', `/api/zones${at === undefined ? '' : `?at=${at}`}`)
    return (answer.body as Zones).features
  }
  async function events(): Promise<Event[]> {
    const { rows } = await city.console.db.query<Event>(
      `select * from event where kind like 'zone.%' order by number`,
    )
    return rows
  }
  return city
}

export const WEST = 121.3
export const SOUTH = 31.1

/** A rectangle in hundredths of a degree from the south-west of the city. */
export const box = (x: number, y: number, width = 1, height = 1): ZoneArea => {
  const at = (dx: number, dy: number): LngLat => [round(WEST + (x + dx) / 100), round(SOUTH + (y + dy) / 100)]
  return {
    type: 'Polygon',
    coordinates: [[at(0, 0), at(width, 0), at(width, height), at(0, height), at(0, 0)]],
  }
}

export const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

export const zone = (name: string, area: ZoneArea, more: object = {}) => ({
  kind: 'drawn',
  name,
  nameEn: name,
  area,
  ...more,
})

/** What a command says it has seen. */
export const seen = ({ properties: { version } }: ZoneFeature) => ({ version })
