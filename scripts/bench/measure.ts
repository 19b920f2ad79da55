/** One subject under load: how much arrives, how late, and what it costs. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import type { BenchCity } from './city.ts'
import { type Answered, sendCommands } from './commands.ts'
import type { ConsolesOrder, ConsolesReport } from './consoles.ts'
import { type Figures, percentile, rounded } from './figures.ts'
import { type Load, openFeed } from './load.ts'
import { startTalker } from './process.ts'
import type { Subject } from './subjects.ts'

export type Measuring = {
  readonly city: BenchCity
  readonly seconds: number
  readonly form?: 'json' | 'binary'
  /** How many of our consoles decode all they get; all of them where not given. */
  readonly decoding?: number
  readonly stalled?: boolean
  /** How many units report; the rest of the city's have a place and stay there. */
  readonly moving?: number
  /** Commands a second whose facts are timed beside the frames. */
  readonly commands?: number
  /** CPU seconds the database has used so far. */
  readonly databaseCpu?: () => Promise<number>
}

/** The first seconds measure the compiler. */
const WARM_UP_SECONDS = 3

export async function measure(parts: Parts, subject: Subject, how: Measuring): Promise<Figures> {
  const { city, seconds, form = 'json', moving = city.devices.length } = how
  const { url, kind } = subject
  const consoles = await startTalker(parts, 'scripts/bench/consoles.ts')
  const { cookies } = city
  const order = {
    url,
    cookies,
    kind,
    decoding: how.decoding ?? cookies.length,
    stalled: how.stalled ?? false,
  }
  consoles.send(order satisfies ConsolesOrder)
  const answer = await consoles.next()
  if (answer !== 'connected') throw new Error(`The bench's consoles could not connect: ${answer}`)
  const feedOf = (devices: BenchCity['devices']) => openFeed({ url, token: city.token, devices, form })
  if (moving < city.devices.length) await feedOf(city.devices.slice(moving)).send(1)
  const feed = feedOf(city.devices.slice(0, moving))
  await feed.send(WARM_UP_SECONDS)
  await sleep(500)
  consoles.send('forget')

  say(`${subject.name}: ${moving} units at 1 Hz to ${cookies.length} consoles for ${seconds} s …`)
  const commands = how.commands ? sendCommands(url, city, how.commands) : undefined
  const memory = watchMemory(subject)
  const [cpuBefore, databaseBefore] = [await subject.cpu(), (await how.databaseCpu?.()) ?? Number.NaN]
  const feedBefore = process.cpuUsage()
  const load = await feed.send(seconds)
  const feedCpu = process.cpuUsage(feedBefore)
  const cpu = (await subject.cpu()) - cpuBefore
  const databaseCpu = ((await how.databaseCpu?.()) ?? Number.NaN) - databaseBefore
  const answered = (await commands?.stop()) ?? []
  await sleep(1_000)
  consoles.send('report')
  const report = (await consoles.next()) as ConsolesReport
  await consoles.stop()
  return {
    subject: subject.name,
    units: city.devices.length,
    ...(moving < city.devices.length ? { moving } : {}),
    consoles: cookies.length,
    seconds,
    ...delivery(load, cpu, report, cookies.length),
    ...told({
      ...factFigures(report.facts, answered),
      database_cpu_share: databaseCpu / load.seconds,
      consoles_cpu_share: report.cpuSeconds / load.seconds,
      feed_cpu_share: (feedCpu.user + feedCpu.system) / 1e6 / load.seconds,
      ...(await memory.stop()),
    }),
    ...(report.gaps > 0 ? { gaps: report.gaps } : {}),
  }
}

function delivery(load: Load, cpuSeconds: number, report: ConsolesReport, consoles: number) {
  // Only what was sent in the measured time counts: neither the warming up nor what full frames repeat.
  const latencies = report.arrivals.flatMap(({ at, receivedAt, count }) => {
    const sent = load.sentAt.get(at)
    return sent === undefined ? [] : [{ ms: receivedAt - sent, count }]
  })
  const delivered = latencies.reduce((sum, { count }) => sum + count, 0)
  return {
    sent_per_s: rounded(load.sent / load.seconds, 0),
    delivered: rounded(delivered / (load.sent * consoles), 4),
    p50_ms: rounded(percentile(latencies, 0.5)),
    p99_ms: rounded(percentile(latencies, 0.99)),
    bytes_per_fix: rounded(report.bytes / Math.max(1, delivered), 2),
    cpu_share: rounded(cpuSeconds / load.seconds, 3),
    cpu_ms_per_1000_delivered: rounded((cpuSeconds * 1e6) / Math.max(1, delivered), 4),
  }
}

/** How long after the command was answered, and after it was sent, its fact was on each console. */
function factFigures(facts: ConsolesReport['facts'], answered: readonly Answered[]): Record<string, number> {
  const byFact = new Map(answered.map((each) => [`${each.unit} ${each.version}`, each]))
  const after: number[] = []
  const whole: number[] = []
  for (const { unit, version, at } of facts) {
    const command = byFact.get(`${unit} ${version}`)
    if (!command) continue
    after.push(Math.max(0, at - command.answeredAt))
    whole.push(at - command.sentAt)
  }
  return {
    facts: after.length === 0 ? Number.NaN : after.length,
    facts_p99_ms: percentileOf(after, 0.99),
    command_to_fact_p50_ms: percentileOf(whole, 0.5),
    command_to_fact_p99_ms: percentileOf(whole, 0.99),
  }
}

/** Resident memory of the server in MB. Rendering all its metrics costs milliseconds: it is not asked often. */
function watchMemory(subject: Subject) {
  const seen: number[] = []
  const look = async () => void seen.push(megabytes(await subject.metric('process_resident_memory_bytes')))
  const timer = setInterval(() => look().catch(() => {}), LOOK_EVERY_MS)
  const first = look().catch(() => {})
  return {
    async stop() {
      clearInterval(timer)
      await first
      await look()
      const half = seen.slice(Math.floor(seen.length / 2))
      return {
        memory_mb_first: seen[0] ?? Number.NaN,
        memory_mb_most: Math.max(...seen),
        memory_mb_median_late: median(half),
        // Only where a chunk of replay was built meanwhile, in its own process.
        chunk_build_memory_mb: megabytes(await subject.metric('replay_build_memory_bytes')) || Number.NaN,
        chunk_build_cpu_s: (await subject.metric('replay_build_cpu_seconds_total')) || Number.NaN,
      }
    },
  }
}

const megabytes = (bytes: number): number => bytes / 1e6

const LOOK_EVERY_MS = 5_000

const median = (values: readonly number[]): number => percentileOf(values, 0.5)

const percentileOf = (values: readonly number[], share: number): number =>
  percentile(
    values.map((ms) => ({ ms, count: 1 })),
    share,
  )

/** Leaves out what a subject does not have. */
const told = (figures: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) =>
      Number.isNaN(value) ? [] : [[name, rounded(value, 3)]],
    ),
  )
