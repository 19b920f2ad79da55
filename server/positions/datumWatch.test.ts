/** Forgotten conversions are found, and honest devices with noise, bridges, ferries and convoys are left alone. */
import gcoord from 'gcoord'
import { describe, expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Datum } from '#contract/positions.ts'
import { readTable } from '../city/tables.ts'
import { planeAt } from '../zones/plane.ts'
import { type Carried, createDatumWatch, type Suspicion } from './datumWatch.ts'
import { toWgs84 } from './intake.ts'
import { readWater } from './water.ts'

const NOW = Date.UTC(2026, 10, 25, 8)
const water = readWater()
const plane = planeAt(31.2)
const crs = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const
type Sent = keyof typeof crs

/** Metres of noise, the same in each run. */
const noise = (i: number) => ((i * 2_654_435_761) % 1_000) / 50 - 10

const axisOf = (river: string): LngLat[] =>
  readTable('figures/rivers.csv', ['river', 'longitude', 'latitude'])
    .filter((row) => row.river === river)
    .map((row) => [Number(row.longitude), Number(row.latitude)])
const huangpu = axisOf('huangpu')
const moved = (place: LngLat, east: number, north: number): LngLat => {
  const [x, y] = plane.toMetres(place)
  return plane.toPlace([x + east, y + north])
}

function watching() {
  const told: (readonly [device: number, suspicion: Suspicion | null])[] = []
  const watch = createDatumWatch(water, (device, suspicion) => void told.push([device, suspicion]))
  /** A device is at `place`, sends it in one datum and declares another. */
  const at = (device: Partial<Carried>, sends: Sent, place: LngLat, ms: number, mover = 1) => {
    const whole: Carried = { number: 1, id: 'first', carrier: 'car', datum: 'wgs84', ...device }
    const wandering = moved(place, noise(ms / 1000 + whole.number), noise(ms / 1000 + 7))
    const [lng, lat] = gcoord.transform(wandering, gcoord.WGS84, crs[sends])
    const [trueLng, trueLat] = toWgs84(whole.datum, lng, lat)
    const fix = { mover, at: NOW + ms, speed: 5, heading: 0, accuracy: 8, source: 0, skew: 0 }
    watch.see(whole, { lng, lat }, { ...fix, lng: trueLng, lat: trueLat })
  }
  const suspected = () => told.filter(([, suspicion]) => suspicion !== null)
  return { watch, told, suspected, at }
}

/** Along Nanjing Road and on, away from the river, at 8 m/s. */
const street = (second: number): LngLat => moved([121.44, 31.225], -8 * second, 2 * second)

describe('two devices of one unit', () => {
  const terminal = { number: 2, id: 'terminal' }

  test.each([
    ['a phone that sends GCJ-02 as WGS84', 'gcj02', 'wgs84', 'gcj02'],
    ['one that sends BD-09 as WGS84', 'bd09', 'wgs84', 'bd09'],
    ['one that sends BD-09 as GCJ-02', 'bd09', 'gcj02', 'bd09'],
  ] as const)('give away %s, once', (_what, sends, datum: Datum, looksLike) => {
    const { at, told } = watching()
    for (let second = 0; second < 200; second++) {
      at({ datum, id: 'phone' }, sends, street(second), second * 1000)
      at(terminal, 'wgs84', street(second), second * 1000 + 400)
    }
    expect(told[0]).toEqual([1, { looksLike, against: 'terminal' }])
    expect(told.filter(([device, suspicion]) => device === 1 && suspicion)).toHaveLength(1)
  })

  test('that agree within their noise are both left alone, and told to be right', () => {
    const { at, told, suspected } = watching()
    for (let second = 0; second < 300; second++) {
      at({}, 'wgs84', street(second), second * 1000)
      at({ ...terminal, datum: 'gcj02' }, 'gcj02', street(second), second * 1000 + 400)
    }
    expect(suspected()).toEqual([])
    expect(told).toHaveLength(2)
  })

  test('that are apart by just that much are believed while they stand: an officer away from the car', () => {
    const { at, suspected } = watching()
    for (let second = 0; second < 600; second++) {
      at({}, 'wgs84', moved(street(0), 426, -220), second * 1000)
      at(terminal, 'wgs84', street(0), second * 1000 + 400)
    }
    expect(suspected()).toEqual([])
  })

  test('that drive one behind the other are believed', () => {
    const { at, suspected } = watching()
    for (let second = 0; second < 600; second++) {
      at({}, 'wgs84', street(second + 58), second * 1000)
      at(terminal, 'wgs84', street(second), second * 1000 + 400)
    }
    expect(suspected()).toEqual([])
  })

  test('are believed again once the mistake is mended', () => {
    const { at, told } = watching()
    for (let second = 0; second < 400; second++) {
      at({}, second < 150 ? 'gcj02' : 'wgs84', street(second), second * 1000)
      at(terminal, 'wgs84', street(second), second * 1000 + 400)
    }
    expect(told.filter(([device]) => device === 1)).toEqual([
      [1, { looksLike: 'gcj02', against: 'terminal' }],
      [1, null],
    ])
  })
})

