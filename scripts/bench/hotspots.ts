/** A year of tickets: until the first hotspots stand, one ticket more, another view; beside it the same counts and Gi* recomputed by plain SQL. */
import { type HotspotView, hotspotWindows } from '../../server/contract/hotspots.ts'
import { connect, type Pool } from '../../server/db.ts'
import { chronicOf } from '../../server/hotspots/chronic.ts'
import { loadGround } from '../../server/hotspots/ground.ts'
import { followTicket, keptOf } from '../../server/hotspots/keeper.ts'
import { readSources } from '../../server/hotspots/queries.ts'
import { type Ground, reckon } from '../../server/hotspots/reckoning.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { createRandom } from '../simulate/random.ts'
import { benchDatabase } from './database.ts'
import { type Figures, percentile, rounded } from './figures.ts'

const TICKETS = 83_000
const YEAR_MS = 365 * 86_400_000
const NOW = Date.parse('2026-11-25T19:10:00+08:00')
const UPDATES = 2_000
const SWITCHES = 40
/** The peer is slower. */
const PEER_TURNS = 5
const CATEGORIES = ['0501', '0504', '0102', '0303', '0112', '0201', '2101', '0301'] as const

const day: HotspotView = {
  ...{ window: 24, source: 'citizens', category: null, ground: 'grid', hours: null, weekdays: null },
}

export async function benchHotspots(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const { url } = await benchDatabase(parts)
  const db = connect(url)
  await parts.add(() => db.end())
  say(`hotspots of ${TICKETS} tickets …`)
  await fill(db)
  const { ground, load } = await loaded(db)
  print({
    ...{ subject: 'console', load_s: rounded(load, 2) },
    ...updates(ground),
    ...switches(ground),
    ...{ tickets: ground.reports.size(), places: ground.cells.count() },
  })
  print({ subject: 'plain SQL, squares of 250 m, Gi* alone', ...(await byPlainSql(db)), tickets: TICKETS })
}

async function loaded(db: Pool): Promise<{ ground: Ground; load: number }> {
  const began = performance.now()
  const ground = await loadGround(db, await readSources(db), NOW - YEAR_MS)
  reckon(ground, day, NOW)
  return { ground, load: (performance.now() - began) / 1000 }
}

/** Each ticket is filed, and the hotspots of a watched view are known again. */
function updates(ground: Ground) {
  const random = createRandom(5)
  const kept = keptOf({ id: 1, view: day }, [])
  kept.judged = reckon(ground, day, NOW).now
  kept.judgedAt = NOW
  const latencies: { ms: number; count: number }[] = []
  for (let i = 0; i < UPDATES; i++) {
    const [lng, lat] = placeOf(random)
    const report = {
      ticket: TICKETS + 1 + i,
      happened: NOW - 1,
      received: NOW - 1,
      category: random.pick(CATEGORIES),
      source: 'citizens' as const,
      lng,
      lat,
      gone: null,
    }
    const began = performance.now()
    const rows = ground.reports.put(report, NOW - 1)
    followTicket(ground, kept, rows)
    latencies.push({ ms: performance.now() - began, count: 1 })
  }
  return {
    update_ms: rounded(percentile(latencies, 0.5), 3),
    update_p99_ms: rounded(percentile(latencies, 0.99), 3),
  }
}

/** Windows and categories in turn, each reckoned from the tickets up, with the window before it. */
function switches(ground: Ground) {
  const latencies = Array.from({ length: SWITCHES }, (_, i) => {
    const view: HotspotView = {
      ...day,
      window: hotspotWindows[i % hotspotWindows.length] ?? 24,
      category: i % 2 === 0 ? null : (CATEGORIES[i % CATEGORIES.length] ?? null),
    }
    const began = performance.now()
    const { now, places } = reckon(ground, view, NOW)
    chronicOf(now.counts, places)
    return { ms: performance.now() - began, count: 1 }
  })
  return {
    switch_ms: rounded(percentile(latencies, 0.5), 1),
    switch_p99_ms: rounded(percentile(latencies, 0.99), 1),
  }
}

