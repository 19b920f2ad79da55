/** The nearest ten free units while all move: our grid, a scan of flat arrays, and PostGIS, which must answer the same. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { createRandom, type Random } from '../simulate/random.ts'
import { benchDatabase } from './database.ts'
import { type Figures, percentile, rounded } from './figures.ts'
import { byGrid, byPostgis, byScan, type Subject, type Whereabouts } from './nearestSubjects.ts'

const SIZES = [10_000, 100_000]
const COUNT = 10
const ROUNDS = 25
const MOVES_PER_ROUND = 1_000
const ASKED_PER_ROUND = 40
/** The first rounds measure the compiler and cold pages. */
const WARM_UP_ROUNDS = 20

export async function benchNearest(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const { url } = await benchDatabase(parts)
  for (const units of SIZES) {
    say(`the ${COUNT} nearest free of ${units} units, half of them busy …`)
    const random = createRandom(units)
    const city = Array.from({ length: units }, (_, i) => ({
      unit: i + 1,
      place: anyPlace(random),
      free: i % 2 === 0,
    }))
    const subjects = [byGrid(city), byScan(city), await byPostgis(parts, url, city)]
    for (const figures of await race(subjects, city, random)) print(figures)
  }
}

type Tally = {
  readonly subject: Subject
  readonly us: { ms: number; count: number }[]
  moves: number
  ms: number
}

/** Moves units and asks, round by round, every subject the same in turn. */
async function race(
  subjects: readonly Subject[],
  city: readonly Whereabouts[],
  random: Random,
): Promise<Figures[]> {
  const tallies = subjects.map((subject): Tally => ({ subject, us: [], moves: 0, ms: 0 }))
  const places = city.map(({ place }) => place)
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    const moved = Array.from({ length: MOVES_PER_ROUND }, () => {
      const i = Math.floor(random.next() * city.length)
      places[i] = stepped(places[i] as LngLat, random)
      return { unit: i + 1, place: places[i] as LngLat }
    })
    const asked = Array.from({ length: ASKED_PER_ROUND }, () => anyPlace(random))
    const counts = round >= WARM_UP_ROUNDS
    const answers: string[] = []
    for (const tally of tallies) answers.push(JSON.stringify(await play(tally, moved, asked, counts)))
    if (answers.some((answer) => answer !== answers[0]))
      throw new Error(`The subjects do not agree on who is nearest: ${answers.join('\n')}`)
  }
  return tallies.map((tally) => sumUp(tally, city.length))
}

/** One subject's part of a round; answers the units it found for each place asked for. */
async function play(
  tally: Tally,
  moved: readonly { unit: number; place: LngLat }[],
  asked: readonly LngLat[],
  counts: boolean,
): Promise<number[][]> {
  const began = performance.now()
  await tally.subject.move(moved)
  const ms = performance.now() - began
  const found: number[][] = []
  for (const place of asked) {
    const asking = performance.now()
    const answer = tally.subject.nearest(place, COUNT)
    // A subject in memory answers at once; awaiting it would time the event loop.
    found.push(answer instanceof Promise ? await answer : answer)
    if (counts) tally.us.push({ ms: (performance.now() - asking) * 1000, count: 1 })
  }
  if (counts) {
    tally.moves += moved.length
    tally.ms += ms
  }
  return found
}

const sumUp = ({ subject, us, moves, ms }: Tally, units: number): Figures => ({
  subject: subject.name,
  units,
  nearest: COUNT,
  busy_share: 0.5,
  queries: us.length,
  p50_us: rounded(percentile(us, 0.5)),
  p99_us: rounded(percentile(us, 0.99)),
  moves_per_s: rounded((moves * 1000) / ms, 0),
  same_units: 'yes',
})

const CENTRE: LngLat = [121.47, 31.23]
/** Degrees: two thirds of the units are within 10 km of the middle, either way. */
const SPREAD = 0.1

/** Around the middle of Shanghai, as units and complaints are: dense there, thin at its edges. */
const anyPlace = (random: Random): LngLat => [
  CENTRE[0] + SPREAD * random.normal(),
  CENTRE[1] + SPREAD * random.normal(),
]

/** Up to 50 m each way. */
const stepped = ([lng, lat]: LngLat, random: Random): LngLat => [
  lng + random.between(-0.0005, 0.0005),
  lat + random.between(-0.0005, 0.0005),
]
