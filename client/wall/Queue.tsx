/** The waiting cases as far as they fit, and how many more there are. */
import { useMemo, useRef } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { useCategoryName } from '../tickets/names.ts'
import { queue } from '../tickets/queue.ts'
import { WaitedTime } from '../tickets/WaitedTime.tsx'
import { waiting } from '../tickets/waiting.ts'
import { useNow } from '../ui/now.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { useFitting } from './fitting.ts'

const ROW_REM = 2.25

export function Queue({ rootPx }: { rootPx: number }) {
  const words = useWords()
  const tickets = useFacts((facts) => facts.tickets)
  const loaded = useFacts((facts) => facts.number > 0)
  const rows = useMemo(() => queue(tickets.values(), 'waiting'), [tickets])
  const list = useRef<HTMLOListElement>(null)
  const fitting = useFitting(list, ROW_REM, rootPx)
  const shown = rows.length > fitting ? Math.max(0, fitting - 1) : rows.length
  return (
    <section className="wall-queue">
      <header className="wall-head">
        <h2>{words.wall.queue}</h2>
        <Counts rows={rows} />
      </header>
      <ol ref={list} className="wall-rows">
        {rows.slice(0, shown).map((ticket) => (
          <QueueRow key={ticket.id} ticket={ticket} />
        ))}
        {shown < rows.length && (
          <li className="wall-row wall-more" data-testid="wall-more">
            +{words.wall.more(rows.length - shown)}
          </li>
        )}
        {rows.length === 0 && <Empty loaded={loaded} />}
      </ol>
    </section>
  )
}

function Counts({ rows }: { rows: readonly Ticket[] }) {
  const words = useWords()
  const now = useNow()
  const late = rows.filter((ticket) => waiting(ticket, now) !== 'calm').length
  return (
    <span className="middle">
      <b>{rows.length}</b> · {words.wall.overdue} <b className={late > 0 ? 'late' : ''}>{late}</b>
    </span>
  )
}

function QueueRow({ ticket }: { ticket: Ticket }) {
  const category = useCategoryName()(ticket)
  return (
    <li className="wall-row" data-testid="wall-case">
      <PriorityShape priority={ticket.priority} size="1.6rem" />
      <span className="clip">
        <b>{category}</b> <span className="middle">{ticket.address}</span>
      </span>
      <WaitedTime ticket={ticket} />
    </li>
  )
}

function Empty({ loaded }: { loaded: boolean }) {
  const words = useWords()
  const now = useNow()
  return (
    <li className="empty">
      {loaded ? words.wall.empty : words.screen.loading}
      <span className="low">{words.screen.asOf(clockTime(now))}</span>
    </li>
  )
}
