/** Several cases selected for one deed, and what became of it, case by case. */
import { create } from 'zustand'
import { useSelection } from '../../selection.ts'

export type Outcome = {
  readonly ticket: number
  readonly state: 'waiting' | 'done' | 'refused'
  readonly words: string
}

type Bulk = {
  /** In the order they were selected. */
  readonly tickets: readonly number[]
  /** Where a range begins. */
  readonly anchor: number | null
  readonly outcomes: readonly Outcome[]
}

const nothing: Bulk = { tickets: [], anchor: null, outcomes: [] }
export const useBulk = create<Bulk>(() => nothing)

export const clearBulk = (): void => useBulk.setState(nothing)
export const selectTickets = (tickets: readonly number[]): void =>
  useBulk.setState({ tickets, anchor: tickets[0] ?? null, outcomes: [] })

/** The panel opens when two cases are selected, or by key with the one that is open. */
export function openBulk(): void {
  const { ticket } = useSelection.getState()
  if (useBulk.getState().tickets.length === 0 && ticket !== null) selectTickets([ticket])
}

/** Ctrl and click: one more, or one less; the case that was open is the first. */
export function toggleTicket(ticket: number): void {
  const { ticket: open } = useSelection.getState()
  useBulk.setState(({ tickets }) => {
    const first = tickets.length === 0 && open !== null && open !== ticket ? [open] : tickets
    const next = first.includes(ticket) ? first.filter((each) => each !== ticket) : [...first, ticket]
    return { tickets: next, anchor: ticket, outcomes: [] }
  })
}

/** Shift: every case of the list from where the range began to this one. */
export function selectRange(rows: readonly number[], to: number): void {
  const { anchor } = useBulk.getState()
  const from = anchor ?? useSelection.getState().ticket ?? to
  const [a, b] = [rows.indexOf(from), rows.indexOf(to)]
  if (a < 0 || b < 0) {
    selectTickets([to])
    return
  }
  const range = rows.slice(Math.min(a, b), Math.max(a, b) + 1)
  useBulk.setState({ tickets: range, anchor: from, outcomes: [] })
}

/** Another deed is chosen: what became of the last one says nothing about it. */
export const forgetOutcomes = (): void => useBulk.setState({ outcomes: [] })

export const setOutcome = (outcome: Outcome): void =>
  useBulk.setState(({ outcomes }) => ({
    outcomes: [...outcomes.filter(({ ticket }) => ticket !== outcome.ticket), outcome],
  }))
