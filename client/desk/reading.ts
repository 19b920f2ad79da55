/** What every line of the command line is read with: the world it is read against, and finding one thing without guessing. */
import type { Assignment } from '#contract/assignments.ts'
import type { Place } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Action } from '#contract/roles.ts'
import { isAllowed, isOpen, type TicketCommand } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Contact, Unit } from '#contract/units.ts'
import type { Reassigning } from '../dispatch/commands.ts'
import type { Way } from '../dispatch/plan.ts'
import type { Words } from '../ui/words/chinese.ts'
import { casesLike, unitsLike } from './codes.ts'

export type Order =
  | {
      readonly verb: 'dispatch'
      readonly ticket: Ticket
      readonly units: readonly Unit[]
      readonly preempt: readonly number[]
    }
  | ({ readonly verb: 'reassign'; readonly ticket: Ticket } & Reassigning)
  | { readonly verb: 'recall'; readonly assignment: Assignment; readonly reason: string }
  | { readonly verb: 'arrive' | 'finish'; readonly assignment: Assignment }
  | { readonly verb: 'close'; readonly ticket: Ticket; readonly note: string }
  | { readonly verb: 'prioritise'; readonly ticket: Ticket; readonly priority: number }
  | { readonly verb: 'merge'; readonly ticket: Ticket; readonly into: Ticket }
  | { readonly verb: 'note'; readonly ticket: Ticket; readonly text: string }
  | { readonly verb: 'goTicket'; readonly ticket: Ticket }
  | { readonly verb: 'goUnit'; readonly unit: Unit }
  | { readonly verb: 'goContact'; readonly contact: Contact }
  | { readonly verb: 'goPlace'; readonly place: LngLat }
  | { readonly verb: 'within'; readonly metres: number }
  | { readonly verb: 'openView' | 'saveView' | 'deleteView'; readonly name: string }
  | { readonly verb: 'replay'; readonly at: number }
  | { readonly verb: 'help' }

export type Understood = { readonly order: Order; readonly sentence: string }
export type Reader = (rest: readonly string[], world: World) => Understood

/** What a line is read against: the facts of this moment and what this person may do. */
export type World = {
  readonly tickets: ReadonlyMap<number, Ticket>
  readonly units: ReadonlyMap<number, Unit>
  readonly contacts: ReadonlyMap<number, Contact>
  readonly assignments: ReadonlyMap<number, Assignment>
  readonly activeByUnit: ReadonlyMap<number, Assignment>
  readonly places: readonly Place[]
  /** Names of the views this person keeps. */
  readonly views: readonly string[]
  readonly may: (action: Action) => boolean
  /** What is known of a unit's way to a case. */
  readonly wayTo: (ticket: number, unit: number) => Way | undefined
  /** ms UTC. */
  readonly now: number
  readonly words: Words
}

/** Why a line is no order; caught in `readLine`. */
export class Wrong extends Error {}

export function need(claim: unknown, why: string): asserts claim {
  if (!claim) throw new Wrong(why)
}

/** The case of a code, when the command is allowed in its state. */
export function movable(code: string, command: TicketCommand, world: World): Ticket {
  const ticket = oneCase(code, world)
  need(isAllowed(command, ticket.state), world.words.desk.line.notNow(world.words.ticketStates[ticket.state]))
  return ticket
}

export function oneCase(code: string, { tickets, words }: World): Ticket {
  const open = [...tickets.values()].filter((ticket) => isOpen(ticket) || ticket.code === code)
  return one(casesLike(code, open), code, (ticket) => ticket.code, words.desk.line.unknownCase(code), words)
}

export const oneUnit = (code: string, { units, words }: World): Unit =>
  one(unitsLike(code, units.values()), code, (unit) => unit.code, words.desk.line.unknownUnit(code), words)

/** How many are named where a text could be several things. */
export const LISTED = 6

/** The only one there is; what is ambiguous is listed. */
export function one<T>(
  found: readonly T[],
  text: string,
  nameOf: (each: T) => string,
  none: string,
  words: Words,
): T {
  const [first] = found
  need(first !== undefined, none)
  const names = found.slice(0, LISTED).map(nameOf).join(' ')
  need(found.length === 1, words.desk.line.ambiguous(text, found.length > LISTED ? `${names} …` : names))
  return first
}
