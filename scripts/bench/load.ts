/** Units that report once a second, in batches spread evenly over it, as a feed sends them. */
import { setTimeout as sleep } from 'node:timers/promises'

export type Load = {
  readonly seconds: number
  readonly accepted: number
  /** When the batch stamped `at` was sent, ms UTC. */
  readonly sentAt: ReadonlyMap<number, number>
}

export type LoadOrder = {
  readonly url: string
  readonly token: string
  readonly devices: readonly string[]
  readonly seconds: number
}

const BATCHES_PER_SECOND = 20

export async function sendLoad({ url, token, devices, seconds }: LoadOrder): Promise<Load> {
  const walkers = devices.map(startWalker)
  const perBatch = Math.ceil(devices.length / BATCHES_PER_SECOND)
  const sentAt = new Map<number, number>()
  const answers: Promise<number>[] = []
  const began = clock()
  for (let batch = 0; batch < seconds * BATCHES_PER_SECOND; batch++) {
    await sleep(Math.max(0, began + (batch * 1000) / BATCHES_PER_SECOND - clock()))
    const from = (batch % BATCHES_PER_SECOND) * perBatch
    // Frames carry hundredths of a second: a stamp on one comes back as it went out.
    const at = Math.round(clock() / 10) * 10
    const body = JSON.stringify(walkers.slice(from, from + perBatch).map((walker) => step(walker, at)))
    sentAt.set(at, clock())
    answers.push(post(url, token, body))
  }
  const accepted = (await Promise.all(answers)).reduce((sum, count) => sum + count, 0)
  return { seconds: (clock() - began) / 1000, accepted, sentAt }
}

async function post(url: string, token: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(`${url}/api/positions`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`POST /api/positions answered ${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { accepted: number }).accepted
}

const clock = (): number => performance.timeOrigin + performance.now()

type Walker = { readonly device: string; lng: number; lat: number; heading: number; speed: number }

const startWalker = (device: string, i: number): Walker => ({
  device,
  lng: 121.4 + (i % 50) * 0.003,
  lat: 31.15 + Math.floor(i / 50) * 0.003,
  heading: (i * 37) % 360,
  speed: 1 + (i % 7),
})

/** One second on: a little turn, a little change of pace, as people and cars move. */
function step(walker: Walker, at: number) {
  walker.heading = (walker.heading + 360 + (Math.random() - 0.5) * 20) % 360
  walker.speed = Math.min(15, Math.max(0.5, walker.speed + (Math.random() - 0.5)))
  const radians = (walker.heading * Math.PI) / 180
  walker.lat += (walker.speed * Math.cos(radians)) / 111_195
  walker.lng += (walker.speed * Math.sin(radians)) / 95_000
  return { ...walker, at, accuracy: 5 }
}
