/** Changes for a date ahead: kept as they were asked for, and carried out at their date exactly once, also after a restart. */
import type { withdrawZonePlan, ZonePlan, ZonesChanged } from '#contract/zones.ts'
import type { Command } from '../commands/route.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { takeTurn } from './changeQueries.ts'
import { duePlan, endPlan, insertPlan, lockPlan, type StoredPlan } from './planQueries.ts'
import { noPlan, notWaiting } from './refusals.ts'
import { checkDrafts } from './shape.ts'
import { carryOut, type Signed, type ZoneWork } from './work.ts'

/** Checked now, so that what cannot be is refused to the person who asks for it. */
export async function planWork(
  tx: Db,
  work: ZoneWork,
  signed: Signed,
  received: number,
): Promise<ZonesChanged> {
  await checkDrafts(tx, work)
  const plan = await insertPlan(tx, work, signed, received)
  await tell(tx, received, signed.actor, 'zone.planned', plan)
  return { zones: [], retired: [], plan }
}

export async function withdraw(tx: Db, command: Command<typeof withdrawZonePlan>): Promise<ZonePlan> {
  const { params, body, account, now } = command
  await takeTurn(tx)
  const found = await lockPlan(tx, params.id)
  if (!found) throw noPlan(params.id)
  if (found.plan.state !== 'waiting') throw notWaiting()
  const plan = await endPlan(tx, params.id, 'withdrawn', null)
  await tell(tx, now, account.username, 'zone.plan_withdrawn', plan, body.reason)
  return plan
}

const tell = (tx: Db, received: number, actor: string, kind: string, plan: ZonePlan, reason = plan.reason) =>
  append(tx, received, [
    {
      actor,
      kind,
      subject: plan.zones[0] === undefined ? `zone_plan/${plan.id}` : `zone/${plan.zones[0]}`,
      body: { zonePlan: plan, reason, names: plan.names },
    },
  ])

const LOOK_EVERY_MS = 1_000

/** Looks every second what is due, on whichever server sees it first; answers how to stop. */
export function carryOutPlans(needs: {
  readonly db: Pool
  readonly now: () => number
  readonly nudge: () => void
  readonly say: (line: string) => void
}): () => void {
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    try {
      if ((await carryOutDue(needs.db, needs.now())) > 0) needs.nudge()
    } catch (error) {
      needs.say(`planned changes of zones wait: ${(error as Error).message}`)
    } finally {
      looking = false
    }
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return () => clearInterval(timer)
}

/** Each in a transaction of its own, in the order of their dates; answers how many ended. */
export async function carryOutDue(db: Pool, now: number): Promise<number> {
  let ended = 0
  while (await transaction(db, (tx) => carryOutNext(tx, now))) ended++
  return ended
}

/** The row is locked and marked in the transaction that changes the zones: a second server finds it done. */
async function carryOutNext(tx: Db, now: number): Promise<boolean> {
  await takeTurn(tx)
  const due = await duePlan(tx, now)
  if (!due) return false
  await tx.query('savepoint plan')
  try {
    await endPlan(tx, due.plan.id, 'done', null)
    await carryOut(tx, due.work, due.plan, now)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await tx.query('rollback to savepoint plan')
    await fail(tx, due, error, now)
  }
  return true
}

/** What was possible when it was planned is not any more: nothing changes, and it is told why. */
async function fail(tx: Db, { plan }: StoredPlan, refused: Refused, now: number): Promise<void> {
  const failed = await endPlan(tx, plan.id, 'failed', refused.body.message)
  await tell(tx, now, plan.actor, 'zone.plan_failed', failed)
}
