/** Tasks for partner departments: offered and withdrawn by the desk; accepted, refused and returned by the partner. */
import {
  type acceptJoint,
  isJointOpen,
  type JointTask,
  type offerJoint,
  type PartnerTask,
  type refuseJoint,
  type returnJoint,
  type withdrawJoint,
} from '#contract/joint.ts'
import type { Account } from '#contract/session.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import { dayOf, dueAt } from '#contract/workingTime.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { holidaysFrom } from '../tickets/clockQueries.ts'
import { noTicket, notInState } from '../tickets/commands.ts'
import { lockTicket } from '../tickets/queries.ts'
import { allPartners, insertJoint, limitOf, lockJoint, partnerOf, updateJoint } from './queries.ts'
import { ownTasks } from './seeing.ts'

const HOUR = 3_600_000

export async function offer(
  tx: Db,
  { params, body, account, now }: Command<typeof offerJoint>,
): Promise<JointTask> {
  const ticket = await lockTicket(tx, params.id)
  if (!ticket) throw noTicket(params.id)
  if (!isOpen(ticket)) throw notInState(ticket)
  const partner = (await allPartners(tx)).find(({ id }) => id === body.partner)
  if (!partner) throw noPartner()
  const joint = await insertJoint(tx, {
    ticket: ticket.id,
    partner: partner.id,
    text: body.text,
    metres: body.metres,
    startsAt: now,
    endsAt: now + body.hours * HOUR,
    offeredBy: account.username,
    offeredAt: now,
    answerDue: await dueOf(tx, partner.id, 'answer', now),
  })
  return told(tx, 'joint.offered', joint, account, now)
}

export async function withdraw(
  tx: Db,
  { params, body, account, now }: Command<typeof withdrawJoint>,
): Promise<JointTask> {
  const before = await lockJoint(tx, params.id)
  if (!before) throw noTask()
  if (before.version !== body.version) throw staleTask()
  if (!isJointOpen(before)) throw taskOver()
  const after = { ...before, state: 'withdrawn', endedAt: now, reason: body.reason } as const
  return told(tx, 'joint.withdrawn', await updateJoint(tx, after), account, now, { reason: body.reason })
}

/** The second clock begins with the consent. */
export async function accept(tx: Db, command: Command<typeof acceptJoint>): Promise<PartnerTask> {
  const { account, now } = command
  const before = await ownTask(tx, command, 'offered')
  const handleDue = await dueOf(tx, before.partner.id, 'handle', now)
  const answered = { answeredAt: now, answeredBy: account.username }
  return answeredBy(tx, 'joint.accepted', { ...before, ...answered, state: 'accepted', handleDue }, command)
}

export async function refuse(tx: Db, command: Command<typeof refuseJoint>): Promise<PartnerTask> {
  const { account, body, now } = command
  const { reason } = body
  const before = await ownTask(tx, command, 'offered')
  const answered = { answeredAt: now, answeredBy: account.username, endedAt: now, reason }
  return answeredBy(tx, 'joint.refused', { ...before, ...answered, state: 'refused' }, command, { reason })
}

export async function giveBack(tx: Db, command: Command<typeof returnJoint>): Promise<PartnerTask> {
  const { body, now } = command
  const { result } = body
  const before = await ownTask(tx, command, 'accepted')
  return answeredBy(tx, 'joint.returned', { ...before, state: 'returned', endedAt: now, result }, command, {
    result,
  })
}

type OfPartner = {
  readonly params: { readonly id: number }
  readonly body: { readonly version: number }
  readonly account: Account
  readonly now: number
}

/** A task of the partner who asks, within its span and in the state: anything else does not exist for it. */
async function ownTask(
  tx: Db,
  { params, body, account, now }: OfPartner,
  state: 'offered' | 'accepted',
): Promise<JointTask> {
  const partner = await partnerOf(tx, account.id)
  const task = await lockJoint(tx, params.id)
  const mine = task && task.partner.id === partner?.id && task.startsAt <= now && now < task.endsAt
  if (!mine || task.state === 'withdrawn') throw noTask()
  if (task.version !== body.version) throw staleTask()
  if (task.state !== state) throw taskOver()
  return task
}

async function answeredBy(
  tx: Db,
  kind: string,
  after: JointTask,
  { account, now }: OfPartner,
  words: Readonly<Record<string, unknown>> = {},
): Promise<PartnerTask> {
  const task = await updateJoint(tx, after)
  await told(tx, kind, task, account, now, words)
  const mine = (await ownTasks(tx, task.partner.id, now)).find(({ id }) => id === task.id)
  if (!mine) throw noTask()
  return mine
}

/** The ticket's place goes with it: the report counts by what was true then. */
async function told(
  tx: Db,
  kind: string,
  joint: JointTask,
  { username }: Account,
  now: number,
  words: Readonly<Record<string, unknown>> = {},
): Promise<JointTask> {
  const ticket = await lockTicket(tx, joint.ticket)
  await append(tx, now, [
    {
      actor: username,
      kind,
      subject: `ticket/${joint.ticket}`,
      body: { joint, code: ticket?.code, place: ticket?.place, ...words },
    },
  ])
  return joint
}

async function dueOf(tx: Db, partner: number, step: 'answer' | 'handle', now: number): Promise<number> {
  const holidays = await holidaysFrom(tx, dayOf(now))
  return dueAt(now, await limitOf(tx, partner, step), holidays)
}

const noPartner = () =>
  new Refused(404, 'no_partner', { zh: '没有这个联动单位', en: 'There is no such partner' }, 'body/partner')

const noTask = () =>
  new Refused(
    404,
    'no_task',
    { zh: '没有这项联动任务，或已超出授权时段', en: 'There is no such task for you, or its time is over' },
    'params/id',
  )

const staleTask = () =>
  new Refused(409, 'stale', {
    zh: '联动任务已被更改，请查看最新状态后再操作',
    en: 'The task has changed meanwhile; look at its newest state and try again',
  })

const taskOver = () =>
  new Refused(409, 'task_over', {
    zh: '联动任务已答复或已结束',
    en: 'The task is answered or over',
  })
