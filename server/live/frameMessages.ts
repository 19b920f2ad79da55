/** A frame as socket.io puts it on a WebSocket: two messages, made once for all consoles and sent to each in one write. */
import type { ConsoleSocket } from './frames.ts'

/** What socket.io says first of an event with one binary part: message (4), binary event (5), one part. */
const ANNOUNCED = Buffer.from('451-["frame",{"_placeholder":true,"num":0}]')

/** RFC 6455: one message, whole, unmasked as all that a server sends. */
const TEXT = 0x81
const BINARY = 0x82

/** Both messages. socket.io would make them anew for each console, and wait for the first to be written before it sends the second. */
export function frameMessages(frame: ArrayBuffer): Buffer {
  return Buffer.concat([
    head(TEXT, ANNOUNCED.length),
    ANNOUNCED,
    head(BINARY, frame.byteLength),
    new Uint8Array(frame),
  ])
}

/** Puts them into the console's queue, behind whatever else it is sent. */
export function sendMessages({ conn }: ConsoleSocket, messages: Buffer): void {
  // The same door socket.io's own broadcasts of text go through; its type is `any` there.
  conn.write(EMPTY, { wsPreEncodedFrame: [messages] } as object)
}

const EMPTY = ''

function head(kind: number, length: number): Buffer {
  if (length < 126) return Buffer.from([kind, length])
  if (length < 0x10000) return Buffer.from([kind, 126, length >> 8, length & 0xff])
  const long = Buffer.alloc(10)
  long[0] = kind
  long[1] = 127
  long.writeBigUInt64BE(BigInt(length), 2)
  return long
}
