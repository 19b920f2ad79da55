/** Demonstration passes: as if the reaches and rings had been patrolled since yesterday, some often, some hardly. Synthetic. */
import { type CoverageMode, coverageModes } from '#contract/coverage.ts'
import { type City, loadCity } from '../../server/coverage/city.ts'
import { insertPasses, type NewPass } from '../../server/coverage/passQueries.ts'
import type { Db } from '../../server/db.ts'
import { createRandom, type Random } from '../simulate/random.ts'

const DAY_MS = 86_400_000
const MINUTE = 60_000
/** Minutes a segment takes, and how many rounds of each mode a zone had in a day at most. */
const paces: Readonly<Partial<Record<CoverageMode, readonly [minutes: number, rounds: number]>>> = {
  foot: [0.8, 5],
  car: [0.15, 3],
  boat: [0.2, 2],
}

/** Adds passes where there are none yet; answers how many. */
export async function seedPasses(db: Db): Promise<number> {
  const now = Date.now()
  const { rows: known } = await db.query('select from pass limit 1')
  if (known.length > 0) return 0
  const city = await loadCity(db, undefined, now - DAY_MS)
  const { rows: units } = await db.query<{ id: number; kind: string }>(
    `select id, kind from unit where kind in ('foot', 'car', 'boat') order by id`,
  )
  const moversOf = (mode: CoverageMode) => units.filter(({ kind }) => kind === mode).map(({ id }) => id)
  const random = createRandom(35)
  const passes = coverageModes.flatMap((mode) => roundsBy(city, mode, moversOf(mode), random, now))
  return insertPasses(db, passes)
}

/** Rounds through runs of a zone's segments, at any time of the last day. */
function roundsBy(
  city: City,
  mode: CoverageMode,
  movers: readonly number[],
  random: Random,
  now: number,
): NewPass[] {
  const pace = paces[mode]
  if (!pace || movers.length === 0) return []
  const [minutes, most] = pace
  return runsOf(city).flatMap((run) =>
    Array.from({ length: Math.floor(random.next() * (most + 1)) }, () => {
      const from = Math.floor(random.next() * run.length * 0.5)
      const walked = run.slice(from, from + Math.ceil(run.length * random.between(0.4, 1)))
      const mover = random.pick(movers)
      // Most of it lately: the square draws towards now.
      const began = now - random.next() ** 2 * DAY_MS - walked.length * minutes * MINUTE
      return walked.map(
        ({ id, zone }, i): NewPass => ({
          ...{ segment: id, zone, mode, mover, markedBy: null },
          from: Math.round(began + i * minutes * MINUTE),
          to: Math.round(began + (i + 1) * minutes * MINUTE),
          received: Math.round(began + (i + 1) * minutes * MINUTE),
        }),
      )
    }).flat(),
  )
}

/** The segments of each zone on each chain. */
function runsOf({ segments }: City): City['segments'][number][][] {
  const runs = new Map<string, City['segments'][number][]>()
  for (const segment of segments) {
    const key = `${segment.zone} ${segment.chain}`
    const run = runs.get(key)
    if (run) run.push(segment)
    else runs.set(key, [segment])
  }
  return [...runs.values()]
}
