/** The AIS door: NMEA 0183 lines over UDP and TCP become places and names of vessels. */
import { createSocket, type Socket } from 'node:dgram'
import { type Socket as Connection, createServer, type Server } from 'node:net'
import { Counter, Gauge, type Registry as Metrics } from 'prom-client'
import { readMessage } from './aisMessages.ts'
import { type Assembly, createAssembly } from './assembly.ts'
import { createLineCutter } from './lines.ts'
import { MOST_LINE_CHARACTERS, readSentence } from './sentences.ts'
import type { Vessels } from './vessels.ts'

export type AisGateway = {
  /** The port it listens on, UDP and TCP alike. */
  readonly port: number
  stop(): Promise<void>
}

export type AisNeeds = {
  readonly port: number
  readonly host: string
  readonly vessels: Pick<Vessels, 'heardPlace' | 'heardParticulars'>
  readonly metrics: Metrics
  readonly now: () => number
  readonly say: (line: string) => void
}

const MOST_CONNECTIONS = 64
/** A receiver in a quiet place still sends its own status every minute. */
const IDLE_MS = 120_000

export async function startAisGateway(needs: AisNeeds): Promise<AisGateway> {
  const hear = listener(needs)
  const tcp = await listenTcp(needs, hear)
  const port = portOf(tcp.address())
  const udp = await listenUdp(needs, port, hear).catch((error: Error) => {
    tcp.close()
    throw error
  })
  return {
    port,
    async stop() {
      udp.close()
      for (const connection of tcp.connections) connection.destroy()
      await new Promise((closed) => tcp.close(closed))
    },
  }
}

type Hear = (line: string | undefined, assembly: Assembly) => void

/** What happens to one line: strict checks, assembly, decoding, then on to the vessels. Each outcome is counted. */
export function listener({ vessels, metrics, now }: Pick<AisNeeds, 'vessels' | 'metrics' | 'now'>): Hear {
  const lines = new Counter({
    name: 'ais_lines_total',
    help: 'Lines heard on the AIS port by outcome',
    labelNames: ['outcome'],
    registers: [metrics],
  })
  return (line, assembly) => {
    const outcome = line === undefined ? 'too_long' : hearLine(line, assembly, vessels, now())
    if (outcome !== 'empty') lines.inc({ outcome })
    const givenUp = assembly.takeGivenUp()
    if (givenUp > 0) lines.inc({ outcome: 'incomplete' }, givenUp)
  }
}

function hearLine(line: string, assembly: Assembly, vessels: AisNeeds['vessels'], now: number): string {
  if (line.trim() === '') return 'empty'
  const sentence = readSentence(line)
  if (typeof sentence === 'string') return sentence
  const payload = assembly.add(sentence, now)
  if (!payload) return 'part'
  const message = readMessage(payload)
  if (typeof message === 'string') return message
  const { mmsi, place, particulars, station } = message
  if (particulars) vessels.heardParticulars(mmsi, particulars)
  // AIS tells only the second of the minute: the time of receipt is the time, so that a recording plays as now.
  if (place) vessels.heardPlace(mmsi, { at: now, accuracy: Number.NaN, ...place }, station)
  return place ? 'place' : particulars ? 'particulars' : 'no_place'
}

type TcpServer = Server & { readonly connections: Set<Connection> }

async function listenTcp({ port, host, metrics }: AisNeeds, hear: Hear): Promise<TcpServer> {
  const connections = new Set<Connection>()
  new Gauge({
    name: 'ais_connections',
    help: 'Receivers connected over TCP',
    registers: [metrics],
    collect() {
      this.set(connections.size)
    },
  })
  const server = createServer((connection) => {
    connections.add(connection)
    const assembly = createAssembly()
    const cutter = createLineCutter(MOST_LINE_CHARACTERS)
    connection.setTimeout(IDLE_MS, () => connection.destroy())
    connection.on('data', (bytes: Buffer) => cutter.push(bytes, (line) => hear(line, assembly)))
    // A broken connection is closed by Node; the receiver connects again.
    connection.on('error', () => {})
    connection.on('close', () => connections.delete(connection))
  })
  server.maxConnections = MOST_CONNECTIONS
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(port, host, listening)
  })
  return Object.assign(server, { connections })
}

/** Datagrams hold one line or several. One assembly for all senders: a sender's address proves nothing. */
async function listenUdp({ host, say }: AisNeeds, port: number, hear: Hear): Promise<Socket> {
  const assembly = createAssembly()
  // A whole recording sent at once must wait somewhere: the kernel gives as much of this as it allows.
  const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 4 * 1_048_576 })
  socket.on('message', (bytes) => {
    for (const line of bytes.toString('latin1').split('\n')) hear(line, assembly)
  })
  await new Promise<void>((listening, failed) => {
    socket.once('error', failed)
    socket.bind(port, host, () => {
      socket.off('error', failed)
      listening()
    })
  })
  socket.on('error', (error) => say(`AIS over UDP: ${error.message}`))
  return socket
}

const portOf = (address: ReturnType<Server['address']>): number =>
  typeof address === 'object' && address ? address.port : 0
