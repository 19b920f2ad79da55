/** Which assignment is being given to another unit, if any. */
import { create } from 'zustand'
import { type Assignment, assignmentMoves } from '#contract/assignments.ts'
import { useFacts } from '../facts.ts'

export const useReassigning = create<{ readonly assignment: number | null }>(() => ({ assignment: null }))

export const showReassign = (assignment: number | null): void => useReassigning.setState({ assignment })

/** The assignments of a case that another unit can take, newest first. */
export const reassignable = (ticket: number, assignments: Iterable<Assignment>): Assignment[] =>
  [...assignments]
    .filter((each) => each.ticket === ticket && assignmentMoves.recall.from.includes(each.state))
    .sort((one, other) => other.id - one.id)

/** Key R: begins with the newest of the selected case. */
export function reassignOf(ticket: number | null): void {
  const [newest] = ticket === null ? [] : reassignable(ticket, useFacts.getState().assignments.values())
  if (newest) showReassign(newest.id)
}
