/** What sending units to a case would do: who goes, how soon and which way, and what each of them drops for it. */
import { type Assignment, assignmentMoves } from '#contract/assignments.ts'
import type { Estimate } from '#contract/dispatch.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'
import { elapsed } from '../ui/times.ts'
import type { Words } from '../ui/words/chinese.ts'

export type Way = Pick<Estimate, 'etaSeconds' | 'crossing'>

export type Known = {
  readonly units: ReadonlyMap<number, Unit>
  readonly tickets: ReadonlyMap<number, Ticket>
  readonly activeByUnit: ReadonlyMap<number, Assignment>
  /** What is known of a unit's way to the case. */
  readonly wayOf: (unit: number) => Way | undefined
}

export type Part = {
  readonly unit: Unit
  readonly way: Way | undefined
  /** The less urgent work that ends for it. */
  readonly drops: { readonly assignment: Assignment; readonly ticket: Ticket } | null
}

export type Plan = {
  readonly parts: readonly Part[]
  /** Why it cannot be done; empty where it can. */
  readonly problems: readonly string[]
}

export function planDispatch(ticket: Ticket, units: readonly number[], known: Known, words: Words): Plan {
  const parts: Part[] = []
  const problems: string[] = []
  for (const id of units) {
    const found = partOf(ticket, id, known, words)
    if (typeof found === 'string') problems.push(found)
    else parts.push(found)
  }
  return { parts, problems }
}

export const preemptedBy = ({ parts }: Plan): number[] =>
  parts.flatMap(({ drops }) => (drops ? [drops.assignment.id] : []))

/** The sentence that is confirmed; `now` says how long what is dropped has waited. */
export function sentenceOf(ticket: Ticket, { parts }: Plan, words: Words, now: number): string {
  const { sending } = words
  const going = parts.map(({ unit, way }) => sending.unit(unit.code, wayWords(way, words))).join(' ')
  const drops = parts.flatMap(({ unit, drops }) => (drops ? [dropWords(unit, drops.ticket, words, now)] : []))
  return [sending.send(going, named(ticket)), ...drops].join(sending.join)
}

export const named = ({ priority, code, address }: Ticket): string => `P${priority} ${code} ${address}`

export function wayWords(way: Way | undefined, { sending }: Words): string {
  if (!way) return sending.noWay
  const minutes = sending.minutes(Math.max(1, Math.round(way.etaSeconds / 60)))
  return way.crossing === null ? minutes : `${minutes} ${sending.by(way.crossing)}`
}

export const dropWords = (unit: Unit, { priority, code, openedAt }: Ticket, words: Words, now: number) =>
  words.sending.drop(unit.code, `P${priority} ${code}`, elapsed(now - openedAt, words.screen.days))

/** Or why this unit cannot go. */
function partOf(ticket: Ticket, id: number, known: Known, { sending }: Words): Part | string {
  const unit = known.units.get(id)
  if (!unit) return sending.gone
  if (unit.sos) return sending.sos(unit.code)
  if (unit.duty !== 'on') return sending.off(unit.code)
  const way = known.wayOf(id)
  const active = known.activeByUnit.get(id)
  if (!active) return { unit, way, drops: null }
  if (active.ticket === ticket.id) return sending.alreadyHere(unit.code)
  const from = known.tickets.get(active.ticket)
  if (!from || from.priority <= ticket.priority) return sending.busyWith(unit.code, from?.code ?? '')
  if (!assignmentMoves.recall.from.includes(active.state)) return sending.cannotLeave(unit.code)
  return { unit, way, drops: { assignment: active, ticket: from } }
}
