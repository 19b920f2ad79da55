/** The working time a case has left on the clock that ends first, in the colour of how urgent that is. */
import type { Ticket } from '#contract/tickets.ts'
import { useCity } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { leftOf, nextClock, sayLeft, urgency } from './timeLeft.ts'

/** Past this share of a clock a case is late, until the city's own threshold is read. */
export const LATE_SHARE = 0.25

export function TimeLeft({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const now = useNow()
  const { exceptions, thresholds } = useCity()
  const clock = nextClock(ticket)
  if (!clock) return <span />
  const left = leftOf(clock, ticket, now, exceptions)
  const paused = clock.pausedAt !== null
  const kind = paused ? 'calm' : urgency(clock, left, ticket.priority, thresholds['clock.late'] ?? LATE_SHARE)
  const title = `${words.loop.clocks[clock.name]} ${words.loop.clockEnds(shortDate(clock.dueAt))}`
  return (
    <span className={`time-left ${kind}`} title={title} data-testid="time-left">
      {sayLeft(clock, left, words)}
    </span>
  )
}
