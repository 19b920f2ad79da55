/** A dispatch looked at afterwards: what was known then, what was recommended and chosen, and what came of it. */
import Type, { type Static } from 'typebox'
import { assignmentStates } from './assignments.ts'
import { Person } from './board.ts'
import { CandidateTerm, Flip, LeftOut, Override, overrideCodes } from './candidates.ts'
import { Id, Ms, Nullable, OneOf } from './endpoint.ts'
import { roles } from './roles.ts'
import { Ticket } from './tickets.ts'
import { unitKinds } from './units.ts'

/**
 * `shown`: as the dispatcher saw it, all of it. `ranked`: only order, times and scores of what was shown were kept.
 * `reckoned`: nothing was kept; worked out afterwards from history and log, and not what anybody was shown.
 */
export const knowledges = ['shown', 'ranked', 'reckoned'] as const
export type Knowledge = (typeof knowledges)[number]

/** Seconds; eight times in ten between `p10` and `p90`. */
export const Likely = Type.Object({ median: Type.Number(), p10: Type.Number(), p90: Type.Number() })
export type Likely = Static<typeof Likely>

/** What is not known of it is null: of old dispatches only the ranks were kept. */
const KnownCandidate = Type.Object({
  unit: Type.Integer(),
  code: Type.String(),
  etaSeconds: Type.Number(),
  score: Type.Number(),
  crossing: Nullable(Type.String()),
  metres: Nullable(Type.Number()),
  fixAt: Nullable(Ms),
  terms: Type.Array(CandidateTerm),
})
export type KnownCandidate = Static<typeof KnownCandidate>

export const KnownThen = Type.Object({
  at: Nullable(Ms),
  onWater: Type.Boolean(),
  candidates: Type.Array(KnownCandidate, { description: 'best first' }),
  leftOut: Type.Array(Type.Object({ ...LeftOut.properties, code: Type.String() })),
  flip: Nullable(Flip),
})
export type KnownThen = Static<typeof KnownThen>

export const SentUnit = Type.Object({
  assignment: Type.Integer(),
  unit: Type.Integer(),
  code: Type.String(),
  kind: OneOf(unitKinds),
  state: OneOf(assignmentStates),
  endReason: Nullable(Type.String()),
  estimatedSeconds: Nullable(Type.Number({ description: 'the way, as it was told when it was sent' })),
  actualSeconds: Nullable(Type.Number({ description: 'the way, from setting out to arriving' })),
  arrivedAt: Nullable(Ms),
})
export type SentUnit = Static<typeof SentUnit>

/**
 * How the first recommended would probably have done: seconds of its way, null where there are no arrivals to go by. `lost`:
 * by how much whoever came first came later than it probably would have, below 0: sooner.
 */
export const WhatIf = Type.Object({
  unit: Type.Integer(),
  code: Type.String(),
  estimatedSeconds: Type.Number(),
  arrivals: Type.Integer({ description: 'of its kind, whose errors the likely time follows from' }),
  likely: Nullable(Likely),
  lost: Nullable(Likely),
})
export type WhatIf = Static<typeof WhatIf>

export const Decision = Type.Object({
  number: Type.Integer({ description: 'of its event' }),
  at: Ms,
  by: Person,
  role: Nullable(OneOf(roles)),
  ticket: Type.Object({ ...Ticket.properties }, { description: 'as it stood then' }),
  sent: Type.Array(SentUnit),
  reason: Nullable(Type.String({ description: 'of a reassignment' })),
  override: Nullable(Override),
  knowledge: OneOf(knowledges),
  unaltered: Type.Boolean({ description: 'what was kept still has the hash that the log names' }),
  known: KnownThen,
  whatIf: Nullable(WhatIf),
})
export type Decision = Static<typeof Decision>

export const readDecision = {
  method: 'GET',
  url: '/api/assignments/:id/decision',
  schema: {
    summary: 'The dispatch that made an assignment: what was known then, and what came of it',
    tags: ['dispatch'],
    params: Id,
    response: { 200: Decision },
  },
} as const

const Count = { dispatches: Type.Integer(), overrides: Type.Integer() }

export const OverrideSummary = Type.Object({
  at: Ms,
  since: Ms,
  dispatches: Type.Integer({ description: 'with a recommendation on the screen' }),
  overrides: Type.Integer(),
  reasons: Type.Array(
    Type.Object({ code: OneOf(overrideCodes), overrides: Type.Integer(), lost: Nullable(Likely) }),
    { description: '`lost`: seconds, as in `WhatIf`, the median of those that could be compared' },
  ),
  roles: Type.Array(Type.Object({ role: OneOf(roles), ...Count })),
  compared: Type.Integer({ description: 'overrides whose unit arrived and whose recommended can be judged' }),
  lost: Nullable(Likely),
})
export type OverrideSummary = Static<typeof OverrideSummary>

export const readOverrides = {
  method: 'GET',
  url: '/api/dispatch/overrides',
  schema: {
    summary:
      'Dispatches that passed over the first recommended: how many, why, by which roles, what it cost or won',
    tags: ['dispatch'],
    querystring: Type.Object({
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 30 })),
    }),
    response: { 200: OverrideSummary },
  },
} as const
