/** The complaints of one problem, oldest first: when, from where, by whom, and taking one out. */
import type { Problem } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useMayCommand } from '../link.ts'
import { selectTicket } from '../selection.ts'
import { useMay } from '../session.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { takeApart } from './commands.ts'

export function Complaints({ problem, shown }: { problem: Problem; shown: number }) {
  const words = useWords()
  const { complaints, complainants, unknown } = problem
  const people = [...new Set(complaints.flatMap(({ complainant }) => complainant ?? []))]
  return (
    <section aria-label={words.problems.problem} data-testid="complaints">
      <h3 className="sub-head">
        {words.problems.problem}
        <span className="low sub-age">{words.problems.counts(complaints.length, complainants, unknown)}</span>
      </h3>
      <ul>
        {complaints.map((ticket) => (
          <Complaint
            key={ticket.id}
            ticket={ticket}
            person={ticket.complainant === null ? 0 : people.indexOf(ticket.complainant) + 1}
            leads={ticket.id === problem.lead}
            shown={ticket.id === shown}
          />
        ))}
      </ul>
    </section>
  )
}

type Props = {
  readonly ticket: Ticket
  /** Counted from 1 within the problem; 0: unknown. */
  readonly person: number
  readonly leads: boolean
  readonly shown: boolean
}

function Complaint({ ticket, person, leads, shown }: Props) {
  const words = useWords()
  const linked = useMayCommand()
  const mayFuse = useMay('ticket.merge')
  return (
    <li className="row complaint-row" aria-current={shown} data-testid="complaint-row">
      <time className="low">{shortDate(ticket.happenedAt)}</time>
      <button type="button" className="link" disabled={shown} onClick={() => selectTicket(ticket.id)}>
        {ticket.code}
      </button>
      <span className="clip" title={ticket.text}>
        {words.sources[ticket.source]}
        <span className="low">
          {' · '}
          {person === 0 ? words.problems.unknownPerson : words.problems.person(person)}
          {ticket.text === ticket.address ? '' : ` · ${ticket.text}`}
        </span>
      </span>
      {leads && <span className="tag">{words.problems.leads}</span>}
      {mayFuse && !shown && ticket.state === 'merged' && (
        <button type="button" className="button" disabled={!linked} onClick={() => void takeApart(ticket)}>
          {words.problems.split}
        </button>
      )}
    </li>
  )
}
