/** Units that go on a break and back on duty, by command: each makes a fact that every console is told at once. */
import { randomUUID } from 'node:crypto'
import type { Unit } from '#contract/units.ts'
import type { BenchCity } from './city.ts'

export type Commands = { stop(): Promise<void> }

export function sendCommands(url: string, { devices, cookies }: BenchCity, perSecond: number): Commands {
  const versions = new Map<number, number>()
  let running: Promise<void> = Promise.resolve()
  let count = 0
  const send = async (): Promise<void> => {
    const unit = devices[count++ % 50]?.unit ?? 0
    const version = versions.get(unit) ?? 1
    const answer = await fetch(`${url}/api/units/${unit}/duty`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: cookies[0] ?? '',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ version, duty: version % 2 === 1 ? 'break' : 'on' }),
    })
    if (!answer.ok)
      throw new Error(`POST /api/units/${unit}/duty answered ${answer.status}: ${await answer.text()}`)
    versions.set(unit, ((await answer.json()) as Unit).version)
  }
  const timer = setInterval(() => {
    running = running.then(send)
  }, 1000 / perSecond)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
