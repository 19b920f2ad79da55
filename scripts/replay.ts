/** `npm run replay -- <file.nmea>`: sends a recording of AIS lines to a port, as if its receivers stood here and now. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { runOnce } from './parts.ts'
import { say } from './say.ts'

const usage = `npm run replay -- <file.nmea> [--host localhost] [--port ${process.env.AIS_PORT ?? 10110}] [--tcp] [--rate 500]
  --rate  lines a second; 0: as fast as the port takes them (with --tcp only: datagrams sent faster than read are lost)`

type Sender = { send(line: string): Promise<void>; end(): Promise<void> }

await runOnce(async () => {
  const { file, host, port, tcp, rate } = readArguments()
  const lines = (await readFile(file, 'latin1')).split(/\r?\n/).filter((line) => line !== '')
  const ais = lines.filter((line) => line.includes('VDM,') || line.includes('VDO,')).length
  say(
    `${basename(file)}: ${lines.length} lines, ${ais} of them AIS, to ${tcp ? 'TCP' : 'UDP'} ${host}:${port}`,
  )
  const sender = tcp ? await overTcp(host, port) : await overUdp(host, port)
  const began = performance.now()
  await sendAll(lines, sender, rate, began)
  await sender.end()
  const seconds = (performance.now() - began) / 1000
  say(
    `Sent ${lines.length} lines in ${seconds.toFixed(1)} s. What became of them: ais_lines_total in /metrics.`,
  )
})

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: 'string', default: 'localhost' },
      port: { type: 'string', default: process.env.AIS_PORT ?? '10110' },
      tcp: { type: 'boolean', default: false },
      udp: { type: 'boolean', default: false },
      rate: { type: 'string', default: '500' },
    },
  })
  const [file] = positionals
  const [port, rate] = [Number(values.port), Number(values.rate)]
  const unlimitedDatagrams = rate === 0 && !values.tcp
  if (!file || !(port > 0 && port < 65_536) || !(rate >= 0) || unlimitedDatagrams) throw new Error(usage)
  return { file, host: values.host, port, tcp: values.tcp, rate }
}

/** Keeps the pace by the clock, so that a slow moment is made up for. */
async function sendAll(lines: readonly string[], sender: Sender, rate: number, began: number): Promise<void> {
  let toldAt = began
  for (const [i, line] of lines.entries()) {
    await sender.send(line)
    const early = rate === 0 ? 0 : began + ((i + 1) / rate) * 1000 - performance.now()
    if (early > 2) await sleep(early)
    if (performance.now() - toldAt < 2_000) continue
    toldAt = performance.now()
    say(`  ${i + 1} of ${lines.length} lines`)
  }
}

async function overUdp(host: string, port: number): Promise<Sender> {
  const socket = createSocket('udp4')
  socket.connect(port, host)
  await once(socket, 'connect')
  return {
    send: (line) =>
      new Promise((sent, failed) =>
        socket.send(`${line}\r\n`, (error) => (error ? failed(nobody(error)) : sent())),
      ),
    end: async () => void socket.close(),
  }
}

async function overTcp(host: string, port: number): Promise<Sender> {
  const socket = connect(port, host)
  await once(socket, 'connect').catch((error: Error) => {
    throw nobody(error)
  })
  return {
    async send(line) {
      if (!socket.write(`${line}\r\n`, 'latin1')) await once(socket, 'drain')
    },
    async end() {
      socket.end()
      await once(socket, 'close')
    },
  }
}

const nobody = (error: Error) =>
  new Error(
    `Nobody takes the lines (${error.message}). Is the console running, and is this its AIS_PORT?\n${usage}`,
  )
