/** Units that report once a second, in batches spread evenly over it, as a feed sends them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { RECORD_BYTES, RECORDS, writeRecord } from '#contract/fixRecords.ts'
import type { BenchDevice } from './city.ts'

export type Load = {
  readonly seconds: number
  readonly sent: number
  /** Of those the server had answered for at the end. */
  readonly accepted: number
  /** When the batch stamped `at` was sent, ms UTC. */
  readonly sentAt: ReadonlyMap<number, number>
}

export type Feed = {
  /** Reports for so many seconds. */
  send(seconds: number): Promise<Load>
}

export type FeedOrder = {
  readonly url: string
  readonly token: string
  readonly devices: readonly BenchDevice[]
  readonly form: 'json' | 'binary'
}

/** No multiple of a tick's rate: else all batches would come at one moment between two ticks. */
const BATCHES_PER_SECOND = 23
/** A saturated server answers later, or never: nobody waits for it longer. */
const PATIENCE_MS = 3_000

export function openFeed({ url, token, devices, form }: FeedOrder): Feed {
  const walkers = devices.map(startWalker)
  const perBatch = Math.ceil(devices.length / BATCHES_PER_SECOND)
  const write = form === 'json' ? asJson : asRecords
  const post = poster(url, token, form)
  return {
    async send(seconds) {
      const sentAt = new Map<number, number>()
      const answers: Promise<void>[] = []
      let [sent, accepted] = [0, 0]
      const failures: Error[] = []
      const taken = (count: number) => {
        accepted += count
      }
      // A saturated peer drops connections: what it did not answer for, it did not accept.
      const failed = (error: Error) => void (error instanceof TypeError || failures.push(error))
      const began = clock()
      for (let batch = 0; batch < seconds * BATCHES_PER_SECOND; batch++) {
        await sleep(Math.max(0, began + (batch * 1000) / BATCHES_PER_SECOND - clock()))
        const from = (batch % BATCHES_PER_SECOND) * perBatch
        // Frames carry hundredths of a second: a stamp on one comes back as it went out.
        const at = Math.floor(clock() / 10) * 10
        const moved = walkers.slice(from, from + perBatch)
        for (const walker of moved) step(walker)
        const body = write(moved, at)
        sentAt.set(at, clock())
        sent += moved.length
        answers.push(post(body).then(taken, failed))
      }
      const ended = clock()
      await Promise.race([Promise.all(answers), sleep(PATIENCE_MS)])
      if (failures[0]) throw failures[0]
      return { seconds: (ended - began) / 1000, sent, accepted, sentAt }
    },
  }
}

/** Every unit's next `rounds` reports a second apart, up to now: what sends one batch, and answers how many were accepted. */
export function prepareBatches(
  { url, token, devices, form }: FeedOrder,
  rounds: number,
  perBatch: number,
): (() => Promise<number>)[] {
  const walkers = devices.map(startWalker)
  const write = form === 'json' ? asJson : asRecords
  const post = poster(url, token, form)
  const began = Math.floor(clock()) - rounds * 1000
  return Array.from({ length: rounds }, (_, round) => round).flatMap((round) => {
    for (const walker of walkers) step(walker)
    return Array.from({ length: Math.ceil(walkers.length / perBatch) }, (_, i) => {
      const body = write(walkers.slice(i * perBatch, (i + 1) * perBatch), began + round * 1000)
      return () => post(body)
    })
  })
}

type Body = string | Uint8Array<ArrayBuffer>

function poster(url: string, token: string, form: FeedOrder['form']): (body: Body) => Promise<number> {
  const type = form === 'json' ? 'application/json' : RECORDS
  const headers = { 'content-type': type, authorization: `Bearer ${token}` }
  return async (body) => {
    const answer = await fetch(`${url}/api/positions`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`POST /api/positions answered ${answer.status}: ${await answer.text()}`)
    return ((await answer.json()) as { accepted: number }).accepted
  }
}

export const clock = (): number => performance.timeOrigin + performance.now()

type Walker = BenchDevice & {
  lng: number
  lat: number
  heading: number
  speed: number
  /** Degrees a second. */
  east: number
  north: number
  /** Seconds until it turns or changes its pace. */
  straight: number
}

/** Over the inner city, some 24 by 24 km, on foot and in cars. */
const startWalker = (device: BenchDevice, i: number): Walker => ({
  ...device,
  lng: 121.35 + ((i * 7919) % 1000) * 0.00025,
  lat: 31.12 + ((i * 104_729) % 997) * 0.00022,
  heading: (i * 37) % 360,
  speed: i % 3 === 0 ? 8 + (i % 7) : 1 + (i % 3) / 2,
  east: 0,
  north: 0,
  straight: i % 4,
})

/** One second on; every few seconds a turn and another pace, as people and cars move. */
function step(walker: Walker): void {
  if (walker.straight-- <= 0 || walker.east === 0) turn(walker)
  walker.lat += walker.north
  walker.lng += walker.east
}

function turn(walker: Walker): void {
  walker.straight = 3
  walker.heading = (walker.heading + 360 + (Math.random() - 0.5) * 40) % 360
  walker.speed = Math.min(15, Math.max(0.5, walker.speed + Math.random() - 0.5))
  const radians = (walker.heading * Math.PI) / 180
  walker.north = (walker.speed * Math.cos(radians)) / 111_195
  walker.east = (walker.speed * Math.sin(radians)) / 95_000
}

const asJson = (walkers: readonly Walker[], at: number): string =>
  JSON.stringify(
    walkers.map(({ id, lng, lat, speed, heading }) => ({
      device: id,
      at,
      lng,
      lat,
      speed,
      heading,
      accuracy: 5,
    })),
  )

function asRecords(walkers: readonly Walker[], at: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(walkers.length * RECORD_BYTES)
  const view = new DataView(bytes.buffer)
  const record = { device: 0, at, lng: 0, lat: 0, speed: 0, heading: 0, accuracy: 5 }
  for (let i = 0; i < walkers.length; i++) {
    const walker = walkers[i] as Walker
    record.device = walker.number
    record.lng = walker.lng
    record.lat = walker.lat
    record.speed = walker.speed
    record.heading = walker.heading
    writeRecord(view, i * RECORD_BYTES, record)
  }
  return bytes
}
