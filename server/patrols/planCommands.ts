/** What is done to plans: made, changed, retired; their rounds that have not begun follow. */
import type { changePlan, createPlan, Plan, retirePlan } from '#contract/patrols.ts'
import type { Round } from '#contract/rounds.ts'
import { dayOf } from '#contract/workingTime.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { append } from '../events/append.ts'
import { insideTheCity } from '../tickets/file.ts'
import { planEvent, roundEvent } from './events.ts'
import { makeRounds, plannedEvents, roundForm } from './making.ts'
import { allShifts, insertPlan, lockPlan, markRetired, missingOf, updatePlan } from './planQueries.ts'
import { missing, noPlan, stale, wrongState } from './refusals.ts'
import { lockRoster } from './rosterQueries.ts'
import { lockPlannedOf, reformRound, updateRound } from './roundQueries.ts'

export async function create(tx: Db, { body, account, now }: Command<typeof createPlan>): Promise<Plan> {
  await check(tx, body)
  await lockRoster(tx)
  const plan = await insertPlan(tx, body)
  const rounds = await makeRounds(tx, plan, account.username, now)
  const actor = account.username
  await append(tx, now, [planEvent('created', plan, { actor }), ...plannedEvents(rounds, actor)])
  return plan
}

export async function change(
  tx: Db,
  { params, body, account, now }: Command<typeof changePlan>,
): Promise<Plan> {
  await existing(tx, params.id, body.version)
  await check(tx, body.form)
  await lockRoster(tx)
  const plan = await updatePlan(tx, params.id, body.form)
  const actor = account.username
  const followed = await reform(tx, plan, now)
  const made = await makeRounds(tx, plan, actor, now)
  await append(tx, now, [
    planEvent('changed', plan, { actor }),
    ...followed.map((round) => roundEvent('replanned', round, { actor })),
    ...plannedEvents(made, actor),
  ])
  return plan
}

export async function retire(
  tx: Db,
  { params, body, account, now }: Command<typeof retirePlan>,
): Promise<Plan> {
  await existing(tx, params.id, body.version)
  const plan = await markRetired(tx, params.id, now)
  const { reason } = body
  const actor = account.username
  const cancelled: Round[] = []
  for (const round of await lockPlannedOf(tx, plan.id, dayOf(now))) {
    cancelled.push(await updateRound(tx, round, { state: 'cancelled', endedAt: now, endReason: reason }))
  }
  await append(tx, now, [
    planEvent('retired', plan, { actor }, { reason }),
    ...cancelled.map((round) => roundEvent('cancelled', round, { actor }, { reason })),
  ])
  return plan
}

/** Rounds that have not begun are walked as the plan is now. */
async function reform(tx: Db, plan: Plan, now: number): Promise<Round[]> {
  const shift = (await allShifts(tx)).find(({ code }) => code === plan.shift)
  if (!shift) throw missing('shift')
  const reformed: Round[] = []
  for (const { id, day } of await lockPlannedOf(tx, plan.id, dayOf(now))) {
    reformed.push(await reformRound(tx, id, roundForm(plan, day, shift)))
  }
  return reformed
}

async function existing(tx: Db, id: number, version: number): Promise<Plan> {
  const plan = await lockPlan(tx, id)
  if (!plan) throw noPlan(id)
  if (plan.version !== version) throw stale()
  if (plan.retired) throw wrongState('该方案已停用', 'This plan is retired')
  return plan
}

async function check(tx: Db, form: Command<typeof createPlan>['body']): Promise<void> {
  const zones = [...form.zones, ...form.stops.flatMap(({ zone }) => zone ?? [])]
  const what = await missingOf(tx, { ...form, zones })
  if (what) throw missing(what)
  for (const { place } of form.stops) insideTheCity(place)
}
