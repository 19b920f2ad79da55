/** Chooses whose tails are drawn and how long they are, and says where they are shorter than asked for. */
import { useEffect, useRef } from 'react'
import { positions } from '../positions/store.ts'
import { showTails, tailMinutes, tailScopes, tailsFor, useTails } from '../positions/tailChoice.ts'
import { oldestAt, tails } from '../positions/tails.ts'
import { useSelection } from '../selection.ts'
import { useNow } from '../ui/now.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { Choice, Choices } from './Choice.tsx'
import { stepThrough } from './stepThrough.ts'

export function TailPanel() {
  const { map, screen } = useWords()
  const { scope, minutes } = useTails()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.querySelector('button')?.focus(), [])
  return (
    <section
      ref={panel}
      className="map-panel narrow"
      aria-label={map.tailsTitle}
      data-testid="tail-panel"
      onKeyDown={stepThrough}
    >
      <Choices name={map.tailsOf}>
        {tailScopes.map((each) => (
          <Choice key={each} chosen={scope === each} onChoose={() => showTails(each)}>
            {map.tailScopes[each]}
          </Choice>
        ))}
      </Choices>
      <Choices name={map.tailLength}>
        {tailMinutes.map((each) => (
          <Choice key={each} chosen={minutes === each} onChoose={() => tailsFor(each)}>
            {screen.minutes(each)}
          </Choice>
        ))}
      </Choices>
      {scope !== 'off' && <KnownSince />}
      <p className="low">{map.tailGaps}</p>
    </section>
  )
}

/** A tick late at both ends is no shorter tail. */
const NEARLY = 30_000

/** Since when the tail of the selected, or else of whoever is known longest, is known: only where that is less than asked for. */
function KnownSince() {
  const { map } = useWords()
  const { minutes, unfetched } = useTails()
  const mover = useSelection((selection) => selection.mover)
  const now = useNow()
  const row = mover === null ? undefined : positions.rows.get(mover)
  const since = row === undefined ? undefined : oldestAt(tails, row)
  if (mover !== null && unfetched === mover) return <p className="late">{map.tailsUnfetched}</p>
  if (since === undefined || now - since > minutes * 60_000 - NEARLY) return null
  return <p className="middle">{map.tailsFrom(clockTime(since))}</p>
}
