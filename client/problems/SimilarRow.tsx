/** One likely duplicate: which case, why, and what may be done about it. */
import type { ReactNode } from 'react'
import type { Similar } from '#contract/problems.ts'
import { bringIntoSight } from '../scene.ts'
import { selectTicket } from '../selection.ts'
import { useCategoryName } from '../tickets/names.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { useLanguage } from '../ui/words.ts'
import { Times } from './Times.tsx'

export function SimilarRow({ found, children }: { found: Similar; children: ReactNode }) {
  const language = useLanguage()
  const category = useCategoryName()(found.ticket)
  const { ticket, like } = found
  return (
    <li className="row similar-row" data-testid="similar-row" data-ticket={ticket.id}>
      <PriorityShape priority={ticket.priority} />
      <div className="similar-text">
        <span className="clip">
          <button
            type="button"
            className="link"
            onClick={() => {
              selectTicket(ticket.id)
              bringIntoSight(ticket.place)
            }}
          >
            {ticket.code}
          </button>{' '}
          <Times lead={ticket.id} /> {category} <span className="middle">{ticket.address}</span>
        </span>
        <span className="low clip" title={found.reason[language]}>
          {like === ticket.code ? '' : `${like} `}
          {found.reason[language]}
        </span>
      </div>
      {children}
    </li>
  )
}
