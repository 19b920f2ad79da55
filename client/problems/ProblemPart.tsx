/** What of a case belongs to others: its lead, its problem's complaints, its likely duplicates, what was done before. */
import { useEffect, useState } from 'react'
import { isLead, type Problem, readProblem } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call, Refusal } from '../api.ts'
import { useFacts } from '../facts.ts'
import { useMay } from '../session.ts'
import { useWords } from '../ui/words.ts'
import { Before } from './Before.tsx'
import { Complaints } from './Complaints.tsx'
import { useComplaintCount } from './counts.ts'
import { MergedInto } from './MergedInto.tsx'
import { SimilarList } from './SimilarList.tsx'
import './problems.css'

export function ProblemPart({ ticket }: { ticket: Ticket }) {
  return useMay('problem.see') ? <Part ticket={ticket} /> : null
}

function Part({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { problem, failed } = useProblem(ticket)
  return (
    <>
      {ticket.state === 'merged' && <MergedInto ticket={ticket} />}
      {failed && <p className="problem row-text">{words.problems.problemFailed}</p>}
      {problem && problem.complaints.length > 1 && <Complaints problem={problem} shown={ticket.id} />}
      {problem && problem.earlier.length > 0 && <Before problem={problem} />}
      {isLead(ticket) && <SimilarList ticket={ticket} />}
    </>
  )
}

/** Read when the case is chosen, and again when it or the number of its complaints changes. */
function useProblem(ticket: Ticket): { readonly problem: Problem | null; readonly failed: boolean } {
  const { id, version } = ticket
  const lead = ticket.lead ?? id
  const count = useComplaintCount(lead)
  const leadVersion = useFacts((facts) => facts.tickets.get(lead)?.version)
  const [read, setRead] = useState<{ problem: Problem | null; failed: boolean }>({
    problem: null,
    failed: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions and the count say when to read again
  useEffect(() => {
    let gone = false
    call(readProblem, { params: { id } }).then(
      (problem) => !gone && setRead({ problem, failed: false }),
      (error) => {
        if (!(error instanceof Refusal)) throw error
        if (!gone) setRead({ problem: null, failed: true })
      },
    )
    return () => {
      gone = true
    }
  }, [id, version, leadVersion, count])
  return read
}
