/** What would happen if the marked units were sent now: each with its time and way, and what it drops. */
import { useEffect } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { toggleChosen, useSelection } from '../selection.ts'
import { useNow } from '../ui/now.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { useWords } from '../ui/words.ts'
import { useCandidates } from './candidates.ts'
import { askEstimates, useEstimates, wayTo } from './estimates.ts'
import { dropWords, type Part, type Plan, planDispatch, wayWords } from './plan.ts'
import './preview.css'

/** The plan of what is marked now; null where nothing is. */
export function usePlan(ticket: Ticket): Plan | null {
  const words = useWords()
  const facts = useFacts()
  const chosen = useSelection((selection) => selection.chosen)
  // Both tell ways, and a way that comes in changes the preview.
  useEstimates()
  useCandidates()
  if (chosen.length === 0) return null
  return planDispatch(ticket, chosen, { ...facts, wayOf: (unit) => wayTo(ticket.id, unit) }, words)
}

export function DispatchPreview({ ticket, plan }: { ticket: Ticket; plan: Plan }) {
  const words = useWords()
  const chosen = useSelection((selection) => selection.chosen)
  useEffect(() => void askEstimates(ticket.id, chosen), [ticket.id, chosen])
  return (
    <section className="dispatch-preview" aria-label={words.sending.preview} data-testid="dispatch-preview">
      <ul>
        {plan.parts.map((part) => (
          <Going key={part.unit.id} part={part} />
        ))}
      </ul>
      {plan.problems.map((problem) => (
        <p key={problem} className="problem">
          {problem}
        </p>
      ))}
    </section>
  )
}

function Going({ part: { unit, way, drops } }: { part: Part }) {
  const words = useWords()
  const now = useNow()
  return (
    <li>
      <UnitShape status={drops ? 'enroute' : 'idle'} />
      <b>{unit.code}</b>
      <span className="middle">{wayWords(way, words)}</span>
      {drops && (
        <span className="late" data-testid="preview-drops">
          {dropWords(unit, drops.ticket, words, now)}
        </span>
      )}
      <button type="button" className="button quiet" onClick={() => toggleChosen(unit.id)}>
        {words.sending.dropUnit}
      </button>
    </li>
  )
}
