/** What matching to segments costs: 10,000 units at 1 Hz, a realistic share of them on the banks and then all; beside it PostGIS asked for the same fixes. */

import { cityBanks } from '../../server/coverage/banks.ts'
import { readElevated } from '../../server/coverage/elevated.ts'
import { createMatcher, type Sight } from '../../server/coverage/match.ts'
import { EAST, NORTH, type Segment, tracksOf } from '../../server/coverage/tracks.ts'
import { connect } from '../../server/db.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { createRandom } from '../simulate/random.ts'
import { benchDatabase } from './database.ts'
import { type Figures, rounded } from './figures.ts'

const UNITS = 10_000
/** Of the city's units: the rivers' patrols and whoever passes by. */
const NEAR_SHARES = [0.1, 1]
const WARM_UP_SECONDS = 10
const SECONDS = 30
/** The peer is slower: it is asked for the fixes of so many seconds, and its share is that of them. */
const PEER_SECONDS = 3

export async function benchCoverage(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const segments = cityBanks().map((piece, id): Segment => ({ ...piece, id, zone: 1, validFrom: 0 }))
  const { url, cpu } = await benchDatabase(parts)
  for (const share of NEAR_SHARES) {
    say(`${UNITS} units at 1 Hz, ${share * 100} % of them on the banks …`)
    const figures = { units: UNITS, near_share: share, segments: segments.length }
    print({ subject: 'console', ...figures, ...byMatcher(segments, share) })
    print({ subject: 'postgis', ...figures, ...(await byPostgis(parts, url, cpu, segments, share)) })
  }
}

/** Where a unit is in a second: on its way along a bank, or walking somewhere in the city. */
function fixAt(segments: readonly Segment[], share: number, mover: number, second: number): Sight {
  const random = createRandom(mover)
  const near = mover / UNITS <= share
  const { from, to } = segments[Math.floor(random.next() * segments.length)] as Segment
  const [x, y] = near ? from : [121.3 + random.next() * 0.4, 31.0 + random.next() * 0.4]
  const length = Math.hypot((to[0] - from[0]) * EAST, (to[1] - from[1]) * NORTH)
  const along = (1.2 * second) / length
  const [lng, lat] = [x + (to[0] - from[0]) * along, y + (to[1] - from[1]) * along]
  return {
    mover,
    at: 1_700_000_000_000 + second * 1_000,
    lng,
    lat,
    speed: 1.2,
    heading: Number.NaN,
    accuracy: 5,
  }
}

function byMatcher(segments: readonly Segment[], share: number) {
  let passes = 0
  const matcher = createMatcher({
    ...{ tracks: tracksOf(segments), elevated: readElevated(), refused: () => {} },
    passed: () => passes++,
  })
  let ms = 0
  for (let second = 0; second < WARM_UP_SECONDS + SECONDS; second++) {
    const fixes = Array.from({ length: UNITS }, (_, i) => fixAt(segments, share, i + 1, second))
    const before = process.cpuUsage()
    for (const fix of fixes) matcher.take(fix, 'foot', false)
    if (second < WARM_UP_SECONDS) continue
    const { user, system } = process.cpuUsage(before)
    ms += (user + system) / 1000
  }
  return {
    seconds: SECONDS,
    passes,
    cpu_share: rounded(ms / 1000 / SECONDS, 4),
    ns_per_fix: rounded((ms * 1e6) / SECONDS / UNITS, 0),
  }
}

/** Only the first step, which segment is within 45 m of each fix: what a pass is would come on top. CPU of the database and of ours. */
async function byPostgis(
  parts: Parts,
  url: string,
  cpu: () => Promise<number>,
  segments: readonly Segment[],
  share: number,
) {
  const db = connect(url, { max: 1 })
  await parts.add(() => db.end())
  await db.query('drop table if exists bank')
  await db.query('create table bank (id int primary key, line geometry(linestring))')
  await db.query(
    `insert into bank select id, st_makeline(st_point(ax, ay), st_point(bx, by))
     from unnest($1::int[], $2::float8[], $3::float8[], $4::float8[], $5::float8[]) as s (id, ax, ay, bx, by)`,
    [
      segments.map(({ id }) => id),
      ...([0, 1] as const).map((axis) => segments.map(({ from }) => metres(from, axis))),
      ...([0, 1] as const).map((axis) => segments.map(({ to }) => metres(to, axis))),
    ],
  )
  await db.query('create index on bank using gist (line)')
  await db.query('analyze bank')
  let found = 0
  const [before, began] = [await cpu(), performance.now()]
  for (let second = 0; second < PEER_SECONDS; second++) {
    const fixes = Array.from({ length: UNITS }, (_, i) => fixAt(segments, share, i + 1, second))
    const { rows } = await db.query<{ count: number }>(
      `select count(*)::int as count from unnest($1::float8[], $2::float8[]) as f (x, y)
       join bank b on st_dwithin(b.line, st_point(f.x, f.y), 45)`,
      ([0, 1] as const).map((axis) => fixes.map(({ lng, lat }) => metres([lng, lat], axis))),
    )
    found += rows[0]?.count ?? 0
  }
  const used = (await cpu()) - before
  // Where the machine does not tell, the time it took is the next best.
  const seconds = Number.isNaN(used) ? (performance.now() - began) / 1000 : used
  return { seconds: PEER_SECONDS, near: found, cpu_share: rounded(seconds / PEER_SECONDS, 4) }
}

const metres = (place: readonly [number, number], axis: 0 | 1): number =>
  place[axis] * (axis === 0 ? EAST : NORTH)
