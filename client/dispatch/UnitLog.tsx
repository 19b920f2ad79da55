/** The last lines of one unit's own log, its movements through zones too: read once, then followed from the pushed facts. */
import { useEffect, useMemo, useState } from 'react'
import { type Event, readEvents } from '#contract/events.ts'
import { call } from '../api.ts'
import { useFacts } from '../facts.ts'
import { Instant } from '../replay/Instant.tsx'
import { useShownPart } from '../replay/shownPart.ts'
import { useEventLine } from '../ui/eventLine.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

const LINES = 5
/** How far back in the whole log: some hours of a busy city. */
const FAR_BACK = 20_000

export function UnitLog({ unit }: { unit: number }) {
  const words = useWords()
  const line = useEventLine()
  const { events, failed } = useUnitEvents(unit)
  return (
    <section aria-label={words.presence.log} data-testid="unit-log">
      {failed && <p className="low">{words.presence.notRead}</p>}
      {events?.length === 0 && !failed && <p className="low">{words.presence.noneInLog}</p>}
      <ol>
        {events?.map((event) => (
          <li key={event.number} className="clip" title={dateTime(event.happened)} data-kind={event.kind}>
            <Instant at={event.happened} /> {line(event)}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Newest first; undefined while the first answer is on its way. */
function useUnitEvents(unit: number): { events: readonly Event[] | undefined; failed: boolean } {
  const [read, setRead] = useState<readonly Event[]>()
  const [failed, setFailed] = useState(false)
  const shown = useShownPart()
  const log = useFacts((facts) => facts.log)
  const movements = useFacts((facts) => facts.movements)
  const subject = `unit/${unit}`
  useEffect(() => {
    let gone = false
    setRead(undefined)
    setFailed(false)
    const after = Math.max(0, useFacts.getState().number - FAR_BACK)
    call(readEvents, { query: { after, subject, limit: 1000 } }).then(
      ({ events }) => !gone && setRead(events),
      () => !gone && setFailed(true),
    )
    return () => {
      gone = true
    }
  }, [subject])
  const events = useMemo(() => {
    if (!read && !failed) return undefined
    const own = [...(read ?? []), ...log, ...movements].filter(
      (event) => event.subject === subject && shown(event),
    )
    const byNumber = new Map(own.map((event) => [event.number, event]))
    return [...byNumber.values()].sort((one, other) => other.number - one.number).slice(0, LINES)
  }, [read, failed, log, movements, subject, shown])
  return { events, failed }
}
