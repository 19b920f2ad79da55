/** The alarms that stand: the most urgent first, of those the oldest; what is shelved comes last. */
import { useMemo } from 'react'
import type { Alarm } from '#contract/alarms.ts'
import { useIsReplaying } from '../clock.ts'
import { useAccount } from '../session.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { AlarmRow } from './AlarmRow.tsx'
import { occurrence } from './answering.ts'
import { useListedAlarms } from './listed.ts'
import { MuteSwitch } from './SoundMark.tsx'
import './alarms.css'

/** Nobody reads further down than this; the rest is counted. */
const ROWS_AT_MOST = 100

export function AlarmList() {
  const words = useWords()
  const { alarms } = useListedAlarms()
  const replaying = useIsReplaying()
  const open = alarms.filter(({ state }) => state === 'open').length
  return (
    <>
      <div className="alarm-head">
        <span className="middle">{words.alarms.counts(open, alarms.length - open)}</span>
        {replaying && <span className="past">{words.replay.alarmsOfThen}</span>}
        <MuteSwitch />
      </div>
      <Rows />
    </>
  )
}

function Rows() {
  const words = useWords()
  const { at, alarms, loaded } = useListedAlarms()
  const duty = useAccount()?.role === 'duty'
  const rows = useMemo(() => inOrder(alarms, duty), [alarms, duty])
  if (rows.length === 0) {
    return (
      <p className="empty" data-testid="no-alarms">
        {loaded ? words.alarms.none : words.screen.loading}
        <span className="low">{words.screen.asOf(clockTime(at))}</span>
      </p>
    )
  }
  return (
    <ul className="rows" aria-label={words.alarms.title}>
      {rows.slice(0, ROWS_AT_MOST).map((alarm) => (
        <AlarmRow key={occurrence(alarm)} alarm={alarm} at={at} />
      ))}
      {rows.length > ROWS_AT_MOST && (
        <li className="row-text low">{words.alarms.more(rows.length - ROWS_AT_MOST)}</li>
      )}
    </ul>
  )
}

/** What went to the duty officer is the duty officer's first. */
function inOrder(alarms: readonly Alarm[], duty: boolean): readonly Alarm[] {
  const rank = ({ state, escalated }: Alarm) => (state === 'shelved' ? 2 : duty && escalated ? 0 : 1)
  return [...alarms].sort((one, other) => rank(one) - rank(other))
}
