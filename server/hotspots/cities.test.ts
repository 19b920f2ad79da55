/** Two hundred synthetic cities: planted clusters are found, and where there is none hardly any is told. */
import { expect, test } from 'vitest'
import { createRandom } from '../../scripts/simulate/random.ts'
import { chronicOf } from './chronic.ts'
import { countView, PAST_WINDOWS } from './counting.ts'
import { judge } from './judge.ts'
import { WIDTH } from './places.ts'
import {
  type CityKind,
  dayView,
  END,
  PLANTED,
  SIDE,
  type SyntheticCity,
  syntheticCity,
} from './testing.cities.ts'

const RATE = 0.05
const CITIES = 200
const WEEK_MS = 168 * 3_600_000

function found({ reports, places, end }: SyntheticCity) {
  const judged = judge(countView(reports, places, dayView, end, end), places)
  return {
    judged,
    hot: judged
      .discoveries(RATE)
      .map(({ place }) => place)
      .filter((place) => (judged.observed[place] as number) > judged.expected(place)),
    all: judged.discoveries(RATE).length,
    chronic: chronicOf(judged.counts, places),
  }
}

test(`a cluster of ${PLANTED} where 3 are usual is found in nine cities of ten, and little beside it`, () => {
  let [detected, called, wrong, usual] = [0, 0, 0, 0]
  for (let seed = 1; seed <= CITIES; seed++) {
    const random = createRandom(seed)
    const plant =
      (4 + Math.floor(random.next() * (SIDE - 8))) * SIDE + 4 + Math.floor(random.next() * (SIDE - 8))
    const city = syntheticCity(random, 'even', plant)
    const { judged, hot } = found(city)
    const near = (of: number) => [...city.places.neighbours().slice(of * WIDTH, (of + 1) * WIDTH)]
    const planted = new Set(near(plant).flatMap(near))
    if (hot.some((place) => near(plant).includes(place))) detected++
    called += hot.length
    wrong += hot.filter((place) => !planted.has(place)).length
    usual += judged.usual[plant] as number
  }
  const [power, share] = [detected / CITIES, wrong / called]
  console.log(
    `planted ${PLANTED} tickets where ${(usual / CITIES).toFixed(1)} are usual, ${CITIES} cities: power ${power.toFixed(3)} (≥ 0.9), false share of all called ${share.toFixed(4)} (≤ ${RATE})`,
  )
  expect(power).toBeGreaterThanOrEqual(0.9)
  expect(share).toBeLessThanOrEqual(RATE)
})

/** As it stood when only so many windows were known. */
const afterWindows = (windows: number, city: SyntheticCity): SyntheticCity => ({
  ...city,
  end: city.end - (PAST_WINDOWS - windows) * WEEK_MS,
})

test.each<[CityKind, number, number]>([
  ['even', PAST_WINDOWS, CITIES],
  ['uneven', PAST_WINDOWS, 120],
  ['clumped', PAST_WINDOWS, 120],
  ['sparse', PAST_WINDOWS, 120],
  ['sparse', 3, 120],
  ['uneven', 3, 120],
  ['even', 1, 120],
])(
  'in %s cities known for %i windows and without a cluster the share of false hotspots stays under the stated rate',
  (kind, windows, cities) => {
    let [withAny, called, withChronic] = [0, 0, 0]
    for (let seed = 1; seed <= cities; seed++) {
      const { all, chronic } = found(afterWindows(windows, syntheticCity(createRandom(10_000 + seed), kind)))
      called += all
      if (all > 0) withAny++
      if (chronic.length > 0) withChronic++
    }
    console.log(
      `${kind} cities known for ${windows} windows, without a cluster: in ${withAny} of ${cities} anything is called (${(withAny / cities).toFixed(3)}, ≤ ${RATE}); ${called} of ${cities * SIDE * SIDE} places (${(called / cities / SIDE / SIDE).toExponential(1)})`,
    )
    console.log(
      `${kind}, ${windows} windows: in ${withChronic} of ${cities} a place is called chronic (≤ ${RATE})`,
    )
    expect(withAny / cities).toBeLessThanOrEqual(RATE)
    expect(withChronic / cities).toBeLessThanOrEqual(RATE)
  },
)

test('a place that is always bad is no hotspot, and is called chronic in nine cities of ten; one bad day is not chronic', () => {
  let [detected, hotThere, called, wrong, burstCalled] = [0, 0, 0, 0, 0]
  for (let seed = 1; seed <= CITIES; seed++) {
    const random = createRandom(20_000 + seed)
    const inside = () => 4 + Math.floor(random.next() * (SIDE - 8))
    const bad = inside() * SIDE + inside()
    const city = syntheticCity(random, 'even', undefined, bad)
    const { hot, chronic } = found(city)
    const near = (of: number) => [...city.places.neighbours().slice(of * WIDTH, (of + 1) * WIDTH)]
    const around = new Set(near(bad).flatMap(near))
    if (chronic.some(({ places }) => near(bad).includes(places[0] as number))) detected++
    if (hot.includes(bad)) hotThere++
    called += chronic.length
    wrong += chronic.filter(({ places }) => !around.has(places[0] as number)).length
    // A week later the burst lies among the earlier windows.
    const burst = { ...syntheticCity(createRandom(30_000 + seed), 'even', bad), end: END + WEEK_MS }
    burstCalled += found(burst).chronic.length
  }
  const [power, share] = [detected / CITIES, wrong / called]
  console.log(
    `always ${Math.floor(PLANTED / 2)} more where 3 are usual elsewhere, ${CITIES} cities: chronic in ${power.toFixed(3)} (≥ 0.9), false share ${share.toFixed(4)} (≤ ${RATE}), a hotspot besides in ${hotThere}; after one burst chronic in ${burstCalled}`,
  )
  expect(power).toBeGreaterThanOrEqual(0.9)
  expect(share).toBeLessThanOrEqual(RATE)
  expect(hotThere / CITIES).toBeLessThanOrEqual(RATE)
  expect(burstCalled / CITIES).toBeLessThanOrEqual(RATE)
})
