/** How what happens to plans, rounds, crews' shifts and leave stands in the log: with the object as it is after it. */
import type { Conflict } from '#contract/conflicts.ts'
import type { Plan } from '#contract/patrols.ts'
import type { CrewShift, Leave } from '#contract/roster.ts'
import type { Round } from '#contract/rounds.ts'
import type { NewEvent } from '../events/append.ts'

/** Who did it, and when by the person's or device's clock where that is told. */
type Deed = { readonly actor: string; readonly happened?: number | undefined }
type Said = Readonly<Record<string, unknown>>

/** Of a round that went to another crew, both see it: `formerly` is the one it was taken from. */
export const roundEvent = (
  kind: string,
  round: Round,
  { actor, happened }: Deed,
  said: Said = {},
  formerly: number | null = null,
): NewEvent => ({
  actor,
  kind: `round.${kind}`,
  subject: `round/${round.id}`,
  units: [...new Set([round.unit, formerly])].filter((unit) => unit !== null),
  happened,
  body: { round, ...said },
})

export const planEvent = (kind: string, plan: Plan, { actor }: Deed, said: Said = {}): NewEvent => ({
  actor,
  kind: `plan.${kind}`,
  subject: `plan/${plan.id}`,
  body: { plan, ...said },
})

export const crewShiftEvent = (
  kind: string,
  crewShift: CrewShift,
  { actor }: Deed,
  said: Said = {},
): NewEvent => ({
  actor,
  kind: `roster.${kind}`,
  subject: `crew_shift/${crewShift.id}`,
  units: [crewShift.unit],
  body: { crewShift, ...said },
})

export const leaveEvent = (
  kind: string,
  leave: Leave,
  { actor }: Deed,
  unit: number | null,
  said: Said = {},
): NewEvent => ({
  actor,
  kind: `leave.${kind}`,
  subject: `leave/${leave.id}`,
  units: unit === null ? [] : [unit],
  body: { leave, ...said },
})

/** What a person set aside, and why. */
export type Overridden = { readonly reason: string; readonly conflicts: readonly Conflict[] }

export const overrideEvents = (about: NewEvent, overridden: Overridden | undefined): NewEvent[] => {
  if (!overridden) return []
  const { actor, subject, units = [] } = about
  const { reason, conflicts } = overridden
  return [
    {
      actor,
      kind: 'roster.overridden',
      subject,
      units,
      body: { reason, conflicts: conflicts.map(({ words }) => words) },
    },
  ]
}
