/** What is live while the past is shown: who is on duty, what is open, and the newest emergency. */
import { useMemo } from 'react'
import type { Alarm } from '#contract/alarms.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import { type UnitStatus, unitStatus } from '#contract/units.ts'
import { show } from '../alarms/answering.ts'
import { useAlarmWords } from '../alarms/saying.ts'
import { useAlarms } from '../alarms/standing.ts'
import { useIsReplaying } from '../clock.ts'
import { useLiveFacts } from '../facts.ts'
import { shortAge } from '../positions/ageing.ts'
import { PriorityShape, UnitShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { leaveReplay } from './machine.ts'

const statuses: readonly UnitStatus[] = ['sos', 'idle', 'enroute', 'onscene', 'off']

export const LiveInset = () => (useIsReplaying() ? <Inset /> : null)

function Inset() {
  const words = useWords()
  const { at, alarms } = useAlarms()
  const urgent = alarms.filter(({ kind, state }) => (kind === 'p1' || kind === 'sos') && state !== 'shelved')
  const newest = urgent.toSorted((one, other) => other.since - one.since)[0]
  return (
    <aside className="live-inset" aria-label={words.replay.inset} data-testid="live-inset">
      <header>
        <b>{words.replay.inset}</b> <time>{clockTime(at)}</time>
      </header>
      <Counts />
      {newest ? <Urgent alarm={newest} at={at} /> : <p className="low">{words.replay.quiet}</p>}
    </aside>
  )
}

function Counts() {
  const words = useWords()
  const tickets = useLiveFacts((facts) => facts.tickets)
  const units = useLiveFacts((facts) => facts.units)
  const active = useLiveFacts((facts) => facts.activeByUnit)
  const open = useMemo(() => [...tickets.values()].filter(isOpen).length, [tickets])
  const counts = useMemo(() => {
    const all = Array.from(units.values(), (unit) => unitStatus(unit, active.get(unit.id)))
    return statuses.map((status) => [status, all.filter((each) => each === status).length] as const)
  }, [units, active])
  return (
    <ul>
      {counts.map(([status, count]) => (
        <li key={status} title={words.unitStatuses[status]}>
          <UnitShape status={status} size="1em" /> {count.toLocaleString('en')}
        </li>
      ))}
      <li>
        {words.replay.openCases} <b data-testid="live-open">{open}</b>
      </li>
    </ul>
  )
}

/** Pressed, live is shown, and what it is about. */
function Urgent({ alarm, at }: { alarm: Alarm; at: number }) {
  const words = useWords()
  const say = useAlarmWords()
  const { what, about } = say(alarm, at)
  const go = () => {
    leaveReplay()
    show(alarm)
  }
  return (
    <button type="button" className="button alarm-line" data-testid="live-urgent" onClick={go}>
      <PriorityShape priority={1} size="1.2em" />
      <span className="clip">{words.replay.newest(shortAge(at - alarm.since), `${what} ${about}`)}</span>
    </button>
  )
}
