/** Units that go on a break and back on duty, by command: each makes a fact that every console is told at once. */
import { randomUUID } from 'node:crypto'
import type { Unit } from '#contract/units.ts'
import type { BenchCity } from './city.ts'
import { clock } from './load.ts'

export type Answered = {
  readonly unit: number
  readonly version: number
  readonly sentAt: number
  readonly answeredAt: number
}
/** Stops, and tells when each command was sent and answered, ms UTC. */
export type Commands = { stop(): Promise<readonly Answered[]> }

export function sendCommands(url: string, { devices, cookies }: BenchCity, perSecond: number): Commands {
  const versions = new Map<number, number>()
  let running: Promise<void> = Promise.resolve()
  let count = 0
  const answered: Answered[] = []
  const send = async (): Promise<void> => {
    const unit = devices[count++ % 50]?.unit ?? 0
    const version = versions.get(unit) ?? 1
    const sentAt = clock()
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
    const answeredAt = clock()
    const changed = (await answer.json()) as Unit
    versions.set(unit, changed.version)
    answered.push({ unit, version: changed.version, sentAt, answeredAt })
  }
  const timer = setInterval(() => {
    running = running.then(send)
  }, 1000 / perSecond)
  return {
    async stop() {
      clearInterval(timer)
      await running
      return answered
    },
  }
}
