/** For tests: synthetic cities whose chance is known, with or without a planted cluster, brought in ticket by ticket. */
import type { HotspotView } from '#contract/hotspots.ts'
import type { Random } from '../../scripts/simulate/random.ts'
import { HOUR_MS, PAST_WINDOWS } from './counting.ts'
import { type Places, WIDTH } from './places.ts'
import { createReports, type Reports } from './reports.ts'

/** `even`: complete spatial randomness; `uneven`: places differ tenfold; `clumped`: every other ticket brings one more along; `sparse`: half a ticket a place in all the weeks. */
export type CityKind = 'even' | 'uneven' | 'clumped' | 'sparse'

export type SyntheticCity = { readonly reports: Reports; readonly places: Places; readonly end: number }

export const SIDE = 30
export const END = Date.parse('2026-11-25T18:00:00+08:00')
export const dayView: HotspotView = {
  ...{ window: 24, source: 'citizens', category: null, ground: 'grid', hours: null, weekdays: null },
}
/** Of a place in a window: three in a neighbourhood. */
const USUAL = 3 / WIDTH
const SPARSE = 0.15
export const PLANTED = 15

/** Hexagons in rows; `lng` and `lat` of a place are its column and row. */
export function hexagons(side: number): Places {
  const neighbours = new Int32Array(side * side * WIDTH).fill(-1)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const lean = row % 2
      const around = [
        [0, 0],
        ...[-1, 1].map((step) => [step, 0]),
        ...[-1, 1].flatMap((step) => [0, 1].map((aside) => [aside - 1 + lean, step])),
      ].map(([east = 0, north = 0]) => [column + east, row + north] as const)
      const inside = around.filter(([x, y]) => x >= 0 && y >= 0 && x < side && y < side)
      inside.forEach(([x, y], k) => {
        neighbours[(row * side + column) * WIDTH + k] = y * side + x
      })
    }
  }
  return {
    count: () => side * side,
    neighbours: () => neighbours,
    at: (lng, lat) => lat * side + lng,
    key: String,
    find: Number,
    centre: (place) => [place % side, Math.floor(place / side)],
    outline: () => [],
  }
}

const places = hexagons(SIDE)

/** Today and the windows of the weeks before, all by the same chance; `plant`: so many more there and next to it today, `always`: half of them in each window. */
export function syntheticCity(
  random: Random,
  kind: CityKind,
  plant?: number,
  always?: number,
): SyntheticCity {
  const reports = createReports(places, places)
  let ticket = 0
  const put = (place: number, at: number) =>
    reports.put(
      {
        ticket: ++ticket,
        happened: at,
        received: at,
        category: '0501',
        source: 'citizens',
        gone: null,
        lng: place % SIDE,
        lat: Math.floor(place / SIDE),
      },
      at,
    )
  const rates = Array.from({ length: SIDE * SIDE }, () =>
    kind === 'even' ? USUAL : kind === 'sparse' ? USUAL * SPARSE : USUAL * 0.18 * 10 ** random.next() * 1.43,
  )
  for (let week = PAST_WINDOWS; week >= 0; week--) {
    const end = END - week * 168 * HOUR_MS
    // The first of all tickets, so that every week counts as looked back on.
    if (week === PAST_WINDOWS) put(0, end - 24 * HOUR_MS)
    rates.forEach((rate, place) => {
      for (let k = poisson(random, kind === 'clumped' ? rate / 1.5 : rate); k > 0; k--) {
        const at = end - 1 - Math.floor(random.next() * (24 * HOUR_MS - 1))
        put(place, at)
        if (kind === 'clumped' && random.chance(0.5)) put(place, at)
      }
    })
  }
  const putNear = (middle: number, tickets: number, end: number) => {
    const its = places.neighbours().slice(middle * WIDTH, (middle + 1) * WIDTH)
    const near = its.filter((each) => each >= 0)
    for (let k = 0; k < tickets; k++)
      put(near[Math.floor(random.next() * near.length)] as number, end - 1 - k * HOUR_MS)
  }
  if (plant !== undefined) putNear(plant, PLANTED, END)
  if (always !== undefined)
    for (let week = PAST_WINDOWS; week >= 0; week--)
      putNear(always, Math.floor(PLANTED / 2), END - week * 168 * HOUR_MS)
  return { reports, places, end: END }
}

function poisson(random: Random, mean: number): number {
  let [k, product] = [0, random.next()]
  for (const limit = Math.exp(-mean); product > limit; k++) product *= random.next()
  return k
}
