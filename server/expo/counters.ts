/** Readings of counters: each taken once, the newest shown, and every upward crossing of a limit opens one card. */
import {
  afterReading,
  type Card,
  type Counter,
  type Readings,
  type ReadingsAnswer,
} from '#contract/counters.ts'
import type { Db } from '../db.ts'
import { append, type NewEvent } from '../events/append.ts'
import { insertCard, insertReading, limitsOf, lockCounters, putArmed, putCount } from './counterQueries.ts'

/** A clock that runs ahead by less than this is believed. */
const AHEAD_MS = 60_000

type Reading = Readings[number] & { readonly index: number }

/** Takes a batch of a feed; readings of one counter in the order of their times, whatever order they came in. */
export async function takeReadings(
  tx: Db,
  readings: Readings,
  actor: string,
  now: number,
): Promise<ReadingsAnswer> {
  const known = await lockCounters(
    tx,
    readings.map(({ counter }) => counter),
  )
  const answer = { accepted: 0, late: 0, repeated: 0, refused: [] as ReadingsAnswer['refused'] }
  const cards: NewEvent[] = []
  const moved: Counter[] = []
  const ordered = readings.map((reading, index) => ({ ...reading, index })).sort((a, b) => a.at - b.at)
  for (const counter of known) {
    const own = ordered.filter((reading) => reading.counter === counter.code && reading.at <= now + AHEAD_MS)
    const after = await takeOf(tx, counter, own, { actor, now, answer, cards })
    if (after !== counter) moved.push(after)
  }
  answer.refused = refusals(ordered, known, now)
  const events = moved.length > 0 ? [readEvent(moved, actor), ...cards] : []
  if (events.length > 0) await append(tx, now, events)
  return answer
}

type Taking = {
  readonly actor: string
  readonly now: number
  readonly answer: Pick<ReadingsAnswer, 'accepted' | 'late' | 'repeated'>
  readonly cards: NewEvent[]
}

/** The counter after its readings, the same object where none moved it. */
async function takeOf(
  tx: Db,
  before: Counter,
  readings: readonly Reading[],
  { actor, now, answer, cards }: Taking,
): Promise<Counter> {
  let counter = before
  for (const { at, count } of readings) {
    if (!(await insertReading(tx, { counter: counter.id, at, count }, now))) answer.repeated++
    else if (counter.readAt !== null && at <= counter.readAt) answer.late++
    else {
      answer.accepted++
      counter = { ...counter, count, readAt: at, version: counter.version + 1 }
      await putCount(tx, { id: counter.id, count, readAt: at })
      for (const card of await crossed(tx, counter, count, now)) cards.push(cardEvent(card, counter, actor))
    }
  }
  return counter
}

/** The cards of the limits that this reading crossed. */
async function crossed(tx: Db, { id }: Counter, count: number, now: number): Promise<Card[]> {
  const cards: Card[] = []
  for (const limit of await limitsOf(tx, id)) {
    const after = afterReading(limit, count)
    if (after.armed !== limit.armed) await putArmed(tx, id, limit.value, after.armed)
    const { effect, value } = limit
    if (after.crossed) cards.push(await insertCard(tx, { counter: id, effect, value, count, openedAt: now }))
  }
  return cards
}

const refusals = (ordered: readonly Reading[], known: readonly Counter[], now: number) => {
  const codes = new Set(known.map(({ code }) => code))
  return ordered
    .flatMap(({ index, counter, at }) => {
      if (!codes.has(counter)) return [{ index, reason: 'no such counter' }]
      return at > now + AHEAD_MS ? [{ index, reason: 'from the future' }] : []
    })
    .sort((one, other) => one.index - other.index)
}

const readEvent = (counters: readonly Counter[], actor: string): NewEvent => ({
  actor,
  kind: 'counter.read',
  subject: 'counter/all',
  body: { expo: { counters } },
})

const cardEvent = (card: Card, counter: Counter, actor: string): NewEvent => ({
  actor,
  kind: 'card.opened',
  subject: `card/${card.id}`,
  body: { expo: { card }, name: counter.name, nameEn: counter.nameEn },
})
