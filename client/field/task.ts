/** The officer's task: the unit's active assignment, its case, and the state it will be in once the outbox is empty. */
import { type Assignment, type AssignmentState, endedStates } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { expectedState, useOutbox } from './outbox.ts'

export type Task = {
  readonly assignment: Assignment
  readonly ticket: Ticket
  /** With what is still in the outbox; what the server has confirmed is the assignment's own state. */
  readonly state: AssignmentState
}

/** Null while there is none, and as soon as the officer has done the last step. */
export function useTask(unit: number): Task | null {
  const assignment = useFacts((facts) => facts.activeByUnit.get(unit))
  const ticket = useFacts((facts) => (assignment ? facts.tickets.get(assignment.ticket) : undefined))
  const items = useOutbox((box) => box.items)
  if (!assignment || !ticket) return null
  const state = expectedState(assignment, items)
  return endedStates.includes(state) ? null : { assignment, ticket, state }
}
