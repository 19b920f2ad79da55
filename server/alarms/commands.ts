/** Answering alarms: acknowledged or shelved once for every console, and told in the log. */
import type { AlarmAnswer, acknowledgeAlarm, shelveAlarm } from '#contract/alarmAnswers.ts'
import { type AlarmKind, mayShelve } from '#contract/alarms.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import {
  type About,
  aboutAssignment,
  aboutCrowd,
  aboutRelief,
  aboutRing,
  aboutRound,
  aboutTicket,
  aboutUnit,
  lockAnswer,
  putAnswer,
} from './queries.ts'

const MINUTE = 60_000

/** Who acknowledged this occurrence first stays named, and is told once. */
export async function acknowledge(
  tx: Db,
  { body: { key, since }, account, now }: Command<typeof acknowledgeAlarm>,
): Promise<AlarmAnswer> {
  const about = await aboutOf(tx, key)
  const known = await lockAnswer(tx, key)
  if (known?.since === since && known.until === null) return known
  const answer = { key, since, by: account.username, at: now, until: null, reason: null }
  return answered(tx, 'alarm.acknowledged', about, answer)
}

export async function shelve(
  tx: Db,
  { body: { key, since, minutes, reason }, account, now }: Command<typeof shelveAlarm>,
): Promise<AlarmAnswer> {
  const about = await aboutOf(tx, key)
  if (!mayShelve(kindOf(key))) throw notShelved(kindOf(key), about)
  await lockAnswer(tx, key)
  const until = now + minutes * MINUTE
  return answered(tx, 'alarm.shelved', about, { key, since, by: account.username, at: now, until, reason })
}

async function answered(tx: Db, kind: string, about: About, answer: AlarmAnswer): Promise<AlarmAnswer> {
  const alarm = await putAnswer(tx, about, answer)
  await append(tx, alarm.at, [
    { actor: alarm.by, kind, subject: `alarm/${alarm.key}`, body: { alarm, code: about.code } },
  ])
  return alarm
}

const kindOf = (key: string): AlarmKind => key.split('/')[0] as AlarmKind

async function aboutOf(tx: Db, key: string): Promise<About> {
  const id = Number(key.split('/')[1])
  const about = await aboutBy[kindOf(key)]?.(tx, id)
  if (!about) {
    const message = { zh: '这条告警所指的对象不存在', en: 'What this alarm is about does not exist' }
    throw new Refused(404, 'no_alarm', message, 'body/key')
  }
  return about
}

const aboutBy: Partial<Record<AlarmKind, typeof aboutTicket>> = {
  p1: aboutTicket,
  clock: aboutTicket,
  sos: aboutUnit,
  silent: aboutAssignment,
  round: aboutRound,
  ring: aboutRing,
  relief: aboutRelief,
  crowd: aboutCrowd,
}

const notShelved = (kind: AlarmKind, { code }: About): Refused =>
  new Refused(
    409,
    'not_shelved',
    kind === 'sos'
      ? {
          zh: `${code} 的紧急求助不能搁置，请确认并处置`,
          en: `The SOS of ${code} cannot be shelved; acknowledge it and act`,
        }
      : {
          zh: `P1 案件 ${code} 不能搁置，请确认或派单`,
          en: `The P1 case ${code} cannot be shelved; acknowledge it or send a unit`,
        },
    'body/key',
  )
