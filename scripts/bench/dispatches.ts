/** How many dispatches a second dispatchers get done through the API, and how long each waits for its answer. */
import { randomUUID } from 'node:crypto'
import { connect } from '../../server/db.ts'
import type { Sizes } from '../bench.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { type BenchCity, benchCity } from './city.ts'
import { benchDatabase } from './database.ts'
import { type Figures, type Latency, percentile, rounded } from './figures.ts'
import { startOurs } from './subjects.ts'

const DISPATCHERS = 20
const WARM_UP = 200
const DISPATCHES = 2_000
const TICK_MS = 100

/** Each sends another unit to another ticket, twenty dispatchers at once and each without a pause. */
export async function benchCommands(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = WARM_UP + DISPATCHES }: Sizes,
): Promise<void> {
  const database = await benchDatabase(parts)
  const city = await benchCity(database.url, units, DISPATCHERS)
  const tickets = await fileTickets(database.url, units)
  const ours = await startOurs(parts, database, TICK_MS)
  say(`commands: ${units} dispatches by ${DISPATCHERS} dispatchers …`)
  const pairs = tickets.map((ticket, i) => ({ ticket, unit: city.devices[i]?.unit ?? 0 }))
  const warmUp = pairs.splice(0, Math.min(WARM_UP, Math.floor(units / 2)))
  await dispatchAll(ours.url, city, warmUp)

  const began = performance.now()
  const waits = await dispatchAll(ours.url, city, pairs)
  const seconds = (performance.now() - began) / 1000
  print({
    subject: 'console',
    dispatchers: DISPATCHERS,
    dispatches: waits.length,
    dispatches_per_s: rounded(waits.length / seconds),
    p50_ms: rounded(percentile(waits, 0.5)),
    p95_ms: rounded(percentile(waits, 0.95)),
  })
  await ours.stop()
}

type Pair = { readonly ticket: number; readonly unit: number }

async function dispatchAll(url: string, { cookies }: BenchCity, pairs: readonly Pair[]): Promise<Latency[]> {
  const waits: Latency[] = []
  let next = 0
  const dispatcher = async (cookie: string) => {
    for (let pair = pairs[next++]; pair; pair = pairs[next++]) {
      const sentAt = performance.now()
      await dispatch(url, cookie, pair)
      waits.push({ ms: performance.now() - sentAt, count: 1 })
    }
  }
  await Promise.all(cookies.map(dispatcher))
  return waits
}

async function dispatch(url: string, cookie: string, { ticket, unit }: Pair): Promise<void> {
  const answer = await fetch(`${url}/api/tickets/${ticket}/dispatch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, 'idempotency-key': randomUUID() },
    body: JSON.stringify({ version: 1, units: [unit] }),
  })
  if (!answer.ok) throw new Error(`A dispatch answered ${answer.status}: ${await answer.text()}`)
  await answer.arrayBuffer()
}

async function fileTickets(url: string, count: number): Promise<number[]> {
  const db = connect(url)
  try {
    await db.query(
      `insert into category (code, name, name_en, priority, clock_amount, clock_unit)
       values ('0501', '无照经营游商', 'Unlicensed vending', 3, 4, 'working_hours') on conflict do nothing`,
    )
    const { rows } = await db.query<{ id: number }>(
      `insert into ticket (code, state, priority, source, category, text, address, place, happened_at, opened_at, opened_by)
       select 'bench' || n, 'filed', 3, 'desk', '0501', 'bench', 'bench', 'srid=4326;point(121.48 31.24)', now(), now(), 'bench'
       from generate_series(1, $1) n returning id`,
      [count],
    )
    return rows.map(({ id }) => id)
  } finally {
    await db.end()
  }
}
