/** Appeals (申诉): the crew says why an alarm is not its fault, and somebody of the duty decides (审核). */
import type { appealAlarm, decideAppeal, Round, RoundAlarm } from '#contract/rounds.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { photosExist } from '../tickets/commands.ts'
import { roundEvent } from './events.ts'
import { withAlarm } from './marks.ts'
import { noRound, wrongState } from './refusals.ts'
import { lockRounds, updateRound } from './roundQueries.ts'
import { ofCrew } from './steps.ts'

export async function appeal(tx: Db, command: Command<typeof appealAlarm>): Promise<Round> {
  const { body, account, now } = command
  const round = await ofCrew(tx, command)
  const alarm = alarmOf(round, body.alarm)
  if (alarm.appeal) throw wrongState('该告警已申诉', 'This alarm has been appealed against')
  await photosExist(tx, body.photos)
  const at = Math.min(body.at ?? now, now)
  const { text, photos } = body
  const appealed = withAlarm(round, alarm.number, { appeal: { by: account.username, at, text, photos } })
  const after = await updateRound(tx, round, appealed)
  const said = { trouble: alarm.kind, number: alarm.number, text }
  await append(tx, now, [roundEvent('appealed', after, { actor: account.username, happened: at }, said)])
  return after
}

export async function decide(
  tx: Db,
  { params, body, account, now }: Command<typeof decideAppeal>,
): Promise<Round> {
  const [round] = await lockRounds(tx, [params.id])
  if (!round) throw noRound(params.id)
  const alarm = alarmOf(round, body.alarm)
  if (!alarm.appeal) throw wrongState('该告警没有申诉', 'Nobody appealed against this alarm')
  if (alarm.decision) throw wrongState('该申诉已审核', 'This appeal has been decided')
  const { upheld, reason } = body
  const decision = { by: account.username, at: now, upheld, reason }
  const after = await updateRound(tx, round, withAlarm(round, alarm.number, { decision }))
  const said = { trouble: alarm.kind, number: alarm.number, upheld, reason }
  await append(tx, now, [roundEvent('appeal_decided', after, { actor: account.username }, said)])
  return after
}

function alarmOf({ alarms }: Round, number: number): RoundAlarm {
  const alarm = alarms.find((each) => each.number === number)
  if (alarm) return alarm
  throw new Refused(
    404,
    'no_alarm',
    { zh: `该巡查没有第 ${number} 条告警`, en: `This round has no alarm ${number}` },
    'body/alarm',
  )
}
