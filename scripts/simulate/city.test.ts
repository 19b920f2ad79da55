/** The simulated city on the real map: who may go where, how the fleet moves, what is complained of. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Category, Place } from '#contract/city.ts'
import type { OpenTicket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'
import { allCategories, allOrganisations, allPlaces } from '../../server/city/queries.ts'
import { seededDatabase, type TestDatabase } from '../../server/testing.ts'
import { allUnits } from '../../server/units/queries.ts'
import type { Point } from '../../server/zones/plane.ts'
import { readZoneFeatures } from '../../server/zones/queries.ts'
import { findingMaker } from './findings.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { type Land, readLand } from './land.ts'
import { ground, metresApart } from './path.ts'
import { createRandom } from './random.ts'
import type { Surroundings } from './rounds.ts'
import { surroundingsOf } from './surroundings.ts'
import { wayTo } from './way.ts'

let city: TestDatabase
let land: Land
let around: Surroundings
let units: Unit[]
let places: Place[]
let categories: Category[]
beforeAll(async () => {
  city = await seededDatabase()
  land = readLand()
  units = await allUnits(city.db)
  places = await allPlaces(city.db)
  categories = await allCategories(city.db)
  const zones = await readZoneFeatures(city.db, undefined)
  around = surroundingsOf(land, { organisations: await allOrganisations(city.db), places }, zones.features)
})
afterAll(() => city.drop())

const at = (lng: number, lat: number): Point => ground.toMetres([lng, lat])
const bund = at(121.485, 31.2385)
const lujiazui = at(121.4975, 31.2405)

describe('land and water', () => {
  test('the river between the Bund and Lujiazui is water, its banks are not', () => {
    expect(land.isWater(at(121.4905, 31.2405))).toBe(true)
    expect([bund, lujiazui].map(land.isWater)).toEqual([false, false])
    expect([bund, lujiazui].map(land.sideOf)).toEqual([1, -1])
  })

  test('a patrol on foot reaches the other bank by ferry, a car by a tunnel or bridge: both go out of their way', () => {
    const straight = metresApart(bund, lujiazui)
    expect(wayTo('foot', bund, lujiazui, land).length).toBeGreaterThan(straight * 2)
    expect(wayTo('car', bund, lujiazui, land).length).toBeGreaterThan(straight * 1.2)
  })

  test('the way from the Bund to the North Bund stays on the bank round the bend', () => {
    const { points } = wayTo('foot', bund, at(121.5, 31.2525), land)
    // Over the creek it takes the bridge.
    expect(points.slice(1).some((point, i) => land.crossesWater(points[i] as Point, point))).toBe(false)
  })

  test('a boat goes by water only, up the creek too', () => {
    const { points } = wayTo('boat', at(121.5, 31.23), at(121.464, 31.2413), land)
    expect(points.slice(1).every(land.isWater)).toBe(true)
  })
})

describe('the fleet', () => {
  const TEN_MINUTES = 600
  const fleetOf = (chosen: readonly Unit[]): Fleet =>
    createFleet({ units: chosen, around, deviceOf: String, lastPlaceOf: () => undefined })
  const track = (fleet: Fleet, seconds: number) =>
    Array.from({ length: seconds }, (_, second) => fleet.tick(1, second * 1000)).flat()

  test('boats stay on water and walkers on land for ten minutes', () => {
    const chosen = units.filter(
      (unit) => unit.kind === 'boat' || (unit.kind === 'foot' && unit.tags.includes('water')),
    )
    const kinds = new Map(chosen.map((unit) => [String(unit.id), unit.kind]))
    const wrong = track(fleetOf(chosen), TEN_MINUTES)
      .filter((_, i) => i % 20 === 0)
      .filter((fix) => land.isWater(at(fix.lng, fix.lat)) !== (kinds.get(fix.device) === 'boat'))
    // A receiver that is some metres off may put a walker into the creek for a moment.
    expect(wrong.length).toBeLessThan(chosen.length * 0.5)
  })

  test('does the same each time it is started', () => {
    const chosen = units.slice(0, 60)
    expect(track(fleetOf(chosen), 120)).toEqual(track(fleetOf(chosen), 120))
  })

  test('a unit that is sent gets there, and takes up its patrol again when it is released', () => {
    const officer = units.find((unit) => unit.code === 'H017') as Unit
    const fleet = fleetOf([officer])
    fleet.send(officer.id, [121.485, 31.2385])
    expect(fleet.isThere(officer.id)).toBe(false)
    const last = track(fleet, 3600).at(-1)
    expect(fleet.isThere(officer.id)).toBe(true)
    expect(metresApart(at(last?.lng ?? 0, last?.lat ?? 0), bund)).toBeLessThan(40)

    fleet.release(officer.id)

    const later = track(fleet, 3600).at(-1)
    expect(metresApart(at(later?.lng ?? 0, later?.lat ?? 0), bund)).toBeGreaterThan(20)
  })

  test('goes on from where the server last saw a unit', () => {
    const car = units.find((unit) => unit.kind === 'car' && unit.duty === 'on') as Unit
    const seen: [number, number] = [121.46, 31.21]
    const fleet = createFleet({ units: [car], around, deviceOf: String, lastPlaceOf: () => seen })
    const [first] = track(fleet, 5)
    expect(metresApart(at(first?.lng ?? 0, first?.lat ?? 0), at(...seen))).toBeLessThan(60)
  })
})

describe('complaints', () => {
  const make = (count: number): OpenTicket[] => {
    const finding = findingMaker(around, { places, categories })
    const random = createRandom(11)
    return Array.from({ length: count }, () => finding(random))
  }

  test('come in the mix of the report: stalls most, then waste sorting', () => {
    const tickets = make(2000)
    const share = (code: string) =>
      tickets.filter(({ category }) => category === code).length / tickets.length
    expect(share('0501')).toBeGreaterThan(0.25)
    expect(share('2120')).toBeGreaterThan(0.13)
    expect(share('0401')).toBeLessThan(0.01)
    const urgent = tickets.filter(
      ({ category }) => categories.find(({ code }) => code === category)?.priority === 1,
    )
    expect(urgent.length / tickets.length).toBeLessThan(0.05)
  })

  test('about the water lie on the water, all others on land, and say where', () => {
    const afloat = new Set(['2111', '2110', '0105', '0114'])
    for (const ticket of make(300)) {
      expect(land.isWater(at(...ticket.place)), ticket.text).toBe(afloat.has(ticket.category))
      expect(ticket.text).toContain(ticket.address)
    }
  })
})
