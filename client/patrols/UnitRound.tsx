/** On a unit's card: the round it walks or is to walk, and its next stop. */
import { nextStop } from '#contract/rounds.ts'
import { flyTo } from '../scene.ts'
import { useNow } from '../ui/now.ts'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { countedAlarms, doneStops, useRoundOfUnit } from './rounds.ts'
import { StopActions } from './StopActions.tsx'

export function UnitRound({ unit }: { unit: number }) {
  const { patrols } = useWords()
  const named = useNamed()
  const round = useRoundOfUnit(unit, useNow())
  if (!round) return null
  const next = round.state === 'started' ? nextStop(round) : undefined
  const alarms = countedAlarms(round)
  return (
    <p className="middle" data-testid="unit-round">
      {round.state === 'started'
        ? patrols.unit.on(named(round), doneStops(round), round.stops.length)
        : patrols.unit.toCome(named(round), clockTime(round.from).slice(0, 5))}
      {next && (
        <>
          {' · '}
          <button type="button" className="link" onClick={() => flyTo(next.place, 16)}>
            {patrols.unit.next(named(next))}
          </button>
          {round.mode === 'video' && <StopActions stop={next} round={round} />}
        </>
      )}
      {alarms > 0 && <span className="late"> · {patrols.alarmCount(alarms)}</span>}
    </p>
  )
}
