/** The roster of a week: the grid of crews and shifts, and beside it what is about to be saved, who came, and leave. */
import { useEffect, useState } from 'react'
import { dayAfter } from '#contract/patrols.ts'
import { dayOf } from '#contract/workingTime.ts'
import { serverNow } from '../clock.ts'
import { useMayNow, usePageMoment } from '../ui/PageMoment.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { DAYS } from './grid.ts'
import { RosterGrid } from './RosterGrid.tsx'
import { RosterSide } from './RosterSide.tsx'
import { loadWeek, useWeek } from './store.ts'

export function RosterTab() {
  const words = useWords()
  const says = words.patrols.roster
  const { roster, error } = useWeek()
  const sayRefusal = useRefusalWords()
  const mayManage = useMayNow('roster.manage')
  const at = usePageMoment()
  const [day, setDay] = useState(() => dayOf(at ?? serverNow()))
  const [find, setFind] = useState('')
  useEffect(() => void loadWeek(day, at), [day, at])
  return (
    <section className="patrols-pane">
      <header className="patrols-bar">
        <button type="button" className="button" onClick={() => setDay(dayAfter(day, -DAYS))}>
          {says.before}
        </button>
        <b>{says.week(day, dayAfter(day, DAYS - 1))}</b>
        <button type="button" className="button" onClick={() => setDay(dayAfter(day, DAYS))}>
          {says.after}
        </button>
        <input
          className="input roster-find"
          aria-label={says.find}
          placeholder={says.find}
          value={find}
          onChange={({ target }) => setFind(target.value)}
        />
        {roster && <span className="low">{words.screen.asOf(clockTime(roster.at))}</span>}
        {at !== null && (
          <span className="tag" data-testid="roster-of-now">
            {says.ofNow}
          </span>
        )}
        <span className="topbar-space" />
        <span className="low clip">{mayManage ? says.hint : says.readOnly}</span>
      </header>
      {error && (
        <p className="problem" role="alert">
          {sayRefusal(error)}
        </p>
      )}
      {!roster && !error && <p className="empty">{words.screen.loading}</p>}
      {roster && (
        <div className="roster-split">
          <RosterGrid roster={roster} day={day} find={find} />
          <RosterSide roster={roster} day={day} />
        </div>
      )}
    </section>
  )
}
