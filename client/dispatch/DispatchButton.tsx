/** Sends the marked units to the case: the one primary button of the desk, under the preview of what it does. */
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useSelection } from '../selection.ts'
import { useWords } from '../ui/words.ts'
import { DispatchPreview, usePlan } from './DispatchPreview.tsx'
import { useHeldByOther } from './hold.ts'
import { sendChosen } from './sendChosen.ts'
import { useSending } from './sending.ts'

export function DispatchButton({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const linked = useMayCommand()
  const chosen = useSelection((selection) => selection.chosen)
  const sending = useSending((all) => all.get(ticket.id))
  const units = useFacts((facts) => facts.units)
  const held = useHeldByOther(ticket.id)
  const plan = usePlan(ticket)
  const codes = (ids: readonly number[]) => ids.map((id) => units.get(id)?.code ?? `#${id}`).join(' ')
  if (sending) {
    return (
      <button type="button" className="button primary sending" disabled data-testid="dispatch-button">
        {words.desk.sending(codes(sending))}
      </button>
    )
  }
  const label = ticket.state === 'filed' ? words.desk.dispatch : words.desk.more
  const possible = plan !== null && plan.problems.length === 0 && !held
  return (
    <>
      {plan && <DispatchPreview ticket={ticket} plan={plan} />}
      <button
        type="button"
        className="button primary"
        disabled={!linked || !possible}
        data-testid="dispatch-button"
        onClick={() => void sendChosen()}
      >
        {chosen.length === 0 ? words.desk.dispatchNone : label(codes(chosen))} <kbd>Ctrl+Enter</kbd>
      </button>
    </>
  )
}
