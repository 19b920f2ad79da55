/** What happened, newest first, as many lines as fit. */
import { useMemo, useRef } from 'react'
import type { Event } from '#contract/events.ts'
import { useFacts } from '../facts.ts'
import { useEventLine } from '../ui/eventLine.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { useFitting } from './fitting.ts'

const ROW_REM = 2.1

/** Who signed in or which vessel was named is for the audit, not for the room. */
const isForTheRoom = ({ kind }: Event): boolean => /^(ticket|assignment|unit)\./.test(kind)

export function WallLog({ rootPx }: { rootPx: number }) {
  const words = useWords()
  const line = useEventLine()
  const log = useFacts((facts) => facts.log)
  const list = useRef<HTMLOListElement>(null)
  const fitting = useFitting(list, ROW_REM, rootPx)
  const shown = useMemo(() => log.filter(isForTheRoom).slice(-Math.max(1, fitting)).reverse(), [log, fitting])
  return (
    <section className="wall-log">
      <header className="wall-head">
        <h2>{words.wall.log}</h2>
        <span className="middle">{words.wall.newest(shown.length)}</span>
      </header>
      <ol ref={list} className="wall-rows" data-testid="wall-log">
        {shown.map((event) => (
          <li key={event.number} className="wall-row log clip">
            <time className="low">{clockTime(event.happened)}</time> {line(event)}
          </li>
        ))}
      </ol>
    </section>
  )
}
