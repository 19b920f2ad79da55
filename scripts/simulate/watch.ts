/** The board as the simulator knows it: loaded once, kept up to date from the log, as any console may. */
import type { Assignment } from '#contract/assignments.ts'
import type { Board, Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import type { Round } from '#contract/rounds.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'
import type { Api } from './api.ts'

export type Watch = {
  readonly tickets: ReadonlyMap<number, Ticket>
  readonly assignments: ReadonlyMap<number, Assignment>
  readonly units: ReadonlyMap<number, Unit>
  readonly rounds: ReadonlyMap<number, Round>
  /** Lets in what a command answered, without waiting for the log. */
  letIn(changed: Changed): void
  /** Reads what happened since; loads the board anew where it has never been loaded. */
  update(): Promise<void>
}

type Page = { readonly last: number; readonly events: readonly Event[] }

const PAGE = 1_000
/** Closed tickets are forgotten beyond this many, oldest first. */
const MOST_TICKETS = 2_000

export function watchBoard(api: Api): Watch {
  const tickets = new Map<number, Ticket>()
  const assignments = new Map<number, Assignment>()
  const units = new Map<number, Unit>()
  const rounds = new Map<number, Round>()
  let last: number | undefined

  const letIn = ({ ticket, assignments: changed, unit, round }: Changed) => {
    if (ticket) keepNewest(tickets, ticket)
    for (const assignment of changed ?? []) keepNewest(assignments, assignment)
    if (unit) keepNewest(units, unit)
    if (round) keepNewest(rounds, round)
  }
  const load = async () => {
    const board = await api.get<Board>('/api/board')
    for (const ticket of board.tickets) keepNewest(tickets, ticket)
    for (const assignment of board.assignments) keepNewest(assignments, assignment)
    for (const unit of board.units) keepNewest(units, unit)
    for (const round of board.rounds) keepNewest(rounds, round)
    last = board.number
  }

  return {
    tickets,
    assignments,
    units,
    rounds,
    letIn,
    async update() {
      if (last === undefined) return load()
      for (;;) {
        const page: Page = await api.get(`/api/events?after=${last}&limit=${PAGE}`)
        for (const event of page.events) letIn(event.body as Changed)
        last = page.events.at(-1)?.number ?? last
        if (page.events.length < PAGE) break
      }
      forgetClosed(tickets, assignments)
    },
  }
}

function keepNewest<T extends { readonly id: number; readonly version: number }>(
  into: Map<number, T>,
  fact: T,
): void {
  const known = into.get(fact.id)
  if (!known || fact.version >= known.version) into.set(fact.id, fact)
}

function forgetClosed(tickets: Map<number, Ticket>, assignments: Map<number, Assignment>): void {
  if (tickets.size <= MOST_TICKETS) return
  for (const [id, ticket] of tickets) {
    if (tickets.size <= MOST_TICKETS / 2) break
    if (!isOpen(ticket)) tickets.delete(id)
  }
  for (const [id, { ticket }] of assignments) if (!tickets.has(ticket)) assignments.delete(id)
}
