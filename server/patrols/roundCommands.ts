/** What the desk does with rounds that have not begun: ordered, given to a crew, changed for another, cancelled. */
import { kindsOfMode } from '#contract/patrols.ts'
import type { assignRound, cancelRound, orderRound, Round, swapRounds } from '#contract/rounds.ts'
import { dayOf } from '#contract/workingTime.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append, type NewEvent } from '../events/append.ts'
import { insideTheCity } from '../tickets/file.ts'
import { unitById } from '../units/queries.ts'
import { type Overridden, overrideEvents, roundEvent } from './events.ts'
import { judgeRound } from './judging.ts'
import { openStop } from './making.ts'
import { missingOf } from './planQueries.ts'
import { missing, noRound, stale, wrongState } from './refusals.ts'
import { lockRoster } from './rosterQueries.ts'
import { insertRound, lockRounds, type NewRound, updateRound } from './roundQueries.ts'

const MINUTE = 60_000
/** Between two stops of an order, where nobody planned the time. */
const WAY_MINUTES = 10
/** So near is there, and so long one stays, where the order does not say. */
const METRES = 60
const STAY_MINUTES = 5

export async function order(tx: Db, { body, account, now }: Command<typeof orderRound>): Promise<Round> {
  const form = orderForm(body, account.username, now)
  const zones = form.stops.flatMap(({ zone }) => zone ?? [])
  const what = await missingOf(tx, { zones, unit: form.unit, item: null, shift: null })
  if (what) throw missing(what)
  for (const { place } of form.stops) insideTheCity(place)
  const overridden = form.unit === null ? undefined : await mayGo(tx, form, form.unit, body.override)
  const round = await insertRound(tx, form)
  if (!round) throw new Error('an order of the desk was taken for the round of a plan')
  const ordered = roundEvent('ordered', round, { actor: account.username }, { reason: body.reason })
  await append(tx, now, [ordered, ...overrideEvents(ordered, overridden)])
  return round
}

/** A wrong kind of unit is no matter of weighing up: at once or by plan, a car does not go on the water. */
async function mayGo(
  tx: Db,
  form: NewRound,
  unit: number,
  override: { readonly reason: string } | undefined,
): Promise<Overridden | undefined> {
  await ofTheKind(tx, form.mode, unit)
  return judgeRound(tx, { ...form, id: null }, unit, override)
}

async function ofTheKind(tx: Db, mode: Round['mode'], id: number): Promise<void> {
  const unit = await unitById(tx, id)
  if (!unit || unit.retired) throw missing('unit')
  if (kindsOfMode[mode].includes(unit.kind)) return
  throw new Refused(
    409,
    'wrong_kind',
    {
      zh: `${unit.code} 的类型不能执行这种巡查方式`,
      en: `${unit.code} is no unit for this way of patrolling`,
    },
    'body/unit',
  )
}

function orderForm(body: Command<typeof orderRound>['body'], by: string, now: number): NewRound {
  const stops = body.stops.map(
    ({ nameEn, metres = METRES, zone = null, minutes = STAY_MINUTES, ...stop }, i) =>
      openStop({ ...stop, nameEn: nameEn ?? stop.name, metres, zone, minutes }, i + 1),
  )
  const minutes = stops.reduce((sum, stop) => sum + stop.minutes + WAY_MINUTES, 0)
  const name = body.name ?? `临时巡查：${stops[0]?.name ?? ''}`
  return {
    plan: null,
    day: dayOf(now),
    shift: null,
    unit: body.unit ?? null,
    name,
    nameEn: body.nameEn ?? body.name ?? `Ordered patrol: ${stops[0]?.nameEn ?? ''}`,
    mode: body.mode,
    tag: body.tag ?? 'special',
    certificates: 0,
    item: null,
    zones: [],
    stops,
    from: now,
    until: now + minutes * MINUTE,
    orderedBy: by,
    orderedAt: now,
    reason: body.reason,
  }
}

export async function assign(
  tx: Db,
  { params, body, account, now }: Command<typeof assignRound>,
): Promise<Round> {
  await lockRoster(tx)
  const [round] = await planned(tx, [[params.id, body.version]])
  if (!round) throw noRound(params.id)
  const { unit } = body
  if (unit === round.unit) return round
  if (unit !== null) await ofTheKind(tx, round.mode, unit)
  const overridden = unit === null ? undefined : await judgeRound(tx, round, unit, body.override)
  const assigned = await updateRound(tx, round, { unit })
  const event = roundEvent('assigned', assigned, { actor: account.username }, {}, round.unit)
  await append(tx, now, [event, ...overrideEvents(event, overridden)])
  return assigned
}

export async function swap(
  tx: Db,
  { params, body, account, now }: Command<typeof swapRounds>,
): Promise<Round[]> {
  await lockRoster(tx)
  const [one, other] = await planned(tx, [
    [params.id, body.version],
    [body.other, body.otherVersion],
  ])
  if (!one || !other) throw noRound(one ? body.other : params.id)
  const actor = { actor: account.username }
  // Both are free before either is judged: neither stands in the way of what it is changed for.
  const [oneFree, otherFree] = [
    await updateRound(tx, one, { unit: null }),
    await updateRound(tx, other, { unit: null }),
  ]
  const events: NewEvent[] = []
  const take = async (free: Round, former: Round, from: Round): Promise<Round> => {
    if (from.unit !== null) await ofTheKind(tx, free.mode, from.unit)
    const overridden = from.unit === null ? undefined : await judgeRound(tx, free, from.unit, body.override)
    const taken = await updateRound(tx, free, { unit: from.unit })
    const event = roundEvent('assigned', taken, actor, { swappedWith: from.name }, former.unit)
    events.push(event, ...overrideEvents(event, overridden))
    return taken
  }
  const swapped = [await take(oneFree, one, other), await take(otherFree, other, one)]
  await append(tx, now, events)
  return swapped
}

export async function cancel(
  tx: Db,
  { params, body, account, now }: Command<typeof cancelRound>,
): Promise<Round> {
  const [round] = await planned(tx, [[params.id, body.version]])
  if (!round) throw noRound(params.id)
  const { reason } = body
  const cancelled = await updateRound(tx, round, { state: 'cancelled', endedAt: now, endReason: reason })
  await append(tx, now, [roundEvent('cancelled', cancelled, { actor: account.username }, { reason })])
  return cancelled
}

/** The rounds as they were seen, locked, in the order asked for; refused where one has begun or changed. */
async function planned(tx: Db, seen: readonly (readonly [id: number, version: number])[]): Promise<Round[]> {
  const rounds = await lockRounds(
    tx,
    seen.map(([id]) => id),
  )
  return seen.map(([id, version]) => {
    const round = rounds.find((each) => each.id === id)
    if (!round) throw noRound(id)
    if (round.version !== version) throw stale()
    if (round.state !== 'planned') throw wrongState('该巡查已开始或已结束', 'This round has begun or is over')
    return round
  })
}
