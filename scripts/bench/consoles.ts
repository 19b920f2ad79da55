/** A process of its own: consoles that decode what they are sent and note how long each fix took to come. */
import { io } from 'socket.io-client'
import { createFrameDecoder } from '#contract/frame.ts'
import type { Fix } from '#contract/positions.ts'

/** What the parent asks for. `frames`: our console; `each`: one JSON event a fix. */
export type ConsolesOrder = {
  readonly url: string
  readonly cookies: readonly string[]
  readonly kind: 'frames' | 'each'
}

/** Arrivals of fixes that were sent at `at`, in ms UTC, after `ms`. */
export type Arrival = { readonly at: number; readonly receivedAt: number; readonly count: number }
export type ConsolesReport = {
  readonly fixes: number
  readonly bytes: number
  readonly arrivals: readonly Arrival[]
}

process.on('message', (message: ConsolesOrder | 'report') => {
  if (message !== 'report') return begin(message)
  process.send?.({ fixes, bytes, arrivals: [...arrivals.values()].flatMap((byTime) => [...byTime.values()]) })
})

let fixes = 0
let bytes = 0
const arrivals = new Map<number, Map<number, { at: number; receivedAt: number; count: number }>>()

const clock = (): number => performance.timeOrigin + performance.now()

function begin({ url, cookies, kind }: ConsolesOrder): void {
  let connected = 0
  for (const cookie of cookies) {
    const socket = io(url, { transports: ['websocket'], extraHeaders: { cookie } })
    socket.on('connect', () => {
      // Everything the engine hands over, headers of binary packets and heartbeats included.
      socket.io.engine.on('packet', ({ data }) => {
        bytes += typeof data === 'string' ? data.length : (data?.byteLength ?? 0)
      })
      if (++connected === cookies.length) process.send?.('connected')
    })
    socket.on('connect_error', (error) => process.send?.(`refused: ${error.message}`))
    if (kind === 'each') socket.on('fix', (fix: Fix) => note(fix, clock()))
    else listenToFrames(socket)
  }
}

function listenToFrames(socket: { on(event: 'frame', take: (frame: ArrayBuffer) => void): unknown }): void {
  const decoder = createFrameDecoder()
  socket.on('frame', (frame) => {
    const receivedAt = clock()
    decoder.decode(frame, (fix) => note(fix, receivedAt))
  })
}

function note({ at }: Pick<Fix, 'at'>, received: number): void {
  fixes++
  const receivedAt = Math.round(received)
  const byTime = arrivals.get(at) ?? new Map<number, { at: number; receivedAt: number; count: number }>()
  const arrival = byTime.get(receivedAt) ?? { at, receivedAt, count: 0 }
  arrival.count++
  byTime.set(receivedAt, arrival)
  arrivals.set(at, byTime)
}
