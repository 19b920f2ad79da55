/** One round: its stops in order, what was wrong and what became of appeals, and what the desk can do with it. */
import { useEffect, useRef, useState } from 'react'
import type { Round, RoundAlarm, RoundStop } from '#contract/rounds.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { fitPlaces, flyTo, useScene } from '../scene.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { decide } from './commands.ts'
import { RoundActions } from './RoundActions.tsx'
import { lookOf } from './rounds.ts'
import { StopActions } from './StopActions.tsx'
import { StopGlyph } from './StopGlyph.tsx'

export function RoundDetail({ round }: { round: Round }) {
  const { patrols } = useWords()
  const stage = useScene((scene) => scene.stage)
  const whole = useRef(round.stops.map(({ place }) => place))
  // Whoever chooses a round before the map is there sees it all the same.
  useEffect(() => {
    if (stage) fitPlaces(whole.current, 'person')
  }, [stage])
  return (
    <section className="patrols-detail" data-testid="round-detail">
      <Head round={round} />
      <RoundActions round={round} />
      <h3>{patrols.stops}</h3>
      <ol className="stop-list">
        {round.stops.map((stop) => (
          <Stop key={stop.number} stop={stop} round={round} />
        ))}
      </ol>
      <h3>{patrols.alarms}</h3>
      {round.alarms.length === 0 && <p className="middle">{patrols.noAlarms}</p>}
      <ul className="alarm-list">
        {round.alarms.map((alarm) => (
          <Alarm key={alarm.number} alarm={alarm} round={round} />
        ))}
      </ul>
    </section>
  )
}

function Head({ round }: { round: Round }) {
  const words = useWords()
  const { patrols } = words
  const named = useNamed()
  const nameOf = usePersonName()
  const unit = useFacts((facts) => facts.units.get(round.unit ?? 0))
  const facts = [
    unit ? unit.code : patrols.noUnit,
    words.dutyTags[round.tag],
    patrols.window(clockTime(round.from).slice(0, 5), clockTime(round.until).slice(0, 5)),
    round.startedAt === null ? null : patrols.begun(clockTime(round.startedAt)),
    round.endedAt === null ? null : patrols.ended(clockTime(round.endedAt)),
    round.plan === null ? patrols.orderedBy(nameOf(round.orderedBy)) : null,
    round.reason,
    round.endReason,
  ]
  return (
    <header>
      <h2>
        <span className="tag">{patrols.modes[round.mode]}</span> {named(round)}{' '}
        <span className="middle">{patrols.states[round.state]}</span>
      </h2>
      <p className="middle">{facts.filter(Boolean).join(' · ')}</p>
    </header>
  )
}

function Stop({ stop, round }: { stop: RoundStop; round: Round }) {
  const { patrols } = useWords()
  const named = useNamed()
  const nameOf = usePersonName()
  const look = lookOf(stop, round)
  const told = [
    patrols.stopStates[look],
    stop.at === null ? null : clockTime(stop.at),
    stop.reachedBy && patrols.reachedBy[stop.reachedBy],
    stop.reachedBy && stop.reachedBy !== 'fix' && stop.by ? nameOf(stop.by) : null,
    stop.reason,
    stop.state === 'open' && stop.closesAt !== null
      ? patrols.closes(clockTime(stop.closesAt).slice(0, 5))
      : null,
    stop.state === 'open' && stop.minutes > 0 ? patrols.minutes(stop.minutes) : null,
  ]
  return (
    <li data-testid="round-stop" data-state={stop.state}>
      <StopGlyph look={look} title={patrols.stopStates[look]} />
      <button type="button" className="link" onClick={() => flyTo(stop.place, 16)}>
        {stop.number} {named(stop)}
      </button>
      <span className="middle clip">{told.filter(Boolean).join(' · ')}</span>
      <StopActions stop={stop} round={round} />
    </li>
  )
}

function Alarm({ alarm, round }: { alarm: RoundAlarm; round: Round }) {
  const words = useWords()
  const { patrols } = words
  const nameOf = usePersonName()
  const { kind, since, until, metres, appeal, decision, place } = alarm
  const ended = until === null ? patrols.going : clockTime(until)
  return (
    <li data-testid="round-alarm" data-decided={decision ? String(decision.upheld) : ''}>
      <p>
        <b className={until === null ? 'late' : undefined}>{patrols.troubles[kind]}</b>{' '}
        <span className="middle">
          {[patrols.since(clockTime(since), ended), metres && patrols.offBy(metres)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {place && (
          <button type="button" className="button quiet" onClick={() => flyTo(place, 16)}>
            {words.desk.call}
          </button>
        )}
      </p>
      <p className="middle">
        {appeal ? patrols.appealed(nameOf(appeal.by), appeal.text) : patrols.notAppealed}
      </p>
      {appeal && appeal.photos.length > 0 && (
        <p className="appeal-photos">
          {appeal.photos.map((hash, i) => (
            <a key={hash} href={`/api/photos/${hash}`} target="_blank" rel="noreferrer">
              <img src={`/api/photos/${hash}`} alt={`${words.desk.photos} ${i + 1}`} loading="lazy" />
            </a>
          ))}
        </p>
      )}
      {decision && (
        <p>{(decision.upheld ? patrols.upheld : patrols.dismissed)(nameOf(decision.by), decision.reason)}</p>
      )}
      {appeal && !decision && <Decide alarm={alarm} round={round} />}
    </li>
  )
}

function Decide({ alarm, round }: { alarm: RoundAlarm; round: Round }) {
  const { patrols } = useWords()
  const mayDecide = useMay('appeal.decide')
  const linked = useMayCommand()
  const [upheld, setUpheld] = useState<boolean | null>(null)
  if (!mayDecide) return null
  return (
    <p className="choices">
      {[true, false].map((each) => (
        <button
          key={String(each)}
          type="button"
          className="button"
          disabled={!linked}
          data-testid={each ? 'uphold' : 'dismiss'}
          onClick={() => setUpheld(each)}
        >
          {each ? patrols.uphold : patrols.dismiss}
        </button>
      ))}
      {upheld !== null && (
        <ReasonSheet
          title={patrols.decideTitle(
            `${patrols.troubles[alarm.kind]} · ${upheld ? patrols.uphold : patrols.dismiss}`,
          )}
          reasons={patrols.decideReasons}
          onReason={(reason) => decide(round, alarm.number, upheld, reason)}
          onClose={() => setUpheld(null)}
        />
      )}
    </p>
  )
}
