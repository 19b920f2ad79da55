/** A process of its own: consoles that read what they are sent and note how long each fix and each fact took to come. */
import { connect } from 'node:net'
import { io } from 'socket.io-client'
import WebSocket from 'ws'
import type { Event } from '#contract/events.ts'
import { createFrameDecoder, FULL } from '#contract/frame.ts'
import type { Unit } from '#contract/units.ts'

/**
 * What the parent asks for. `frames`: our console; `each`, `batch`: JSON events of plain socket.io; `ws`: 24 bytes a fix on
 * a plain websocket. `decoding`: how many of our consoles decode what they get; the others look at the head only and have
 * what the decoding ones have, frame by frame.
 */
export type ConsolesOrder = {
  readonly url: string
  readonly cookies: readonly string[]
  readonly kind: 'frames' | 'each' | 'batch' | 'ws'
  readonly decoding: number
  /** One more console that stops reading. */
  readonly stalled: boolean
}

/** Arrivals of fixes that were sent at `at`, at `receivedAt`, in ms UTC. */
export type Arrival = { readonly at: number; readonly receivedAt: number; count: number }
export type ConsolesReport = {
  readonly bytes: number
  readonly arrivals: readonly Arrival[]
  /** When each fact came: the unit and version it tells, ms UTC. */
  readonly facts: readonly { readonly unit: number; readonly version: number; readonly at: number }[]
  /** CPU seconds this process has used since the warming up. */
  readonly cpuSeconds: number
  /** Frames that did not follow the one before. */
  readonly gaps: number
}

let bytes = 0
let cpuBefore = process.cpuUsage()
let gaps = 0
const arrivals = new Map<number, Map<number, Arrival>>()
const facts: ConsolesReport['facts'][number][] = []
const clock = (): number => performance.timeOrigin + performance.now()

process.on('message', (message: ConsolesOrder | 'report' | 'forget') => {
  if (message === 'forget') return forget()
  if (message !== 'report') return void begin(message)
  const { user, system } = process.cpuUsage(cpuBefore)
  noteHeaded()
  process.send?.({
    bytes,
    cpuSeconds: (user + system) / 1e6,
    gaps,
    facts,
    arrivals: [...arrivals.values()].flatMap((byTime) => [...byTime.values()]),
  })
})

/** The warming up is over: what came until now does not count. */
function forget(): void {
  bytes = 0
  cpuBefore = process.cpuUsage()
  gaps = 0
  facts.length = 0
  headed = []
  arrivals.clear()
}

async function begin(order: ConsolesOrder): Promise<void> {
  try {
    const opened = order.cookies.map((cookie, i) => open(order, cookie, i < order.decoding))
    await Promise.all(opened)
    if (order.stalled) await stall(order)
    process.send?.('connected')
  } catch (error) {
    process.send?.(`refused: ${(error as Error).message}`)
  }
}

const open = ({ url, kind }: ConsolesOrder, cookie: string, decodes: boolean): Promise<void> =>
  kind === 'ws' ? openPlain(url) : openSocket(url, cookie, kind, decodes)

function openPlain(url: string): Promise<void> {
  const socket = new WebSocket(url.replace('http', 'ws'))
  socket.on('message', (data: Buffer) => {
    bytes += data.length
    const receivedAt = clock()
    // As written by the peer: 24 bytes a fix, the time first.
    for (let at = 0; at < data.length; at += 24) note(data.readDoubleLE(at), receivedAt, 1)
  })
  return new Promise((done, failed) => {
    socket.once('open', done)
    socket.once('error', failed)
  })
}