/** A patrol down the middle of the Huangpu through the city, 100 m every 15 s, and back. */
const patrol = (i: number): LngLat => {
  const turn = i % 500
  return huangpu[400 + (turn < 250 ? turn : 500 - turn)] as LngLat
}

/** `metres` from the bank beside the i-th place of the patrol; to the right looking downstream, or the left. */
function ashore(i: number, metres: number, side: 'left' | 'right'): LngLat {
  const turn = i % 500
  const index = 400 + (turn < 250 ? turn : 500 - turn)
  const [x, y] = plane.toMetres(huangpu[index] as LngLat)
  const [nextX, nextY] = plane.toMetres(huangpu[index + 1] as LngLat)
  const along = Math.hypot(nextX - x, nextY - y) * (side === 'right' ? 1 : -1)
  const [east, north] = [(nextY - y) / along, (x - nextX) / along]
  const out = (by: number): LngLat => plane.toPlace([x + by * east, y + by * north])
  let [near, far] = [0, 600]
  while (far - near > 1) {
    const middle = (near + far) / 2
    if ((water(...out(middle))?.away ?? 0) < metres) near = middle
    else far = middle
  }
  return out(far)
}

describe('the river', () => {
  test.each(['boat', 'vessel'] as const)('gives away a %s that sends GCJ-02 as WGS84', (carrier) => {
    const { at, told } = watching()
    for (let i = 0; i < 500; i++) at({ carrier }, 'gcj02', patrol(i), i * 15_000)
    expect(told[0]).toEqual([1, { looksLike: 'gcj02', against: null }])
  })

  test('leaves an honest boat alone, whichever datum it declares', () => {
    const { at, suspected } = watching()
    for (let i = 0; i < 400; i++) {
      at({ carrier: 'boat' }, 'wgs84', patrol(i), i * 15_000)
      at({ carrier: 'boat', number: 2, datum: 'gcj02' }, 'gcj02', patrol(i), i * 15_000, 2)
      at({ carrier: 'boat', number: 3, datum: 'bd09' }, 'bd09', patrol(i), i * 15_000, 3)
    }
    expect(suspected()).toEqual([])
  })

  test('leaves boats alone that lie in a dock or go up a creek the figures do not have', () => {
    const { at, suspected } = watching()
    const bank = moved(huangpu[520] as LngLat, 420, -200)
    for (let i = 0; i < 400; i++) {
      at({ carrier: 'boat' }, 'wgs84', bank, i * 15_000)
      at({ carrier: 'boat', number: 2 }, 'wgs84', moved(bank, (i % 200) * 15, 0), i * 15_000, 2)
    }
    expect(suspected()).toEqual([])
  })

  test('gives away a car that drives in it, and would drive on the shore', () => {
    const { at, told } = watching()
    for (let i = 0; i < 500; i++) at({}, 'gcj02', ashore(i, 100, 'left'), i * 15_000)
    expect(told[0]).toEqual([1, { looksLike: 'gcj02', against: null }])
  })

  test('leaves alone who patrols its promenade, crosses it by bridge and by ferry all day, or stands on one', () => {
    const { at, suspected } = watching()
    const here = huangpu[560] as LngLat
    const jammed = moved(here, 60, 10)
    for (let i = 0; i < 800; i++) {
      // To and fro across 1,200 m, at the speed of a ferry and of a car in the rush hour.
      const across = (metres: number) => {
        const on = (i * metres) % 2_400
        return moved(here, on < 1_200 ? on - 600 : 1_800 - on, 0)
      }
      at({ number: 1, carrier: 'foot' }, 'wgs84', across(45), i * 15_000, 1)
      at({ number: 2, carrier: 'car' }, 'wgs84', across(150), i * 15_000, 2)
      at({ number: 3, carrier: 'car' }, 'wgs84', jammed, i * 15_000, 3)
      at({ number: 4, carrier: 'foot' }, 'wgs84', ashore(i, 15, 'left'), i * 15_000, 4)
      at({ number: 5, carrier: 'foot' }, 'wgs84', ashore(i, 60, 'right'), i * 15_000, 5)
    }
    expect(suspected()).toEqual([])
  })
})

test('what is held against a device is forgotten when it is registered anew', () => {
  const { at, told, watch } = watching()
  for (let i = 0; i < 25; i++) at({ carrier: 'boat' }, 'gcj02', patrol(i + 60), i * 15_000)
  watch.forget(1)
  for (let i = 25; i < 50; i++) at({ carrier: 'boat' }, 'gcj02', patrol(i + 60), i * 15_000)
  expect(told).toEqual([])
})
