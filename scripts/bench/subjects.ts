/** What is measured: our server with its database, and its peers, each a process of its own. */
import { createServer } from 'node:net'
import { requireBuilt } from '../built.ts'
import { startBuiltServer } from '../child.ts'
import type { Parts } from '../parts.ts'
import type { ConsolesOrder } from './consoles.ts'
import type { BenchDatabase } from './database.ts'
import { startTalker } from './process.ts'

export type Subject = {
  readonly name: string
  readonly url: string
  readonly kind: ConsolesOrder['kind']
  /** CPU seconds the server has used so far. */
  cpu(): Promise<number>
  /** One figure of `/metrics`; NaN where it has none. */
  metric(name: string): Promise<number>
  stop(): Promise<void>
}

export async function startOurs(parts: Parts, database: BenchDatabase, tickMs: number): Promise<Subject> {
  const [port, aisPort, jt808Port] = [await freePort(), await freePort(), await freePort()]
  await requireBuilt()
  const server = await startBuiltServer({
    PORT: String(port),
    AIS_PORT: String(aisPort),
    JT808_PORT: String(jt808Port),
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATA_DIR: database.dataDir,
    TICK_MS: String(tickMs),
    LOG_LEVEL: 'warn',
    ADMIN_PASSWORD: 'bench-password',
  })
  await parts.add(server.stop)
  const url = `http://127.0.0.1:${port}`
  const metric = (name: string) => readMetric(url, name)
  return {
    name: 'console',
    url,
    kind: 'frames',
    metric,
    cpu: () => metric('process_cpu_seconds_total'),
    stop: server.stop,
  }
}

const peers = { each: 'socketio-json-each', batch: 'socketio-json-batch', ws: 'ws-binary' } as const

export async function startPeer(parts: Parts, kind: keyof typeof peers, tickMs: number): Promise<Subject> {
  const peer = await startTalker(parts, 'scripts/bench/peer.ts', { PEER: kind, TICK_MS: String(tickMs) })
  const { port } = (await peer.next()) as { port: number }
  const cpu = async () => {
    peer.send('cpu')
    return ((await peer.next()) as { cpuSeconds: number }).cpuSeconds
  }
  const metric = async () => Number.NaN
  return { name: peers[kind], url: `http://127.0.0.1:${port}`, kind, cpu, metric, stop: peer.stop }
}

async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  return line === undefined ? Number.NaN : Number(line.split(' ')[1])
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
