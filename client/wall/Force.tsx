/** The force in figures: how many units are in which state, and how long dispatch and arrival took. */
import { useMemo } from 'react'
import { type UnitStatus, unitStatus } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { useNow } from '../ui/now.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { elapsed } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { toArrival, toDispatch, type Waits } from './waits.ts'

const shown: readonly UnitStatus[] = ['idle', 'enroute', 'onscene', 'off']

export function Force() {
  return (
    <>
      <Counts />
      <Times />
    </>
  )
}

function Counts() {
  const words = useWords()
  const units = useFacts((facts) => facts.units)
  const active = useFacts((facts) => facts.activeByUnit)
  const counts = useMemo(() => {
    const by: Record<UnitStatus, number> = { idle: 0, enroute: 0, onscene: 0, off: 0, sos: 0 }
    for (const unit of units.values()) by[unitStatus(unit, active.get(unit.id))]++
    return by
  }, [units, active])
  const states = counts.sos > 0 ? [...shown, 'sos' as const] : shown
  return (
    <section>
      <header className="wall-head">
        <h2>{words.wall.force}</h2>
        <span className="middle">{units.size}</span>
      </header>
      <dl className="figures">
        {states.map((status) => (
          <div key={status} data-testid={`force-${status}`}>
            <dt>
              <UnitShape status={status} /> {words.unitStatuses[status]}
            </dt>
            <dd>{counts[status]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Times() {
  const words = useWords()
  const now = useNow()
  const tickets = useFacts((facts) => facts.tickets)
  const assignments = useFacts((facts) => facts.assignments)
  // The hour moves on by the minute: sorting some hundred figures every second is no use to anyone.
  const minute = Math.floor(now / 60_000) * 60_000
  const waits = useMemo(
    () => ({
      dispatch: toDispatch(tickets, assignments.values(), minute),
      arrival: toArrival(assignments.values(), minute),
    }),
    [tickets, assignments, minute],
  )
  return (
    <section>
      <header className="wall-head">
        <h2>{words.wall.times}</h2>
        <span className="middle">{words.wall.lastHour}</span>
      </header>
      <dl className="figures two">
        <Figure label={words.wall.toDispatch} waits={waits.dispatch} />
        <Figure label={words.wall.toArrival} waits={waits.arrival} />
      </dl>
    </section>
  )
}

function Figure({ label, waits }: { label: string; waits: Waits | null }) {
  const words = useWords()
  const { days } = words.screen
  return (
    <div>
      <dt>{label}</dt>
      <dd>{waits ? elapsed(waits.median, days) : '—'}</dd>
      <dd className="figure-detail">
        {waits ? `P90 ${elapsed(waits.p90, days)} · ${words.wall.samples(waits.count)}` : words.wall.noTimes}
      </dd>
    </div>
  )
}
