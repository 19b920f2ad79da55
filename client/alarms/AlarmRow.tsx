/** One alarm: what it is, since when, who answered it, and the two answers that can be given. */
import { useState } from 'react'
import { type Alarm, mayShelve } from '#contract/alarms.ts'
import { attempt } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { clockTime, elapsed } from '../ui/times.ts'
import { useWords, type Words } from '../ui/words.ts'
import { acknowledge, occurrence, show, useShownAlarm } from './answering.ts'
import { ShelveSheet } from './ShelveSheet.tsx'
import { useAlarmWords } from './saying.ts'

export function AlarmRow({ alarm, at }: { alarm: Alarm; at: number }) {
  const words = useWords()
  const { what, about } = useAlarmWords()(alarm, at)
  const selected = useShownAlarm(({ shown }) => shown === occurrence(alarm))
  const flashes = alarm.state === 'open' && alarm.kind === 'p1'
  return (
    <li
      className={`row alarm-row ${alarm.state}${flashes ? ' flashes' : ''}${selected ? ' shown' : ''}`}
      data-testid="alarm-row"
      data-alarm={alarm.key}
      data-state={alarm.state}
    >
      <PriorityShape priority={alarm.priority} />
      <time
        className="alarm-age"
        title={clockTime(alarm.since)}
        dateTime={new Date(alarm.since).toISOString()}
      >
        {elapsed(at - alarm.since, words.screen.days)}
      </time>
      <button
        type="button"
        className="alarm-what clip"
        title={`${what} ${about}`}
        onClick={() => show(alarm)}
      >
        <b>{what}</b> {about}
      </button>
      <span className="alarm-answers">
        <Answered alarm={alarm} />
        <Answers alarm={alarm} what={`${what} ${about}`} />
      </span>
    </li>
  )
}

function Answered({ alarm }: { alarm: Alarm }) {
  const words = useWords()
  const nameOf = usePersonName()
  if (alarm.escalated) return <b className="critical clip">{words.alarms.escalated}</b>
  if (alarm.by === null) return null
  const text = answeredWords(alarm, nameOf(alarm.by), words)
  return (
    <span className="middle clip" title={text} data-testid="alarm-answer">
      {text}
    </span>
  )
}

function answeredWords({ state, until }: Alarm, who: string, { alarms }: Words): string {
  if (state === 'acknowledged') return alarms.acknowledged(who)
  if (state === 'held') return alarms.held(who)
  return state === 'shelved' ? alarms.shelved(clockTime(until ?? 0).slice(0, 5), who) : ''
}

function Answers({ alarm, what }: { alarm: Alarm; what: string }) {
  const words = useWords()
  const mayAnswer = useMay('alarm.answer')
  const linked = useMayCommand() || alarm.kind === 'link'
  const [asking, setAsking] = useState(false)
  const { kind, state } = alarm
  if (!mayAnswer) return null
  return (
    <>
      {mayShelve(kind) && state === 'open' && (
        <button
          type="button"
          className="button"
          disabled={!linked}
          data-testid="shelve-alarm"
          onClick={() => setAsking(true)}
        >
          {words.alarms.shelve}
        </button>
      )}
      {state !== 'acknowledged' && (
        <button
          type="button"
          className="button"
          disabled={!linked}
          data-testid="acknowledge-alarm"
          onClick={() => void attempt(() => acknowledge(alarm))}
        >
          {words.alarms.acknowledge}
        </button>
      )}
      {asking && <ShelveSheet alarm={alarm} what={what} onClose={() => setAsking(false)} />}
    </>
  )
}
