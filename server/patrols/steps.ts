/** What a crew does on its round, from the phone or told by radio: begins, reaches, skips, ends. */

import {
  type abandonRound,
  type finishRound,
  isEnded,
  nextStop,
  type Round,
  type RoundStop,
  type reachStop,
  type skipStop,
  type startRound,
} from '#contract/rounds.ts'
import type { Account } from '#contract/session.ts'
import type { Command } from '../commands/route.ts'
import { type Look, passByVideo, stretchSeen } from '../coverage/seen.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { onlyOwnUnit } from '../units/commands.ts'
import { roundEvent } from './events.ts'
import { stopOf, withAllOver, withReached, withSkipped } from './marks.ts'
import { codeIsAt } from './planQueries.ts'
import { noRound, wrongState } from './refusals.ts'
import { lockRounds, type RoundChange, updateRound } from './roundQueries.ts'

type Step<
  E extends typeof startRound | typeof finishRound | typeof abandonRound | typeof reachStop | typeof skipStop,
> = Command<E>

/** A phone's clock may run ahead; what it tells is never believed to be in the future. */
const when = (at: number | undefined, now: number): number => Math.min(at ?? now, now)

export async function start(tx: Db, command: Step<typeof startRound>): Promise<Round> {
  const round = await ofCrew(tx, command)
  if (round.state === 'started') return round
  if (round.state !== 'planned') throw ended()
  if (round.unit === null) throw wrongState('该巡查尚未安排力量', 'No crew has been given this round')
  const at = when(command.body.at, command.now)
  await onlyOne(tx, round.unit)
  return changed(tx, command, round, 'started', { state: 'started', startedAt: at }, at)
}

/** The index that keeps a crew to one round at a time is told in words. */
async function onlyOne(tx: Db, unit: number): Promise<void> {
  const { rows } = await tx.query<{ name: string; nameEn: string }>(
    `select name, name_en as "nameEn" from patrol_round where unit = $1 and state = 'started'`,
    [unit],
  )
  const other = rows[0]
  if (!other) return
  throw wrongState(
    `正在执行「${other.name}」，请先结束该巡查`,
    `The crew is on “${other.nameEn}”; end that round first`,
  )
}

export async function reach(tx: Db, command: Step<typeof reachStop>): Promise<Round> {
  const { body, account, now } = command
  const round = await ofCrew(tx, command)
  const stop = stopHere(round, body.stop)
  // Reached by a fix meanwhile: the code says the same.
  if (stop.state === 'reached') return round
  const reachedBy = body.code === undefined ? 'mark' : 'code'
  if (body.code === undefined) mayMark(round)
  else if (!(await codeIsAt(tx, body.code, stop))) throw wrongCode(stop)
  const at = when(body.at, now)
  const change = withReached(round, stop.number, { at, by: account.username, reachedBy })
  if (!change) throw notOpen(round)
  if (reachedBy === 'mark') await coverByVideo(tx, round, stop, { by: account.username, to: at, now })
  return changed(tx, command, round, 'stop_reached', change, at, { stop: stop.number })
}

/** What is seen from a stop is covered: along the bank from the stop that was seen before it. */
async function coverByVideo(
  tx: Db,
  round: Round,
  stop: RoundStop,
  { to, ...look }: Omit<Look, 'from'>,
): Promise<void> {
  const before = round.stops.findLast(({ number }) => number < stop.number)
  const seenBefore = before?.reachedBy === 'mark' ? before : null
  const stretch = await stretchSeen(tx, stop.place, seenBefore?.place ?? null)
  const from = Math.min(to, seenBefore?.at ?? round.startedAt ?? to)
  await passByVideo(tx, stretch, { ...look, from, to })
}

export async function skip(tx: Db, command: Step<typeof skipStop>): Promise<Round> {
  const { body, account, now } = command
  const round = await ofCrew(tx, command)
  const stop = stopHere(round, body.stop)
  const at = when(body.at, now)
  const change = withSkipped(round, stop.number, { at, by: account.username, reason: body.reason })
  if (!change) throw notOpen(round)
  return changed(tx, command, round, 'stop_skipped', change, at, { stop: stop.number, reason: body.reason })
}

export async function finish(tx: Db, command: Step<typeof finishRound>): Promise<Round> {
  const round = await ofCrew(tx, command)
  if (round.state === 'finished') return round
  if (round.state !== 'started') throw notOpen(round)
  const open = nextStop(round)
  if (open) {
    throw wrongState(
      `「${open.name}」尚未到达，请到达或说明跳过原因`,
      `“${open.nameEn}” is still open: reach it, or skip it with a reason`,
    )
  }
  const at = when(command.body.at, command.now)
  const change = { state: 'finished', endedAt: at, ...withAllOver(round, at) } as const
  return changed(tx, command, round, 'finished', change, at)
}

export async function abandon(tx: Db, command: Step<typeof abandonRound>): Promise<Round> {
  const round = await ofCrew(tx, command)
  if (round.state !== 'started') throw notOpen(round)
  const at = when(command.body.at, command.now)
  const { reason } = command.body
  const change = { state: 'abandoned', endedAt: at, endReason: reason, ...withAllOver(round, at) } as const
  return changed(tx, command, round, 'abandoned', change, at, { reason })
}

type Done = { readonly account: Account; readonly now: number }

/** Told by the desk on the crew's behalf where it is not the crew's own deed. */
async function changed(
  tx: Db,
  { account, now }: Done,
  round: Round,
  kind: string,
  change: RoundChange,
  happened: number,
  said: Readonly<Record<string, unknown>> = {},
): Promise<Round> {
  const after = await updateRound(tx, round, change)
  const behalf = account.role === 'officer' ? {} : { onBehalf: true }
  await append(tx, now, [
    roundEvent(kind, after, { actor: account.username, happened }, { ...said, ...behalf }),
  ])
  return after
}

/** The locked round, of the officer's own unit. */
export async function ofCrew(
  tx: Db,
  { params, account }: { readonly params: { readonly id: number }; readonly account: Account },
): Promise<Round> {
  const [round] = await lockRounds(tx, [params.id])
  if (!round) throw noRound(params.id)
  onlyOwnUnit(account, round.unit ?? 0)
  return round
}

function stopHere(round: Round, number: number): RoundStop {
  const stop = stopOf(round, number)
  if (stop) return stop
  throw new Refused(
    404,
    'no_stop',
    { zh: `该巡查没有第 ${number} 个点位`, en: `This round has no stop ${number}` },
    'body/stop',
  )
}

/** Who looks by video is not there: the operator's mark is all there is. Elsewhere fixes and codes tell. */
function mayMark({ mode }: Round): void {
  if (mode === 'video') return
  throw new Refused(
    400,
    'code_missing',
    { zh: '请输入点位的场所码', en: 'Enter the code on the plate of the venue' },
    'body/code',
  )
}

const wrongCode = ({ name, nameEn }: RoundStop) =>
  new Refused(
    409,
    'wrong_code',
    { zh: `该场所码不在「${name}」范围内，请核对`, en: `This code is not of “${nameEn}”; look at it again` },
    'body/code',
  )

const ended = () => wrongState('该巡查已结束', 'This round is over')

function notOpen(round: Round): Refused {
  if (isEnded(round)) return ended()
  if (round.state === 'planned') return wrongState('该巡查尚未开始', 'This round has not begun')
  return wrongState('该点位已到达或已跳过', 'This stop has been reached or skipped')
}
