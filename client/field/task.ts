/** The officer's tasks: the unit's active assignments, their cases, and the states they will be in once the outbox is empty. */
import { useMemo } from 'react'
import { type Assignment, type AssignmentState, endedStates, isActive } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { expectedState, useOutbox } from './outbox.ts'

export type Task = {
  readonly assignment: Assignment
  readonly ticket: Ticket
  /** With what is still in the outbox; what the server has confirmed is the assignment's own state. */
  readonly state: AssignmentState
}

/** What is in hand comes first, then what was sent first; a task goes as soon as the officer has done its last step. */
export function useTasks(unit: number): readonly Task[] {
  const assignments = useFacts((facts) => facts.assignments)
  const tickets = useFacts((facts) => facts.tickets)
  const items = useOutbox((box) => box.items)
  return useMemo(() => {
    const tasks: Task[] = []
    for (const assignment of assignments.values()) {
      const ticket = tickets.get(assignment.ticket)
      if (assignment.unit !== unit || !isActive(assignment) || !ticket) continue
      const state = expectedState(assignment, items)
      if (!endedStates.includes(state)) tasks.push({ assignment, ticket, state })
    }
    return tasks.sort(
      (one, other) => inHand[one.state] - inHand[other.state] || one.assignment.id - other.assignment.id,
    )
  }, [assignments, tickets, items, unit])
}

const inHand: Readonly<Record<AssignmentState, number>> = {
  reported: 0,
  onscene: 0,
  enroute: 1,
  accepted: 2,
  dispatched: 3,
  finished: 4,
  declined: 4,
  recalled: 4,
}
