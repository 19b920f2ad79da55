/** What is about to be saved on the roster: what stands against it, by the same rule as the server's, and saving it. */
import {
  type Conflict,
  conflictsOf,
  officersAt,
  type RosterFacts,
  shiftBooking,
} from '#contract/conflicts.ts'
import type { Override, Shift } from '#contract/patrols.ts'
import { type CrewShift, moveCrewShift, planCrewShift, type Roster } from '#contract/roster.ts'
import type { Round } from '#contract/rounds.ts'
import type { DutyTag } from '#contract/units.ts'
import { call } from '../api.ts'
import { letIn } from '../facts.ts'
import { needLink } from '../link.ts'
import { assign, swap } from './commands.ts'

export type Cell = { readonly day: string; readonly shift: string }
export type Proposal =
  | ({ readonly kind: 'put'; readonly unit: number; readonly tag: DutyTag } & Cell)
  | ({ readonly kind: 'move'; readonly entry: CrewShift } & Cell)
  | { readonly kind: 'give'; readonly round: Round; readonly unit: number }
  | { readonly kind: 'swap'; readonly one: Round; readonly other: Round }

/** Everything that stands against it, before it is sent. */
export function conflictsOfProposal(proposal: Proposal, roster: Roster): Conflict[] {
  switch (proposal.kind) {
    case 'put': {
      const crew = roster.crews.find(({ unit }) => unit === proposal.unit)
      const officers = crew?.officers.map(({ id }) => id) ?? []
      return ofShift({ ...proposal, id: null, officers }, roster)
    }
    case 'move': {
      const { entry, day, shift } = proposal
      const officers = entry.officers.map(({ officer }) => officer)
      return ofShift({ id: entry.id, unit: entry.unit, day, shift, officers }, roster)
    }
    case 'give':
      return ofRound(proposal.round, proposal.unit, roster)
    case 'swap': {
      const { one, other } = proposal
      const bookings = roster.bookings.filter(({ id }) => id !== one.id && id !== other.id)
      const freed = { ...roster, bookings }
      return [...ofRound(one, other.unit, freed), ...ofRound(other, one.unit, freed)]
    }
  }
}

type Draft = Cell & {
  readonly id: number | null
  readonly unit: number
  readonly officers: readonly number[]
}

function ofShift({ id, officers, ...draft }: Draft, facts: RosterFacts): Conflict[] {
  const shift = facts.shifts.find(({ code }) => code === draft.shift) as Shift
  return conflictsOf({ ...shiftBooking(draft, shift), id, officers }, null, facts)
}

function ofRound(round: Round, unit: number | null, facts: RosterFacts): Conflict[] {
  if (unit === null) return []
  const { id, from, until, name, nameEn } = round
  const officers = officersAt(unit, round, facts)
  const booking = { kind: 'round', id, unit, officers, from, until, name: { zh: name, en: nameEn } } as const
  return conflictsOf(booking, round, facts)
}

export async function saveProposal(proposal: Proposal, reason: string): Promise<void> {
  needLink()
  const override: Override | undefined = reason === '' ? undefined : { reason }
  const more = override ? { override } : {}
  switch (proposal.kind) {
    case 'put': {
      const { unit, day, shift, tag } = proposal
      letIn({ crewShift: await call(planCrewShift, { body: { unit, day, shift, tag, ...more } }) })
      return
    }
    case 'move': {
      const { entry, day, shift } = proposal
      const body = { version: entry.version, day, shift, ...more }
      letIn({ crewShift: await call(moveCrewShift, { params: { id: entry.id }, body }) })
      return
    }
    case 'give':
      return assign(proposal.round, proposal.unit, override)
    case 'swap':
      return swap(proposal.one, proposal.other, override)
  }
}
