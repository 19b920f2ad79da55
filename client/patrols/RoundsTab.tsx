/** The rounds of a day with their progress and alarms; the one that is looked at beside them; ordering one at once. */
import { useEffect, useState } from 'react'
import { dayAfter } from '#contract/patrols.ts'
import { isEnded, listRounds, type Round } from '#contract/rounds.ts'
import { dayOf } from '#contract/workingTime.ts'
import { call } from '../api.ts'
import { letIn, useFacts } from '../facts.ts'
import { useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { OrderForm } from './OrderForm.tsx'
import { RoundDetail } from './RoundDetail.tsx'
import {
  countedAlarms,
  doneStops,
  lookOf,
  openAppeals,
  roundsOfDay,
  showRound,
  useShownRound,
} from './rounds.ts'
import { StopGlyph } from './StopGlyph.tsx'

export function RoundsTab() {
  const words = useWords().patrols
  const today = dayOf(useNow())
  const [day, setDay] = useState(today)
  const [ordering, setOrdering] = useState(false)
  const rounds = useFacts((facts) => facts.rounds)
  const shown = useShownRound((state) => state.round)
  const mayOrder = useMay('round.order')
  useEffect(() => readDay(day), [day])
  const list = roundsOfDay(rounds.values(), day)
  const round = rounds.get(shown ?? 0)
  return (
    <section className="patrols-pane">
      <header className="patrols-bar">
        <button type="button" className="button" onClick={() => setDay(dayAfter(day, -1))}>
          {words.earlier}
        </button>
        <b>{day === today ? `${words.today} ${day}` : day}</b>
        <button type="button" className="button" onClick={() => setDay(dayAfter(day, 1))}>
          {words.later}
        </button>
        <Counts rounds={list} />
        <span className="topbar-space" />
        {mayOrder && (
          <button
            type="button"
            className="button primary"
            data-testid="order-round"
            aria-expanded={ordering}
            onClick={() => setOrdering(!ordering)}
          >
            {words.order}
          </button>
        )}
      </header>
      <div className="patrols-split">
        <div className="patrols-list" role="listbox" aria-label={words.tabs.rounds}>
          {list.length === 0 && <p className="empty">{words.emptyDay}</p>}
          {list.map((each) => (
            <RoundRow key={each.id} round={each} selected={each.id === shown} />
          ))}
        </div>
        {ordering ? (
          <OrderForm onClose={() => setOrdering(false)} />
        ) : round ? (
          <RoundDetail key={round.id} round={round} />
        ) : (
          <p className="empty">{words.chooseRound}</p>
        )}
      </div>
    </section>
  )
}

/** A day that is not on the board is asked for. */
function readDay(day: string): () => void {
  let stopped = false
  call(listRounds, { query: { day } }).then(
    (rounds) => {
      for (const round of stopped ? [] : rounds) letIn({ round })
    },
    // The banner above says that the link is down; what is known stays.
    () => undefined,
  )
  return () => {
    stopped = true
  }
}

function Counts({ rounds }: { rounds: readonly Round[] }) {
  const words = useWords()
  const now = useNow()
  const ended = rounds.filter(isEnded).length
  const started = rounds.filter(({ state }) => state === 'started').length
  return (
    <span className="middle">
      {words.patrols.counts(started, rounds.length - started - ended, ended)} ·{' '}
      {words.screen.asOf(clockTime(now))}
    </span>
  )
}

function RoundRow({ round, selected }: { round: Round; selected: boolean }) {
  const words = useWords()
  const { patrols } = words
  const named = useNamed()
  const unit = useFacts((facts) => facts.units.get(round.unit ?? 0))
  const [alarms, appeals] = [countedAlarms(round), openAppeals(round)]
  return (
    <button
      type="button"
      role="option"
      className="row round-row"
      aria-selected={selected}
      data-testid="round-row"
      data-round={round.id}
      data-state={round.state}
      onClick={() => showRound(round.id)}
    >
      <span className="round-line">
        <span className="tag">{patrols.modes[round.mode]}</span>
        <b className="clip">{named(round)}</b>
        <span className={round.state === 'started' ? 'strong' : 'middle'}>{patrols.states[round.state]}</span>
      </span>
      <span className="round-line middle">
        <span className={unit ? undefined : 'late'}>{unit?.code ?? patrols.noUnit}</span>
        <span>{patrols.window(clockTime(round.from).slice(0, 5), clockTime(round.until).slice(0, 5))}</span>
        <span className="round-glyphs">
          {round.stops.map((stop) => {
            const state = lookOf(stop, round)
            return (
              <StopGlyph
                key={stop.number}
                look={state}
                title={`${named(stop)} ${patrols.stopStates[state]}`}
              />
            )
          })}
        </span>
        <span>{patrols.progress(doneStops(round), round.stops.length)}</span>
        {alarms > 0 && <span className="late">{patrols.alarmCount(alarms)}</span>}
        {appeals > 0 && <span className="late strong">{patrols.appealCount(appeals)}</span>}
      </span>
    </button>
  )
}
