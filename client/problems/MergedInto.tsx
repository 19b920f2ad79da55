/** Says which case a fused one follows, and takes it out again. */
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { bringIntoSight } from '../scene.ts'
import { selectTicket } from '../selection.ts'
import { useMay } from '../session.ts'
import { useWords } from '../ui/words.ts'
import { takeApart } from './commands.ts'

export function MergedInto({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const linked = useMayCommand()
  const mayFuse = useMay('ticket.merge')
  const lead = useFacts((facts) => facts.tickets.get(ticket.lead ?? 0))
  const show = () => {
    if (!lead) return
    selectTicket(lead.id)
    bringIntoSight(lead.place)
  }
  return (
    <div className="merged-into" data-testid="merged-into">
      <span className="clip">{words.problems.mergedInto(lead?.code ?? `#${ticket.lead}`)}</span>
      <button type="button" className="button" onClick={show}>
        {words.problems.show}
      </button>
      {mayFuse && (
        <button
          type="button"
          className="button"
          disabled={!linked}
          data-testid="split"
          onClick={() => void takeApart(ticket)}
        >
          {words.problems.split} <kbd>S</kbd>
        </button>
      )}
    </div>
  )
}