function openSocket(
  url: string,
  cookie: string,
  kind: ConsolesOrder['kind'],
  decodes: boolean,
): Promise<void> {
  const socket = io(url, { transports: ['websocket'], extraHeaders: { cookie }, forceNew: true })
  socket.on('connect', () => {
    // Everything the engine hands over, headers of binary packets and heartbeats included.
    socket.io.engine.on('packet', ({ data }) => {
      bytes += typeof data === 'string' ? data.length : (data?.byteLength ?? 0)
    })
  })
  socket.on('fact', (fact: Event) => {
    const at = clock()
    // Only commands are timed; a device may be found wrong meanwhile.
    const { unit } = fact.body as { unit?: Unit }
    if (unit) facts.push({ unit: unit.id, version: unit.version, at })
  })
  if (kind === 'each') socket.on('fix', (fix: { at: number }) => note(fix.at, clock(), 1))
  else if (kind === 'batch') socket.on('fixes', takeBatch)
  else socket.on('frame', decodes ? decoding() : heading())
  return new Promise((done, failed) => {
    socket.once('connect', done)
    socket.once('connect_error', failed)
  })
}

function takeBatch(fixes: readonly { at: number }[]): void {
  const receivedAt = clock()
  for (const { at } of fixes) note(at, receivedAt, 1)
}

/** By frame number, what the first decoding console found in it: fixes by the time they were sent. */
const contents = new Map<number, readonly { at: number; count: number }[]>()

function decoding(): (frame: ArrayBuffer) => void {
  const decoder = createFrameDecoder()
  let begun = false
  return (frame) => {
    const receivedAt = clock()
    const runs: { at: number; count: number }[] = []
    let run = { at: Number.NaN, count: 0 }
    const head = decoder.decode(frame, ({ at }) => {
      if (at !== run.at) {
        run = { at, count: 0 }
        runs.push(run)
      }
      run.count++
    })
    if (head === 'gap') {
      if (begun) gaps++
      return
    }
    begun = true
    if (head.full) return
    contents.set(head.number, runs)
    for (const { at, count } of runs) note(at, receivedAt, count)
  }
}

/** Frames of the consoles that look at the head only: number, and when they came. */
let headed: [number: number, receivedAt: number][] = []

/** What came in them is what a decoding console found under their number. */
function noteHeaded(): void {
  for (const [number, receivedAt] of headed) {
    for (const { at, count } of contents.get(number) ?? []) note(at, receivedAt, count)
  }
  headed = []
}

/** Reads the number of each frame. */
function heading(): (frame: ArrayBuffer) => void {
  let number = -1
  return (frame) => {
    const receivedAt = clock()
    const [kind, its] = readHead(new Uint8Array(frame))
    if (kind !== FULL && number >= 0 && its !== number + 1) gaps++
    number = its
    if (kind !== FULL) headed.push([its, receivedAt])
  }
}

/** Kind and number: the first and the third varint. */
function readHead(bytes: Uint8Array): [kind: number, number: number] {
  const values: number[] = []
  let [value, scale] = [0, 1]
  for (let i = 0; values.length < 3; i++) {
    const byte = bytes[i] as number
    value += (byte & 127) * scale
    scale *= 128
    if (byte > 127) continue
    values.push(value)
    ;[value, scale] = [0, 1]
  }
  return [values[0] as number, values[2] as number]
}

function note(at: number, received: number, count: number): void {
  const receivedAt = Math.round(received)
  const byTime = arrivals.get(at) ?? new Map<number, Arrival>()
  const arrival = byTime.get(receivedAt) ?? { at, receivedAt, count: 0 }
  arrival.count += count
  byTime.set(receivedAt, arrival)
  arrivals.set(at, byTime)
}

/** Signs in by hand and never reads again. */
function stall({ url, cookies }: ConsolesOrder): Promise<void> {
  const { hostname, port, host } = new URL(url)
  const connection = connect(Number(port), hostname)
  const head = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${host}`,
    `Cookie: ${cookies[0]}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ]
  connection.write(`${head.join('\r\n')}\r\n\r\n`)
  connection.on('error', () => {})
  return new Promise((done) => {
    connection.once('data', () => {
      // The engine's `40` opens the namespace, masked as clients must.
      connection.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]))
      connection.pause()
      done()
    })
  })
}
