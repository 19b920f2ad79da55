/** What is done to the roster: crews put into shifts, moved, tagged, taken off; attendance; leave asked for and decided. */
import { shiftBooking } from '#contract/conflicts.ts'
import type { Shift } from '#contract/patrols.ts'
import type {
  askLeave,
  CrewShift,
  cancelCrewShift,
  decideLeave,
  Leave,
  markAttendance,
  moveCrewShift,
  planCrewShift,
  tagCrewShift,
} from '#contract/roster.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { crewShiftEvent, leaveEvent, type Overridden, overrideEvents } from './events.ts'
import { judgeBooking } from './judging.ts'
import { missingOf } from './planQueries.ts'
import { missing, noCrewShift, stale } from './refusals.ts'
import {
  allExist,
  type CrewShiftChange,
  crewShiftById,
  insertCrewShift,
  insertLeave,
  officerOfAccount,
  plannedShiftsOf,
  rosterFacts,
  setAttendance,
  settleLeave,
  unitOfOfficer,
  updateCrewShift,
} from './rosterQueries.ts'

export async function plan(
  tx: Db,
  { body, account, now }: Command<typeof planCrewShift>,
): Promise<CrewShift> {
  const { unit, day, shift, override } = body
  const what = await missingOf(tx, { zones: [], unit, item: null, shift })
  if (what) throw missing(what)
  const officers = body.officers ?? (await crewOf(tx, day, unit))
  if (!(await allExist(tx, officers))) throw missing('officer')
  const overridden = await judge(tx, { id: null, unit, day, shift, officers }, override)
  const id = await insertCrewShift(tx, body, officers)
  return told(tx, id, 'planned', { actor: account.username, now, overridden })
}

export async function move(
  tx: Db,
  { params, body, account, now }: Command<typeof moveCrewShift>,
): Promise<CrewShift> {
  const before = await existing(tx, params.id)
  const { day, shift, override, version } = body
  const what = await missingOf(tx, { zones: [], unit: null, item: null, shift })
  if (what) throw missing(what)
  const officers = before.officers.map(({ officer }) => officer)
  const overridden = await judge(tx, { ...before, day, shift, officers }, override)
  await change(tx, before.id, version, { day, shift })
  const said = { fromDay: before.day, fromShift: before.shift }
  return told(tx, before.id, 'moved', { actor: account.username, now, overridden, said })
}

export async function tag(
  tx: Db,
  { params, body, account, now }: Command<typeof tagCrewShift>,
): Promise<CrewShift> {
  const before = await existing(tx, params.id)
  await change(tx, before.id, body.version, { tag: body.tag })
  return told(tx, before.id, 'tagged', { actor: account.username, now, said: { formerly: before.tag } })
}

export async function cancel(
  tx: Db,
  { params, body, account, now }: Command<typeof cancelCrewShift>,
): Promise<CrewShift> {
  await existing(tx, params.id)
  await change(tx, params.id, body.version, { cancelledAt: now })
  return told(tx, params.id, 'cancelled', { actor: account.username, now, said: { reason: body.reason } })
}

export async function attend(
  tx: Db,
  { params, body, account, now }: Command<typeof markAttendance>,
): Promise<CrewShift> {
  const { officer, attendance, version } = body
  await existing(tx, params.id)
  await change(tx, params.id, version, {})
  if (!(await setAttendance(tx, params.id, officer, attendance, account.username, now))) throw notOfIt()
  return told(tx, params.id, 'attended', { actor: account.username, now, said: { officer, attendance } })
}

export async function ask(tx: Db, { body, account, now }: Command<typeof askLeave>): Promise<Leave> {
  const own = account.role === 'officer' ? await officerOfAccount(tx, account.id) : body.officer
  const unit = own === undefined ? undefined : await unitOfOfficer(tx, own)
  if (own === undefined || unit === undefined) throw nobody()
  if (body.fromDay > body.toDay) throw backwards()
  const { fromDay, toDay, reason } = body
  const leave = await insertLeave(
    tx,
    { officer: own, fromDay, toDay, reason, askedBy: account.username },
    now,
  )
  await append(tx, now, [leaveEvent('asked', leave, { actor: account.username }, unit)])
  return leave
}

/** Who is on leave is taken off the shifts of those days. */
export async function decideOnLeave(
  tx: Db,
  { params, body, account, now }: Command<typeof decideLeave>,
): Promise<Leave> {
  const { approved, answer, version } = body
  const by = account.username
  const leave = await settleLeave(tx, params.id, version, { approved, by, answer }, now)
  if (!leave) throw stale()
  const unit = (await unitOfOfficer(tx, leave.officer)) ?? null
  const events = [leaveEvent('decided', leave, { actor: by }, unit)]
  for (const id of approved ? await plannedShiftsOf(tx, leave.officer, leave.fromDay, leave.toDay) : []) {
    const { version: seen } = await existing(tx, id)
    await change(tx, id, seen, {})
    await setAttendance(tx, id, leave.officer, 'leave', by, now)
    const said = { officer: leave.officer, attendance: 'leave' }
    events.push(crewShiftEvent('attended', await existing(tx, id), { actor: by }, said))
  }
  await append(tx, now, events)
  return leave
}

type Told = {
  readonly actor: string
  readonly now: number
  readonly overridden?: Overridden | undefined
  readonly said?: Readonly<Record<string, unknown>>
}

async function told(
  tx: Db,
  id: number,
  kind: string,
  { actor, now, overridden, said }: Told,
): Promise<CrewShift> {
  const crewShift = await existing(tx, id)
  const event = crewShiftEvent(kind, crewShift, { actor }, said)
  await append(tx, now, [event, ...overrideEvents(event, overridden)])
  return crewShift
}

type Draft = Pick<CrewShift, 'unit' | 'day' | 'shift'> & {
  readonly id: number | null
  readonly officers: readonly number[]
}

const judge = (tx: Db, draft: Draft, override: { readonly reason: string } | undefined) =>
  judgeBooking(
    tx,
    draft,
    ({ shifts }) => {
      const shift = shifts.find(({ code }) => code === draft.shift) as Shift
      const { id, officers } = draft
      return { booking: { ...shiftBooking(draft, shift), id, officers }, demand: null }
    },
    override,
  )

async function crewOf(tx: Db, day: string, unit: number): Promise<number[]> {
  const { crews } = await rosterFacts(tx, day, 1, unit)
  const officers = crews.find((crew) => crew.unit === unit)?.officers.map(({ id }) => id) ?? []
  if (officers.length > 0) return officers
  const message = {
    zh: '该力量没有队员，无法排班',
    en: 'Nobody belongs to this unit: there is no one to put on',
  }
  throw new Refused(409, 'no_crew', message, 'body/unit')
}

async function existing(tx: Db, id: number): Promise<CrewShift> {
  const crewShift = await crewShiftById(tx, id)
  if (!crewShift) throw noCrewShift(id)
  return crewShift
}

async function change(tx: Db, id: number, version: number, changed: CrewShiftChange): Promise<void> {
  if (!(await updateCrewShift(tx, id, version, changed))) throw stale()
}

const notOfIt = () =>
  new Refused(
    404,
    'no_officer',
    { zh: '该队员不在此班', en: 'This officer is not on that shift' },
    'body/officer',
  )
const nobody = () =>
  new Refused(
    400,
    'no_officer',
    { zh: '请指明请假的队员', en: 'Name the officer who is to have leave' },
    'body/officer',
  )
const backwards = () =>
  new Refused(
    400,
    'backwards',
    { zh: '结束日期早于开始日期', en: 'The last day lies before the first' },
    'body/toDay',
  )
