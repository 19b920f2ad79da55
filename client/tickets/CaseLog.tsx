/** What was done about a case, newest first: read once, then followed from the pushed facts. */
import { useEffect, useMemo, useState } from 'react'
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import { readTicket, type Ticket } from '#contract/tickets.ts'
import { call } from '../api.ts'
import { JudgeButton } from '../decisions/JudgeButton.tsx'
import { useFacts } from '../facts.ts'
import { Instant } from '../replay/Instant.tsx'
import { useShownPart } from '../replay/shownPart.ts'
import { useEventLine } from '../ui/eventLine.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

export function CaseLog({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const line = useEventLine()
  const events = useCaseEvents(ticket.id)
  return (
    <ol className="case-log" aria-label={words.desk.log} data-testid="case-log">
      {events.map((event) => (
        <li key={event.number} title={`${dateTime(event.received)} ${event.actor}`} data-kind={event.kind}>
          <Instant at={event.happened} /> {line(event)}
          {event.kind === 'assignment.dispatched' && <JudgeButton assignment={assignmentOf(event)} />}
        </li>
      ))}
    </ol>
  )
}

const assignmentOf = ({ subject }: Event): number => Number(subject.split('/')[1])

function useCaseEvents(id: number): readonly Event[] {
  const [read, setRead] = useState<readonly Event[]>([])
  const shown = useShownPart()
  const log = useFacts((facts) => facts.log)
  useEffect(() => {
    let gone = false
    call(readTicket, { params: { id } }).then(
      ({ events }) => !gone && setRead(events),
      // The pushed facts below still show what happens from here on.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [id])
  return useMemo(() => {
    const byNumber = new Map(read.map((event) => [event.number, event]))
    for (const event of log) if ((event.body as Changed).ticket?.id === id) byNumber.set(event.number, event)
    return [...byNumber.values()].filter(shown).sort((one, other) => other.number - one.number)
  }, [read, log, id, shown])
}
