/** Asks why a case cannot go on: the cause decides whether its clocks stand. */
import { useState } from 'react'
import { type SuspensionCause, suspensionCauses, type Ticket } from '#contract/tickets.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { suspend } from './commands.ts'

export function SuspendSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { loop } = useWords()
  const [cause, setCause] = useState<SuspensionCause>('complainant')
  return (
    <ReasonSheet
      title={`${loop.acts.suspend} ${ticket.code}`}
      reasons={loop.reasons.suspend}
      onReason={(reason) => suspend(ticket, cause, reason)}
      onClose={onClose}
    >
      <fieldset className="field">
        <legend className="label">{loop.cause}</legend>
        <div className="choices">
          {suspensionCauses.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={cause === each}
              data-testid={`cause-${each}`}
              onClick={() => setCause(each)}
            >
              {loop.causes[each]}
            </button>
          ))}
        </div>
      </fieldset>
    </ReasonSheet>
  )
}
