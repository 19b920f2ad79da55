/** Which dispatch is judged on the screen. */
import { create } from 'zustand'
import { useFacts } from '../facts.ts'
import { useSelection } from '../selection.ts'

/** By one of its assignments. */
export const useJudging = create<{ readonly assignment: number | null }>(() => ({ assignment: null }))

export const judge = (assignment: number | null): void => useJudging.setState({ assignment })

/** The newest dispatch of the selected case. */
export function judgeSelected(): void {
  const { ticket } = useSelection.getState()
  const here = [...useFacts.getState().assignments.values()].filter((each) => each.ticket === ticket)
  const newest = here.reduce((latest, { id }) => Math.max(latest, id), 0)
  if (newest > 0) judge(newest)
}
