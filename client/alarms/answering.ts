/** Acknowledging, shelving, and going from one alarm to the next by key. */
import { create } from 'zustand'
import { acknowledgeAlarm, shelveAlarm } from '#contract/alarmAnswers.ts'
import type { Alarm } from '#contract/alarms.ts'
import { may } from '#contract/roles.ts'
import { call } from '../api.ts'
import { isReplaying } from '../clock.ts'
import { attempt, say } from '../desk/say.ts'
import { showList, useView } from '../desk/view.ts'
import { letIn, useFacts } from '../facts.ts'
import { needLink } from '../link.ts'
import { showCheck } from '../proof.ts'
import { flyTo, showMover } from '../scene.ts'
import { selectTicket, useSelection } from '../selection.ts'
import { useSession } from '../session.ts'
import { wordsNow } from '../ui/words.ts'
import { listedAlarms } from './listed.ts'
import { useLinkAnswer } from './standing.ts'

/** The occurrence that was shown last. */
export const useShownAlarm = create<{ readonly shown: string | null }>(() => ({ shown: null }))

export const occurrence = ({ key, since }: Alarm): string => `${key} ${since}`
const answerable = ({ state }: Alarm): boolean => state === 'open' || state === 'held'

export async function acknowledge({ key, kind, since }: Alarm): Promise<void> {
  if (kind === 'link') return acknowledgeLink(key, since)
  needLink()
  letIn({ alarm: await call(acknowledgeAlarm, { body: { key, since } }) })
}

export async function shelve({ key, since }: Alarm, minutes: number, reason: string): Promise<void> {
  needLink()
  letIn({ alarm: await call(shelveAlarm, { body: { key, since, minutes, reason } }) })
}

/** Goes to what an alarm is about. */
export function show(alarm: Alarm): void {
  const { kind, ticket, unit } = alarm
  useShownAlarm.setState({ shown: occurrence(alarm) })
  if (kind === 'link') showCheck(true)
  if (ticket !== undefined) selectTicket(ticket)
  if (unit !== undefined && showMover(unit)) return
  const { tickets, units } = useFacts.getState()
  const place = units.get(unit ?? 0)?.sos?.place ?? tickets.get(ticket ?? 0)?.place ?? alarm.place
  if (place) flyTo(place)
}

/** The next alarm nobody has answered is shown; the one that is shown already is acknowledged, but for one of the past. */
export async function stepAlarm(): Promise<void> {
  const { alarms } = listedAlarms()
  const shown = alarms.find(isShown)
  if (shown && answerable(shown) && mayAnswer() && !isReplaying())
    return void attempt(() => acknowledge(shown))
  const open = alarms.filter(({ state }) => state === 'open')
  const next = open[(shown ? open.indexOf(shown) + 1 : 0) % Math.max(1, open.length)]
  showList('alarms')
  if (!next) return say(wordsNow().alarms.noneOpen)
  // A sheet over the desk would take the key that is to acknowledge it.
  if (next.kind === 'link') useShownAlarm.setState({ shown: occurrence(next) })
  else show(next)
}

export function acknowledgeShown(): void {
  const shown = listedAlarms().alarms.find(isShown)
  if (shown && answerable(shown)) void attempt(() => acknowledge(shown))
  else say(wordsNow().alarms.noneShown)
}

/** Whoever went on to something else does not acknowledge it unseen. */
function isShown(alarm: Alarm): boolean {
  const { ticket, mover } = useSelection.getState()
  return (
    useView.getState().list === 'alarms' &&
    useShownAlarm.getState().shown === occurrence(alarm) &&
    (alarm.ticket === undefined || alarm.ticket === ticket) &&
    (alarm.unit === undefined || alarm.unit === mover)
  )
}

function mayAnswer(): boolean {
  const session = useSession.getState()
  return session.state === 'signed-in' && may(session.session.account.role, 'alarm.answer')
}

function acknowledgeLink(key: string, since: number): void {
  const session = useSession.getState()
  const by = session.state === 'signed-in' ? session.session.account.username : ''
  useLinkAnswer.setState({ answer: { key, since, by, at: since, until: null, reason: null } })
}
