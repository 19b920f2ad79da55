/** What happens by time: the switch reverts, rings are watched, duties are seen to be kept, and days of the report are closed. */
import type { Level, Operation } from '#contract/expo.ts'
import { strengthOf } from '#contract/strength.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import { append, type NewEvent } from '../events/append.ts'
import { allOperations, lockOperation, nextVersion, operationsOn } from './operationQueries.ts'
import { keepDays } from './report.ts'
import { markOverdue, markStood, putLevel, unitsInRings, unitsOnDuty } from './strengthQueries.ts'
import { revertIfDue } from './switching.ts'

export type ClockworkNeeds = {
  readonly db: Pool
  readonly now: () => number
  /** Where a unit was last, and when (ms UTC). */
  readonly newest: (mover: number) => { readonly at: number } | undefined
  readonly nudge: () => void
  readonly say: (line: string) => void
}

const EVERY_MS = 5_000
/** Who was not heard for so long is lost, and stands nowhere. */
const LOST_MS = 600_000

/** Works every few seconds, on every server alike; answers how to stop. */
export function runExpo(needs: ClockworkNeeds): () => Promise<void> {
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= work(needs)
      .catch((error: Error) => needs.say(`the operation's clockwork stands: ${error.message}`))
      .finally(() => {
        running = undefined
      })
  }, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** One round. */
export async function work(needs: ClockworkNeeds): Promise<void> {
  const now = needs.now()
  let told = false
  for (const { id, revertsAt } of await operationsOn(needs.db)) {
    if (revertsAt <= now) told = (await transaction(needs.db, (tx) => revertIfDue(tx, id, now))) || told
  }
  for (const operation of await allOperations(needs.db, now)) {
    told = (await watch(needs, operation, now)) || told
    if (now >= operation.startsAt) await transaction(needs.db, (tx) => keepDays(tx, operation, now))
  }
  if (told) needs.nudge()
}

/** Looks without holding anything; only where something is to be told is the operation locked and looked at again. */
async function watch(needs: ClockworkNeeds, operation: Operation, now: number): Promise<boolean> {
  const changes = await levelsChanged(needs.db, operation, needs.newest, now)
  const begun = operation.roster.some(
    ({ startsAt, endsAt, stoodAt }) => stoodAt === null && startsAt <= now && now < endsAt,
  )
  if (changes.length === 0 && !begun) return false
  return transaction(needs.db, async (tx) => {
    const locked = await lockOperation(tx, operation.id, now)
    return locked ? tell(tx, locked, needs.newest, now) : false
  })
}

async function tell(
  tx: Db,
  operation: Operation,
  newest: ClockworkNeeds['newest'],
  now: number,
): Promise<boolean> {
  const changes = await levelsChanged(tx, operation, newest, now)
  const stood = await markStood(tx, operation.id, now)
  const late = operation.switched ? await markOverdue(tx, operation.id, now) : []
  if (changes.length + stood.length + late.length === 0) return false
  for (const { zone, level } of changes) await putLevel(tx, { operation: operation.id, zone, level }, now)
  const expo = { operation: await nextVersion(tx, operation.id, now, 'by the clock') }
  const subject = `operation/${operation.id}`
  const events: NewEvent[] = [
    ...changes.map(({ zone, level, now: count, least }) => ({
      actor: 'clock',
      kind: `ring.${level}`,
      subject,
      body: { expo, zone, count, least },
    })),
    ...stood.map(({ unit, ...duty }) => ({
      actor: 'clock',
      kind: 'roster.stood',
      subject,
      units: [unit],
      body: { expo, ...duty },
    })),
    ...late.map(({ unit, ...duty }) => ({
      actor: 'clock',
      kind: 'roster.overdue',
      subject,
      units: [unit],
      body: { expo, ...duty },
    })),
  ]
  await append(tx, now, events)
  return true
}

type LevelChange = {
  readonly zone: number
  readonly level: Level
  readonly now: number
  readonly least: number
}

/** Rings are watched while the operation is switched on. */
async function levelsChanged(
  db: Db,
  operation: Operation,
  newest: ClockworkNeeds['newest'],
  now: number,
): Promise<LevelChange[]> {
  const { rings, posts, roster, phase, switched } = operation
  if (!switched) return []
  const present = await unitsInRings(
    db,
    rings.map(({ zone }) => zone),
  )
  const free = await unitsOnDuty(
    db,
    roster.map(({ unit }) => unit),
  )
  const heard = present.filter(({ unit }) => now - (newest(unit)?.at ?? Number.NEGATIVE_INFINITY) <= LOST_MS)
  return rings.flatMap((ring) => {
    const here = heard.filter(({ zone }) => zone === ring.zone)
    const inRing = posts.filter((post) => post.ring === ring.zone).map(({ zone }) => zone)
    const strength = strengthOf(
      {
        ring,
        zones: new Set([ring.zone, ...inRing]),
        phase,
        roster,
        inside: new Set(here.map(({ unit }) => unit)),
        sentAway: new Set(here.filter(({ sentAway }) => sentAway).map(({ unit }) => unit)),
        onDuty: (unit) => free.has(unit),
      },
      now,
    )
    const { level, least } = strength
    return level === ring.level ? [] : [{ zone: ring.zone, level, now: strength.now, least }]
  })
}
