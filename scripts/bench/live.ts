/** 2,000 units at 1 Hz to 5 consoles: our server with its database, and plain socket.io, one after the other. */
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startScript } from '../child.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { type BenchCity, benchCity } from './city.ts'
import type { ConsolesOrder, ConsolesReport } from './consoles.ts'
import { benchDatabase } from './database.ts'
import { type Figures, percentile, rounded } from './figures.ts'
import { type Load, sendLoad } from './load.ts'
import { startTalker } from './process.ts'

const UNITS = 2_000
const CONSOLES = 5
const WARM_UP_SECONDS = 2
const SECONDS = 10

type Subject = {
  readonly name: string
  readonly url: string
  readonly kind: ConsolesOrder['kind']
  /** CPU seconds the server has used so far. */
  readonly cpu: () => Promise<number>
}

export async function benchLive(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const database = await benchDatabase(parts)
  const city = await benchCity(database.url, UNITS, CONSOLES)
  print(await measure(parts, await startOurs(parts, database), city))
  print(await measure(parts, await startPeer(parts), city))
}

async function measure(parts: Parts, subject: Subject, city: BenchCity): Promise<Figures> {
  const order = { url: subject.url, token: city.token, devices: city.devices }
  const consoles = await startTalker(parts, 'scripts/bench/consoles.ts')
  consoles.send({ url: subject.url, cookies: city.cookies, kind: subject.kind } satisfies ConsolesOrder)
  const answer = await consoles.next()
  if (answer !== 'connected') throw new Error(`The bench's consoles could not connect: ${answer}`)
  // Not counted: the first seconds measure the compiler.
  await sendLoad({ ...order, seconds: WARM_UP_SECONDS })
  await sleep(500)

  say(`${subject.name}: ${UNITS} units at 1 Hz to ${CONSOLES} consoles for ${SECONDS} s …`)
  const before = await subject.cpu()
  const load = await sendLoad({ ...order, seconds: SECONDS })
  const cpuSeconds = (await subject.cpu()) - before
  await sleep(1_000)
  consoles.send('report')
  return sumUp(subject.name, load, cpuSeconds, (await consoles.next()) as ConsolesReport)
}

function sumUp(subject: string, load: Load, cpuSeconds: number, report: ConsolesReport): Figures {
  // Only what was sent in the measured time counts: neither the warming up nor what full frames repeat.
  const latencies = report.arrivals.flatMap(({ at, receivedAt, count }) => {
    const sent = load.sentAt.get(at)
    return sent === undefined ? [] : [{ ms: receivedAt - sent, count }]
  })
  const delivered = latencies.reduce((sum, { count }) => sum + count, 0)
  return {
    subject,
    units: UNITS,
    consoles: CONSOLES,
    fixes_per_s: rounded(load.accepted / load.seconds, 0),
    accepted: load.accepted,
    delivered_share: rounded(delivered / (load.accepted * CONSOLES), 4),
    server_cpu_share: rounded(cpuSeconds / load.seconds, 3),
    bytes_per_fix_per_console: rounded(report.bytes / Math.max(1, report.fixes)),
    p50_ms: rounded(percentile(latencies, 0.5)),
    p99_ms: rounded(percentile(latencies, 0.99)),
  }
}

async function startOurs(parts: Parts, database: { url: string; dataDir: string }): Promise<Subject> {
  const [port, aisPort] = [await freePort(), await freePort()]
  const server = startScript('server/main.ts', [], {
    PORT: String(port),
    AIS_PORT: String(aisPort),
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATA_DIR: database.dataDir,
    TICK_MS: '100',
    LOG_LEVEL: 'warn',
    ADMIN_PASSWORD: 'bench-password',
  })
  await parts.add(() => server.stop())
  const url = `http://127.0.0.1:${port}`
  await Promise.race([
    untilReady(url),
    server.ended.then((code) => {
      throw new Error(`The server ended with ${code} before it was ready`)
    }),
  ])
  return { name: 'console', url, kind: 'frames', cpu: async () => metric(url, 'process_cpu_seconds_total') }
}

async function startPeer(parts: Parts): Promise<Subject> {
  const peer = await startTalker(parts, 'scripts/bench/peer.ts')
  const { port } = (await peer.next()) as { port: number }
  const cpu = async () => {
    peer.send('cpu')
    return ((await peer.next()) as { cpuSeconds: number }).cpuSeconds
  }
  return { name: 'socketio-json-each', url: `http://127.0.0.1:${port}`, kind: 'each', cpu }
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(100)
  }
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
