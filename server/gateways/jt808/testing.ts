/** For tests: a JT/T 808 terminal, and the messages it sends. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type Frame, type Header, readFrame, writeFrame } from './frame.ts'
import { createFrameCutter } from './frames.ts'
import { ids } from './messages.ts'

export type Terminal = {
  readonly socket: Socket
  /** Everything the platform answered, oldest first. */
  readonly answers: Frame[]
  send(id: number, body?: Buffer, terminal?: string): void
  closed: boolean
}

export async function terminalAt(port: number, number: string): Promise<Terminal> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let serial = 0
  const terminal: Terminal = {
    socket,
    answers: [],
    closed: false,
    send(id, body = Buffer.alloc(0), from = number) {
      socket.write(messageOf({ id, terminal: from, serial: serial++ }, body))
    },
  }
  const cutter = createFrameCutter()
  socket.on('data', (bytes: Buffer) =>
    cutter.push(bytes, (cut) => {
      const frame = typeof cut === 'string' ? cut : readFrame(cut)
      if (typeof frame === 'object') terminal.answers.push(frame)
    }),
  )
  socket.on('error', () => {})
  socket.on('close', () => {
    terminal.closed = true
  })
  return terminal
}

/** A number of 20 digits is sent with the header of 2019. */
export const messageOf = (header: Pick<Header, 'id' | 'terminal' | 'serial'>, body: Buffer): Buffer =>
  writeFrame({ ...header, is2019: header.terminal.length === 20 }, body)

/** One of `total` parts, in the header of 2013. */
export function partMessage(
  id: number,
  terminal: string,
  { total, index }: { total: number; index: number },
  piece: Buffer,
): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(id, 0)
  head.writeUInt16BE(piece.length | 0x2000, 2)
  const numbers = Buffer.of(0, 100 + index, 0, total, 0, index)
  const content = Buffer.concat([head, Buffer.from(terminal, 'hex'), numbers, piece])
  const sum = content.reduce((all, byte) => all ^ byte, 0)
  const escaped = [...content, sum].flatMap((byte) =>
    byte === 0x7d || byte === 0x7e ? [0x7d, byte - 0x7c] : [byte],
  )
  return Buffer.from([0x7e, ...escaped, 0x7e])
}

export type Reported = {
  at: number
  lng: number
  lat: number
  speed?: number
  heading?: number
  status?: number
}

const LOCATED = 2

/** The 28 bytes of a position; speed in km/h. */
export function positionBody({ at, lng, lat, speed = 0, heading = 0, status = LOCATED }: Reported): Buffer {
  const body = Buffer.alloc(28)
  body.writeUInt32BE(status, 4)
  body.writeUInt32BE(Math.round(Math.abs(lat) * 1e6), 8)
  body.writeUInt32BE(Math.round(Math.abs(lng) * 1e6), 12)
  body.writeUInt16BE(4, 16)
  body.writeUInt16BE(Math.round(speed * 10), 18)
  body.writeUInt16BE(heading, 20)
  const local = new Date(at + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(2, 14)
  body.write(local, 22, 'hex')
  return body
}

export function batchBody(positions: readonly Buffer[]): Buffer {
  const head = Buffer.of(0, positions.length, 1)
  return Buffer.concat([head, ...positions.flatMap((each) => [Buffer.of(0, each.length), each])])
}

export const answerTo = (frame: Frame | undefined) =>
  frame?.id === ids.platformAnswer
    ? { serial: frame.body.readUInt16BE(0), id: frame.body.readUInt16BE(2), result: frame.body.readUInt8(4) }
    : undefined
