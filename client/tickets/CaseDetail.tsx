/** The selected case: what it is, who suits it, who is on it, what may be done, and what was done. */
import { useEffect } from 'react'
import { isAllowed } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useIsReplaying } from '../clock.ts'
import { Complainant } from '../complainants/Complainant.tsx'
import { AssignedUnits } from '../dispatch/AssignedUnits.tsx'
import { CandidateList } from '../dispatch/CandidateList.tsx'
import { followCandidates } from '../dispatch/candidates.ts'
import { DispatchButton } from '../dispatch/DispatchButton.tsx'
import { HoldBar } from '../dispatch/HoldBar.tsx'
import { keepHold } from '../dispatch/hold.ts'
import { useFacts } from '../facts.ts'
import { JointPart } from '../joint/JointPart.tsx'
import { ProblemPart } from '../problems/ProblemPart.tsx'
import { FromHere } from '../replay/FromHere.tsx'
import { TicketLawLine } from '../rules/TicketLawLine.tsx'
import { flyTo } from '../scene.ts'
import { useSelection } from '../selection.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { WaterLine } from '../zones/WaterLine.tsx'
import { CaseActions } from './CaseActions.tsx'
import { CaseClocks } from './CaseClocks.tsx'
import { CaseLog } from './CaseLog.tsx'
import { CaseMarks } from './CaseMarks.tsx'
import { useCategoryName } from './names.ts'
import { OriginLine } from './OriginLine.tsx'
import { Photos } from './Photos.tsx'
import { SourceMark } from './SourceMark.tsx'
import { WaitedTime } from './WaitedTime.tsx'

export function CaseDetail() {
  const words = useWords()
  const id = useSelection((selection) => selection.ticket)
  const ticket = useFacts((facts) => (id === null ? undefined : facts.tickets.get(id)))
  if (!ticket) {
    return (
      <section className="pane">
        <p className="empty">{words.desk.pickCase}</p>
      </section>
    )
  }
  return <Case key={ticket.id} ticket={ticket} />
}

function Case({ ticket }: { ticket: Ticket }) {
  const mayDispatch = useMay('ticket.dispatch')
  const dispatchable = mayDispatch && isAllowed('dispatch', ticket.state)
  // Whom to send is asked about now, and nobody works on a case in the past.
  const isNow = !useIsReplaying()
  const works = dispatchable && isNow
  useEffect(() => (works ? followCandidates(ticket.id) : undefined), [ticket.id, works])
  useEffect(() => (works ? keepHold(ticket.id) : undefined), [ticket.id, works])
  return (
    <section
      className="pane"
      data-testid="case-detail"
      data-ticket={ticket.id}
      data-carry={`ticket/${ticket.id}`}
    >
      <CaseHead ticket={ticket} />
      <HoldBar ticket={ticket} />
      <div className="pane-scroll">
        <CaseFacts ticket={ticket} />
        <ProblemPart ticket={ticket} />
        <WaterLine ticket={ticket} />
        <AssignedUnits ticket={ticket} />
        <JointPart ticket={ticket} />
        {works && <CandidateList ticket={ticket} />}
        <div className="case-actions">
          {dispatchable && <DispatchButton ticket={ticket} />}
          <CaseActions ticket={ticket} />
          <FromHere at={ticket.openedAt} />
        </div>
        <CaseLog ticket={ticket} />
      </div>
    </section>
  )
}

function CaseHead({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const category = useCategoryName()(ticket)
  return (
    <header className="pane-head case-head">
      <PriorityShape priority={ticket.priority} />
      <h2 className="clip">
        {ticket.code} {category}
      </h2>
      <span className="tag" data-testid="case-state">
        {words.ticketStates[ticket.state]}
      </span>
      <WaitedTime ticket={ticket} />
      <button type="button" className="button quiet" onClick={() => flyTo(ticket.place)}>
        {words.desk.call}
      </button>
    </header>
  )
}

function CaseFacts({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const nameOf = usePersonName()
  const parts = [
    ticket.nature && words.loop.natures[ticket.nature],
    ticket.externalId,
    words.desk.openedBy(nameOf(ticket.openedBy)),
    shortDate(ticket.openedAt),
    ticket.closedBy === null ? null : words.desk.closedBy(nameOf(ticket.closedBy)),
  ]
  return (
    <div className="case-facts">
      <p className="case-origin">
        <SourceMark source={ticket.source} whole />
        <OriginLine ticket={ticket} />
      </p>
      <p>{ticket.address}</p>
      {ticket.text !== ticket.address && <p className="middle case-text">{ticket.text}</p>}
      <p className="low">{parts.filter(Boolean).join(' · ')}</p>
      <CaseClocks ticket={ticket} />
      <TicketLawLine ticket={ticket} />
      <CaseMarks ticket={ticket} />
      {ticket.disposition && (
        <p>
          <span className="low">{words.desk.report} </span>
          <b>{words.dispositions[ticket.disposition]}</b> {ticket.feedback}
        </p>
      )}
      <Complainant key={ticket.id} ticket={ticket} />
      <Photos ticket={ticket} />
    </div>
  )
}
