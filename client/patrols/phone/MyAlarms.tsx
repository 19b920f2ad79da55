/** The alarms of the own round, each with its appeal and what was decided. */
import { useState } from 'react'
import type { Round, RoundAlarm } from '#contract/rounds.ts'
import type { RoundItem } from '../../field/outbox.ts'
import { usePersonName } from '../../ui/personName.ts'
import { clockTime } from '../../ui/times.ts'
import { useWords } from '../../ui/words.ts'
import { AppealSheet } from './AppealSheet.tsx'

export function MyAlarms({ round, queued }: { round: Round; queued: readonly RoundItem[] }) {
  return (
    <ul className="my-alarms">
      {round.alarms.map((alarm) => (
        <MyAlarm
          key={alarm.number}
          alarm={alarm}
          round={round.id}
          queued={queued.some((item) => item.step === 'appeal' && item.alarm === alarm.number)}
        />
      ))}
    </ul>
  )
}

function MyAlarm({ alarm, round, queued }: { alarm: RoundAlarm; round: number; queued: boolean }) {
  const { patrols } = useWords()
  const [asked, setAsked] = useState(false)
  const { kind, since, until, appeal } = alarm
  return (
    <li data-testid="my-alarm">
      <span>
        <b className={until === null ? 'late' : undefined}>{patrols.troubles[kind]}</b>{' '}
        <span className="middle">
          {patrols.since(
            clockTime(since).slice(0, 5),
            until === null ? patrols.going : clockTime(until).slice(0, 5),
          )}
        </span>
        <Decision alarm={alarm} queued={queued} />
      </span>
      {!appeal && !queued && (
        <button type="button" className="button" data-testid="appeal" onClick={() => setAsked(true)}>
          {patrols.phone.appeal}
        </button>
      )}
      {asked && <AppealSheet round={round} alarm={alarm} onClose={() => setAsked(false)} />}
    </li>
  )
}

function Decision({ alarm: { appeal, decision }, queued }: { alarm: RoundAlarm; queued: boolean }) {
  const { patrols } = useWords()
  const nameOf = usePersonName()
  if (decision) {
    const said = decision.upheld ? patrols.upheld : patrols.dismissed
    return (
      <span className="my-decision" data-testid="my-decision">
        {said(nameOf(decision.by), decision.reason)}
      </span>
    )
  }
  if (!appeal && !queued) return null
  return <span className="my-decision middle">{queued ? patrols.phone.queued : patrols.phone.waiting}</span>
}
