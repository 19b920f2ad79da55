/** The peers, each a process of its own, as the guides of their libraries show it. They judge nothing and store nothing. */
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'

type Fix = { at: number; lng: number; lat: number; speed: number; heading: number }

/** `each`: a JSON event a fix; `batch`: a JSON event a tick; `ws`: 24 bytes a fix, a plain websocket message a tick. */
const kind = process.env.PEER
const tickMs = Number(process.env.TICK_MS)

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const fixes = JSON.parse(Buffer.concat(chunks).toString()) as Fix[]
  take(fixes)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ accepted: fixes.length }))
})
const take = kind === 'ws' ? plainWebsockets() : socketio()

function socketio(): (fixes: readonly Fix[]) => void {
  const io = new Server(server)
  if (kind === 'each')
    return (fixes) => {
      for (const fix of fixes) io.emit('fix', fix)
    }
  return ticking((fixes) => io.emit('fixes', fixes))
}

function plainWebsockets(): (fixes: readonly Fix[]) => void {
  const sockets = new WebSocketServer({ server })
  return ticking((fixes) => {
    const bytes = Buffer.alloc(fixes.length * 24)
    for (const [i, fix] of fixes.entries()) {
      bytes.writeDoubleLE(fix.at, i * 24)
      bytes.writeInt32LE(Math.round(fix.lng * 1e6), i * 24 + 8)
      bytes.writeInt32LE(Math.round(fix.lat * 1e6), i * 24 + 12)
      bytes.writeUInt16LE(Math.round(fix.speed * 10), i * 24 + 16)
      bytes.writeUInt16LE(Math.round(fix.heading), i * 24 + 18)
    }
    for (const socket of sockets.clients) socket.send(bytes)
  })
}

function ticking(send: (fixes: Fix[]) => void): (fixes: readonly Fix[]) => void {
  let waiting: Fix[] = []
  setInterval(() => {
    if (waiting.length > 0) send(waiting)
    waiting = []
  }, tickMs)
  return (fixes) => void waiting.push(...fixes)
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuSeconds: (user + system) / 1e6 })
})
