/** The peer, a process of its own: plain socket.io as its guide shows it, one JSON event a fix. Judges and stores nothing. */
import { createServer } from 'node:http'
import { Server } from 'socket.io'

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const fixes = JSON.parse(Buffer.concat(chunks).toString()) as object[]
  for (const fix of fixes) io.emit('fix', fix)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ accepted: fixes.length }))
})
const io = new Server(server)

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuSeconds: (user + system) / 1e6 })
})
