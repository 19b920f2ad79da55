/** The cases of the list that is shown, in its order. */
import { useFacts } from '../facts.ts'
import { useSession } from '../session.ts'
import { casesOf, queue } from '../tickets/queue.ts'
import { useView } from './view.ts'

export function shownCases(): readonly number[] {
  const { tickets, assignments } = useFacts.getState()
  const session = useSession.getState()
  const username = session.state === 'signed-in' ? session.session.account.username : ''
  const mine = casesOf(username, tickets.values(), assignments.values())
  return queue(tickets.values(), useView.getState().filter, mine).map(({ id }) => id)
}
