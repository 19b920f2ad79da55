/** Changing what an operation goes by. What makes no sense is refused in words that name the line; open cards keep their steps. */
import type { Counter, CounterLimit } from '#contract/counters.ts'
import type { Operation } from '#contract/expo.ts'
import type {
  AllSteps,
  changeCardSteps,
  changeCounterLimits,
  changeLimits,
  changeMinima,
  Minimum,
} from '#contract/expoSettings.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { changed, seen } from './commands.ts'
import { counterById } from './counterQueries.ts'
import { noZone } from './refusals.ts'
import { lockSteps, putLimits, putMinima, putSteps, putThresholds } from './settingQueries.ts'

export async function setMinima(tx: Db, command: Command<typeof changeMinima>): Promise<Operation> {
  const { zone, minima } = command.body
  const before = await seen(tx, command)
  const ring = before.rings.find((each) => each.zone === zone)
  if (!ring) throw noZone()
  minima.forEach(checkMinimum)
  await putMinima(tx, before.id, zone, minima)
  return changed(tx, before.id, 'operation.minima', command, { zone })
}

function checkMinimum(minimum: Minimum, i: number, all: readonly Minimum[]): void {
  const { phase, fromHour, toHour } = minimum
  const where = `body/minima/${i}`
  if (fromHour >= toHour)
    throw bad(
      `第 ${i + 1} 行：结束时刻须晚于开始时刻；跨零点请分两行`,
      `Line ${i + 1}: it must end after it begins; use two lines across midnight`,
      where,
    )
  const other = all.findIndex((each) => each.phase === phase && each.fromHour === fromHour)
  if (other < i)
    throw bad(
      `第 ${other + 1} 行与第 ${i + 1} 行的阶段和开始时刻相同，请合并`,
      `Lines ${other + 1} and ${i + 1} begin alike in the same phase; make them one`,
      where,
    )
}

export async function setLimits(tx: Db, command: Command<typeof changeLimits>): Promise<Operation> {
  const { limits, reliefSeconds } = command.body
  const before = await seen(tx, command)
  for (const [i, { step, priority }] of limits.entries()) {
    const other = limits.findIndex((each) => each.step === step && each.priority === priority)
    if (other < i)
      throw bad(
        `第 ${other + 1} 行与第 ${i + 1} 行的环节和等级相同，请删去一行`,
        `Lines ${other + 1} and ${i + 1} are of the same step and priority; remove one`,
        `body/limits/${i}`,
      )
  }
  await putLimits(tx, before.id, limits, reliefSeconds)
  return changed(tx, before.id, 'operation.limits', command)
}

export async function setCounterLimits(
  tx: Db,
  command: Command<typeof changeCounterLimits>,
): Promise<Counter> {
  const { params, body, account, now } = command
  const before = await counterById(tx, params.id)
  if (!before) throw noCounter(params.id)
  if (JSON.stringify(inOrder(body.seen)) !== JSON.stringify(inOrder(before.limits))) throw stale()
  body.limits.forEach(checkThreshold)
  await putThresholds(tx, before.id, body.limits)
  const counter = (await counterById(tx, params.id)) as Counter
  const subject = `counter/${counter.code}`
  const { name, nameEn, limits } = counter
  const told = { expo: { counters: [counter] }, name, nameEn, before: before.limits, limits }
  await append(tx, now, [{ actor: account.username, kind: 'counter.limits', subject, body: told }])
  return counter
}

const inOrder = (limits: readonly CounterLimit[]) =>
  limits
    .map(({ value, clears, effect }) => [value, clears, effect] as const)
    .sort((one, other) => one[0] - other[0])

function checkThreshold({ value, clears }: CounterLimit, i: number, all: readonly CounterLimit[]): void {
  const where = `body/limits/${i}`
  if (clears > value)
    throw bad(
      `第 ${i + 1} 行：解除人数须不高于 ${value}`,
      `Line ${i + 1}: it clears at ${value} or fewer`,
      where,
    )
  const other = all.findIndex((each) => each.value === value)
  if (other < i)
    throw bad(
      `第 ${other + 1} 行与第 ${i + 1} 行的人数相同，请删去一行`,
      `Lines ${other + 1} and ${i + 1} are at the same count; remove one`,
      where,
    )
}

export async function setCardSteps(tx: Db, command: Command<typeof changeCardSteps>): Promise<AllSteps> {
  const { params, body, account, now } = command
  const before = await lockSteps(tx)
  if (JSON.stringify(texts(before[params.effect])) !== JSON.stringify(texts(body.seen))) throw stale()
  await putSteps(tx, params.effect, body.steps)
  const { effect } = params
  const told = { effect, before: before[effect], steps: body.steps }
  await append(tx, now, [
    { actor: account.username, kind: 'card.steps_changed', subject: `card_steps/${effect}`, body: told },
  ])
  return { ...before, [effect]: body.steps }
}

const texts = (steps: AllSteps['control']) => steps.map(({ text, textEn }) => [text, textEn])

const bad = (zh: string, en: string, where: string) => new Refused(400, 'bad_setting', { zh, en }, where)

const noCounter = (id: number) =>
  new Refused(
    404,
    'no_counter',
    { zh: `没有编号为 ${id} 的计数点`, en: `There is no counter ${id}` },
    'params/id',
  )

const stale = () =>
  new Refused(409, 'stale', {
    zh: '已被他人更改，请关闭后重新打开设置再改',
    en: 'Somebody else has changed it meanwhile; close the settings and open them again',
  })
