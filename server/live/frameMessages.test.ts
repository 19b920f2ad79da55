/** The bytes of a frame on a WebSocket, as another implementation reads them. */
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { frameMessages } from './frameMessages.ts'

const server = new WebSocketServer({ port: 0 })
afterAll(() => server.close())

// The lengths at which RFC 6455 writes a length in one, two and eight bytes more.
test.each([0, 1, 125, 126, 65_535, 65_536, 300_000])(
  'a frame of %i bytes is two messages: what comes, then the bytes',
  async (length) => {
    const frame = Uint8Array.from({ length }, (_, i) => i % 251)
    server.once('connection', (_, { socket }) => socket.write(frameMessages(frame.buffer)))
    const console = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const read = await new Promise<[Buffer, boolean][]>((done) => {
      const messages: [Buffer, boolean][] = []
      console.on(
        'message',
        (data: Buffer, isBinary) => messages.push([data, isBinary]) === 2 && done(messages),
      )
    })
    console.terminate()
    expect(read.map(([data, isBinary]) => [isBinary, isBinary ? data.equals(frame) : String(data)])).toEqual([
      [false, '451-["frame",{"_placeholder":true,"num":0}]'],
      [true, true],
    ])
  },
)
