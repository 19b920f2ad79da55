/** Sends the marked units to the selected case, by button or by keyboard. */
import { attempt, say } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { useSelection } from '../selection.ts'
import { dispatch } from '../tickets/commands.ts'
import { wordsNow } from '../ui/words.ts'
import { useSending } from './sending.ts'

export async function sendChosen(): Promise<void> {
  const { ticket: id, chosen } = useSelection.getState()
  const { tickets, units } = useFacts.getState()
  const ticket = id === null ? undefined : tickets.get(id)
  // Pressed twice: the first is on its way.
  if (!ticket || useSending.getState().has(ticket.id)) return
  const words = wordsNow()
  if (chosen.length === 0) return say(words.desk.dispatchNone, 'refused')
  if (!(await attempt(() => dispatch(ticket, chosen)))) return
  // What was marked meanwhile for another case stays marked.
  if (useSelection.getState().ticket === ticket.id) useSelection.setState({ chosen: [] })
  const codes = chosen.map((unit) => units.get(unit)?.code ?? `#${unit}`).join(' ')
  say(words.desk.line.dispatch(ticket.code, codes))
}
