/** Sends the marked units to the selected case, by button or by keyboard: what the preview says, confirmed once. */
import { serverNow } from '../clock.ts'
import { attempt, say } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { useSelection } from '../selection.ts'
import { wordsNow } from '../ui/words.ts'
import { dispatch } from './commands.ts'
import { wayTo } from './estimates.ts'
import { planDispatch, preemptedBy, sentenceOf } from './plan.ts'
import { useSending } from './sending.ts'

export async function sendChosen(): Promise<void> {
  const { ticket: id, chosen } = useSelection.getState()
  const facts = useFacts.getState()
  const ticket = id === null ? undefined : facts.tickets.get(id)
  // Pressed twice: the first is on its way.
  if (!ticket || useSending.getState().has(ticket.id)) return
  const words = wordsNow()
  if (chosen.length === 0) return say(words.desk.dispatchNone, 'refused')
  const known = { ...facts, wayOf: (unit: number) => wayTo(ticket.id, unit) }
  const plan = planDispatch(ticket, chosen, known, words)
  if (plan.problems.length > 0) return say(plan.problems.join(words.sending.join), 'refused')
  const sentence = sentenceOf(ticket, plan, words, serverNow())
  if (!(await attempt(() => dispatch(ticket, chosen, preemptedBy(plan))))) return
  // What was marked meanwhile for another case stays marked.
  if (useSelection.getState().ticket === ticket.id) useSelection.setState({ chosen: [] })
  say(sentence)
}
