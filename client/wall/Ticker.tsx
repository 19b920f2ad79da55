/** The one line at the bottom: the P1 nobody was sent to, else one being handled, and who is on the way to it. */
import { useMemo } from 'react'
import { isActive } from '#contract/assignments.ts'
import { useFacts } from '../facts.ts'
import { useCategoryName } from '../tickets/names.ts'
import { queue } from '../tickets/queue.ts'
import { WaitedTime } from '../tickets/WaitedTime.tsx'
import { useNow } from '../ui/now.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

export function Ticker() {
  const words = useWords()
  const category = useCategoryName()
  const tickets = useFacts((facts) => facts.tickets)
  const top = useMemo(() => {
    const urgent = queue(tickets.values(), 'all').filter((ticket) => ticket.priority === 1)
    return (
      urgent.find(({ state }) => state === 'filed') ??
      urgent.find(({ state }) => state !== 'reported') ??
      urgent[0]
    )
  }, [tickets])
  if (!top) return <Calm />
  return (
    <footer className="ticker urgent" data-testid="ticker">
      <PriorityShape priority={1} size="1.7rem" />
      <span>{top.code}</span>
      <b className="clip">
        {category(top)} {top.address}
      </b>
      <WaitedTime ticket={top} />
      {top.state !== 'reported' && <Sent ticket={top.id} />}
      <span className="ticker-state middle">{words.ticketStates[top.state]}</span>
    </footer>
  )
}

function Sent({ ticket }: { ticket: number }) {
  const words = useWords()
  const assignments = useFacts((facts) => facts.assignments)
  const units = useFacts((facts) => facts.units)
  const sent = [...assignments.values()].filter((each) => each.ticket === ticket && isActive(each))
  if (sent.length === 0) return <span className="late">→ {words.wall.noneSent}</span>
  const text = sent.map(
    (each) => `${units.get(each.unit)?.code ?? each.unit} ${words.assignmentStates[each.state]}`,
  )
  return <span>→ {text.join('，')}</span>
}

function Calm() {
  const words = useWords()
  const now = useNow()
  return (
    <footer className="ticker" data-testid="ticker">
      <span className="middle">{words.wall.calm}</span>
      <span className="low">{words.screen.asOf(clockTime(now))}</span>
    </footer>
  )
}
