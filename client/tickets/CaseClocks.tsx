/** Every clock of a case: when it ends and what is left, what was done in time, and why one stands. */
import type { TicketClock } from '#contract/clocks.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useCity } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { shortDate } from '../ui/times.ts'
import { useWords, type Words } from '../ui/words.ts'
import { LATE_SHARE } from './TimeLeft.tsx'
import { leftOf, sayLeft, urgency } from './timeLeft.ts'

export function CaseClocks({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const now = useNow()
  const { exceptions, thresholds } = useCity()
  const share = thresholds['clock.late'] ?? LATE_SHARE
  if (ticket.clocks.length === 0) return null
  return (
    <ul className="case-clocks" data-testid="case-clocks">
      {ticket.clocks.map((clock) => {
        const left = leftOf(clock, ticket, now, exceptions)
        const running = ticket.closedAt === null && clock.stoppedAt === null && clock.pausedAt === null
        return (
          <li key={clock.name} data-clock={clock.name}>
            <span className="low">{words.loop.clocks[clock.name]}</span>{' '}
            <b className={running ? urgency(clock, left, ticket.priority, share) : 'calm'}>
              {sayLeft(clock, left, words)}
            </b>{' '}
            <span className="low">{about(clock, ticket, words)}</span>
          </li>
        )
      })}
    </ul>
  )
}

function about(clock: TicketClock, { closedAt, state, suspension }: Ticket, words: Words): string {
  const { loop } = words
  const done = clock.stoppedAt ?? closedAt
  if (done !== null) return loop.clockDone(shortDate(done))
  if (clock.pausedAt === null) return loop.clockEnds(shortDate(clock.dueAt))
  const why = suspension ? loop.causes[suspension.cause] : words.ticketStates[state]
  return loop.clockStands(shortDate(clock.pausedAt), why)
}