/** More in the middle than at the edges. */
function placeOf(random: ReturnType<typeof createRandom>): [number, number] {
  return [121.47 + random.normal() * 0.12, 31.23 + random.normal() * 0.1]
}

async function fill(db: Pool): Promise<void> {
  const random = createRandom(TICKETS)
  const places = Array.from({ length: TICKETS }, () => placeOf(random))
  const at = Array.from({ length: TICKETS }, () => NOW - random.next() * YEAR_MS).sort((a, b) => a - b)
  await db.query(
    `insert into category (code, name, name_en, priority, clock_amount, clock_unit)
     select c, c, c, 3, 4, 'working_hours' from unnest($1::text[]) c`,
    [CATEGORIES],
  )
  await db.query(
    `insert into ticket (code, state, priority, source, external_id, category, text, address, place, happened_at, opened_at, opened_by, closed_at)
     select 'B' || n, 'closed', 3, 'hotline', 'B' || n, category, '', '', st_setsrid(st_makepoint(lng, lat), 4326), t, t, 'bench', t
     from unnest($1::float8[], $2::float8[], $3::float8[], $4::text[]) with ordinality as b (lng, lat, at, category, n)
     cross join lateral (select to_timestamp(at / 1000) as t) moment`,
    [places.map(([lng]) => lng), places.map(([, lat]) => lat), at, places.map(() => random.pick(CATEGORIES))],
  )
  await db.query('analyze ticket')
}

async function byPlainSql(db: Pool) {
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now()
    await work()
    return { ms: performance.now() - began, count: 1 }
  }
  const load = await timed(() => giBySql(db, null))
  const more: { ms: number; count: number }[] = []
  const other: { ms: number; count: number }[] = []
  for (let i = 0; i < PEER_TURNS; i++) {
    more.push(
      await timed(async () => {
        await db.query(
          `insert into ticket (code, state, priority, source, category, text, address, place, happened_at, opened_at, opened_by)
           values ($1, 'filed', 3, 'hotline', '0501', '', '', st_setsrid(st_makepoint(121.47, 31.23), 4326), $2, $2, 'bench')`,
          [`C${i}`, new Date(NOW - 1)],
        )
        await giBySql(db, null)
      }),
    )
    other.push(await timed(() => giBySql(db, CATEGORIES[i % CATEGORIES.length] ?? null)))
  }
  return {
    load_s: rounded(load.ms / 1000, 2),
    update_ms: rounded(percentile(more, 0.5), 1),
    switch_ms: rounded(percentile(other, 0.5), 1),
  }
}

/** Gi* of the window's counts over every square that ever had a ticket; no usual figures, no chances and no control of false discoveries, which would come on top. */
const giBySql = (db: Pool, category: string | null) =>
  db.query(
    `with t as (
       select floor(st_x(place) * 380)::int as x, floor(st_y(place) * 444)::int as y,
         (happened_at > $1::timestamptz - interval '1 day' and ($2::text is null or category = $2))::int as counts
       from ticket where happened_at > $1::timestamptz - interval '1 year'),
     cell as materialized (select x, y, sum(counts)::float8 as value from t group by x, y),
     moments as (select count(*)::float8 as n, avg(value) as mean, stddev_pop(value) as s from cell),
     local as (
       select c.x, c.y, sum(o.value) as sum, count(*)::float8 as w
       from cell c cross join generate_series(-1, 1) dx cross join generate_series(-1, 1) dy
       join cell o on o.x = c.x + dx and o.y = c.y + dy group by c.x, c.y)
     select x, y, (sum - w * mean) / (s * sqrt((n * w - w * w) / (n - 1))) as z from local cross join moments
     order by z desc limit 100`,
    [new Date(NOW), category],
  )
