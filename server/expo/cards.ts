/** Working off an action card: step by step, each with who and when, then closed with its result. */
import type { Card, closeCard, doCardStep } from '#contract/counters.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { lockCard, updateCard } from './counterQueries.ts'

export async function doStep(tx: Db, command: Command<typeof doCardStep>): Promise<Card> {
  const { body, account, now } = command
  const before = await openCard(tx, command)
  const step = before.steps[body.step]
  if (!step) throw noStep()
  if (step.doneAt !== null) return before
  const steps = before.steps.with(body.step, { ...step, doneAt: now, doneBy: account.username })
  return told(tx, 'card.step', { ...before, steps }, command, { step: step.text, stepEn: step.textEn })
}

export async function close(tx: Db, command: Command<typeof closeCard>): Promise<Card> {
  const { body, account, now } = command
  const before = await openCard(tx, command)
  const open = before.steps.filter(({ doneAt }) => doneAt === null).length
  if (open > 0) throw stepsOpen(open)
  const closed = { ...before, result: body.result, closedAt: now, closedBy: account.username }
  return told(tx, 'card.closed', closed, command, { result: body.result })
}

type Seen = Pick<Command<typeof doCardStep>, 'params' | 'account' | 'now'> & {
  readonly body: { readonly version: number }
}

async function openCard(tx: Db, { params, body }: Seen): Promise<Card> {
  const card = await lockCard(tx, params.id)
  if (!card) throw noCard(params.id)
  if (card.version !== body.version) throw staleCard()
  if (card.closedAt !== null) throw closedAlready()
  return card
}

async function told(
  tx: Db,
  kind: string,
  after: Card,
  { account, now }: Seen,
  words: Readonly<Record<string, unknown>>,
): Promise<Card> {
  const card = await updateCard(tx, after)
  await append(tx, now, [
    { actor: account.username, kind, subject: `card/${card.id}`, body: { expo: { card }, ...words } },
  ])
  return card
}

const noCard = (id: number) =>
  new Refused(404, 'no_card', { zh: `没有编号为 ${id} 的行动卡`, en: `There is no card ${id}` }, 'params/id')

const noStep = () =>
  new Refused(404, 'no_step', { zh: '行动卡没有这一步', en: 'The card has no such step' }, 'body/step')

const staleCard = () =>
  new Refused(409, 'stale', {
    zh: '行动卡已被他人更改，请查看最新状态后再操作',
    en: 'Somebody else has changed the card meanwhile; look at its newest state and try again',
  })

const closedAlready = () =>
  new Refused(409, 'closed', { zh: '行动卡已经关闭', en: 'The card is closed already' })

const stepsOpen = (open: number) =>
  new Refused(409, 'steps_open', {
    zh: `还有 ${open} 步未完成，不能关闭`,
    en: `${open} steps are not done; the card cannot be closed`,
  })
