/** How long a case has waited, in the colour of how late that is; ticks by itself once a second. */
import type { Ticket } from '#contract/tickets.ts'
import { useNow } from '../ui/now.ts'
import { elapsed } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { waited, waiting } from './waiting.ts'

export function WaitedTime({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const now = useNow()
  return (
    <time className={`waited ${waiting(ticket, now)}`} title={words.desk.waited}>
      {elapsed(waited(ticket, now), words.screen.days)}
    </time>
  )
}
