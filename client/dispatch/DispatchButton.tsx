/** Sends the marked units to the case: the one primary button of the desk. */
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useSelection } from '../selection.ts'
import { useWords } from '../ui/words.ts'
import { sendChosen } from './sendChosen.ts'
import { useSending } from './sending.ts'

export function DispatchButton({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const linked = useMayCommand()
  const chosen = useSelection((selection) => selection.chosen)
  const sending = useSending((all) => all.get(ticket.id))
  const units = useFacts((facts) => facts.units)
  const codes = (ids: readonly number[]) => ids.map((id) => units.get(id)?.code ?? `#${id}`).join(' ')
  if (sending) {
    return (
      <button type="button" className="button primary sending" disabled data-testid="dispatch-button">
        {words.desk.sending(codes(sending))}
      </button>
    )
  }
  const label = ticket.state === 'filed' ? words.desk.dispatch : words.desk.more
  return (
    <button
      type="button"
      className="button primary"
      disabled={!linked || chosen.length === 0}
      data-testid="dispatch-button"
      onClick={() => void sendChosen()}
    >
      {chosen.length === 0 ? words.desk.dispatchNone : label(codes(chosen))} <kbd>Ctrl+Enter</kbd>
    </button>
  )
}
