/** The queue of cases: dense rows, P1 first, then whoever waits longest. */
import { memo, useMemo } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { useIsReplaying } from '../clock.ts'
import { clearBulk, selectRange, toggleTicket, useBulk } from '../desk/bulk/store.ts'
import { shownCases } from '../desk/shownCases.ts'
import { showFilter, useView } from '../desk/view.ts'
import { carries } from '../dispatch/carry.ts'
import { useHeldByOther } from '../dispatch/hold.ts'
import { Overdue, useLatest } from '../dispatch/Overdue.tsx'
import { useFacts } from '../facts.ts'
import { useLink } from '../link.ts'
import { Times } from '../problems/Times.tsx'
import { useBar } from '../replay/bar.ts'
import { TicketLawTag } from '../rules/TicketLawLine.tsx'
import { bringIntoSight, flyTo } from '../scene.ts'
import { selectTicket, useSelection } from '../selection.ts'
import { useAccount } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { usePersonName } from '../ui/personName.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import { useWords } from '../ui/words.ts'
import { useCategoryName } from './names.ts'
import { casesOf, type Filter, filters, queue } from './queue.ts'
import { SourceMark } from './SourceMark.tsx'
import { TimeLeft } from './TimeLeft.tsx'
import { WaitedTime } from './WaitedTime.tsx'

export function CaseList() {
  const words = useWords()
  const filter = useView((view) => view.filter)
  const selected = useSelection((selection) => selection.ticket)
  const loaded = useFacts((facts) => facts.number > 0)
  const lists = useQueues()
  const rows = lists[filter]
  return (
    <>
      <fieldset className="filters" aria-label={words.desk.cases}>
        {filters.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={filter === each}
            data-testid={`filter-${each}`}
            onClick={() => showFilter(each)}
          >
            {words.desk.filters[each]} <b>{lists[each].length}</b>
          </button>
        ))}
        <a className="chip export" href="/api/tickets.csv" download data-testid="export-tickets">
          {words.intake.export}
        </a>
      </fieldset>
      {loaded && rows.length === 0 && <NoCases filter={filter} />}
      {loaded ? (
        <VirtualRows
          rows={rows}
          keyOf={(ticket) => ticket.id}
          label={words.desk.cases}
          shown={selected}
          draw={(ticket) => <CaseRow ticket={ticket} selected={ticket.id === selected} />}
        />
      ) : (
        <NotHere />
      )}
    </>
  )
}

/** Of a past moment nothing may have been kept; else it is on its way. */
function NotHere() {
  const words = useWords()
  const isPast = useIsReplaying()
  const isUnknown = useBar(({ state }) => state === 'none')
  return isPast && isUnknown ? <p className="empty">{words.replay.states.none}</p> : <Bones />
}

/** Every filter's cases in their order, reckoned anew only when facts change. */
function useQueues(): Record<Filter, readonly Ticket[]> {
  const tickets = useFacts((facts) => facts.tickets)
  const assignments = useFacts((facts) => facts.assignments)
  const username = useAccount()?.username ?? ''
  return useMemo(() => {
    const mine = casesOf(username, tickets.values(), assignments.values())
    const of = (filter: Filter) => queue(tickets.values(), filter, mine)
    return { waiting: of('waiting'), all: of('all'), check: of('check'), mine: of('mine') }
  }, [tickets, assignments, username])
}

const CaseRow = memo(function CaseRow({ ticket, selected }: { ticket: Ticket; selected: boolean }) {
  const category = useCategoryName()(ticket)
  const several = useBulk((bulk) => bulk.tickets.includes(ticket.id))
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      className="row case-row"
      data-testid="case-row"
      data-ticket={ticket.id}
      data-bulk={several}
      title={`${ticket.code} ${category} ${ticket.address}`}
      {...carries('ticket', ticket.id)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) return toggleTicket(ticket.id)
        if (event.shiftKey) return selectRange(shownCases(), ticket.id)
        clearBulk()
        selectTicket(ticket.id)
        bringIntoSight(ticket.place)
      }}
      onDoubleClick={() => flyTo(ticket.place)}
    >
      <PriorityShape priority={ticket.priority} />
      <span className="low">{ticket.code}</span>
      <SourceMark source={ticket.source} />
      <span className="strong clip">
        {category} <Times lead={ticket.id} /> <TicketLawTag ticket={ticket} />
      </span>
      <span className="middle clip">{ticket.address}</span>
      <span className="low case-state clip">
        <CaseMark ticket={ticket} />
      </span>
      <TimeLeft ticket={ticket} />
      <WaitedTime ticket={ticket} />
    </button>
  )
})

/** What matters most of a case in one word: what is late, else who holds it, else its state. */
function CaseMark({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const nameOf = usePersonName()
  const held = useHeldByOther(ticket.id)
  const late = useLatest(ticket.id)
  if (late) return <Overdue assignment={late} />
  if (held) return <span className="middle">{words.sending.heldShort(nameOf(held.holder))}</span>
  return ticket.state === 'filed' ? null : words.ticketStates[ticket.state]
}

function NoCases({ filter }: { filter: Filter }) {
  const words = useWords()
  const now = useNow()
  const lastData = useLink((link) => link.lastData)
  return (
    <p className="empty" data-testid="no-cases">
      {words.desk.noCases[filter]}
      <span className="low">{words.screen.asOf(clockTime(Math.min(now, lastData ?? now)))}</span>
    </p>
  )
}

const BONES = [62, 48, 71, 55, 66, 44, 58]

function Bones() {
  const words = useWords()
  return (
    <div className="bone-rows" role="status" aria-label={words.screen.loading}>
      {BONES.map((width) => (
        <div key={width} className="bones" style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
