/** The recommendation: who could go to a ticket and what counts for it, who is left out and why, and what would change it. */
import Type, { type Static } from 'typebox'
import { Id, LngLat, Ms, Nullable, OneOf, Words } from './endpoint.ts'

/** Travel; tasks today; hours since rest; km from the own reach; units left at home; a land unit at a place on the water. */
export const terms = ['travel', 'workload', 'rest', 'reach', 'coverage', 'shore'] as const
export type Term = (typeof terms)[number]

export const CandidateTerm = Type.Object({
  term: OneOf(terms),
  amount: Nullable(
    Type.Number({
      description:
        'travel: metres; workload: tasks; rest: hours; reach: km; coverage: units left; null: not known',
    }),
  ),
  seconds: Type.Integer({ minimum: 0, description: 'what it counts' }),
})
export type CandidateTerm = Static<typeof CandidateTerm>

/** One unit that could go. The fewest seconds of all terms come first. */
export const Candidate = Type.Object({
  unit: Type.Integer(),
  metres: Type.Number({ description: 'way to the ticket in metres' }),
  etaSeconds: Type.Number({ description: 'by the speed of its kind at this hour' }),
  fixAt: Ms,
  crossing: Nullable(Type.String({ description: 'the Huangpu crossing the way takes' })),
  sameDistrict: Type.Boolean(),
  score: Type.Integer({ description: 'seconds of all terms together' }),
  terms: Type.Array(CandidateTerm),
  line: Type.Array(LngLat, { description: 'the way, from the unit to the ticket' }),
})
export type Candidate = Static<typeof Candidate>

/** Why a unit is left out, the first that holds of these. */
export const leftOutReasons = [
  'kind',
  'off_duty',
  'sos',
  'busy',
  'old_place',
  'officers',
  'certificates',
  'skill',
  'vehicle',
  'item',
  'no_way',
] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

export const LeftOut = Type.Object({
  unit: Type.Integer(),
  metres: Type.Number({ description: 'from the ticket, straight' }),
  reason: OneOf(leftOutReasons),
  needs: Nullable(Type.Object({ ...Words.properties }, { description: 'what the category asks for' })),
  ticket: Nullable(Type.String({ description: 'the case it is busy with' })),
})
export type LeftOut = Static<typeof LeftOut>

/** A busy unit that would be first; `before`: if it were free by then. */
export const Flip = Type.Object({
  unit: Type.Integer(),
  before: Nullable(
    Type.Integer({ description: 'ms UTC; null: whenever it is free, for nobody else can go' }),
  ),
})
export type Flip = Static<typeof Flip>

export const Recommendation = Type.Object({
  at: Ms,
  onWater: Type.Boolean({ description: 'the ticket lies on the river: boats first' }),
  candidates: Type.Array(Candidate),
  leftOut: Type.Array(LeftOut, { description: 'near units that cannot go, nearest first' }),
  flip: Nullable(Flip),
})
export type Recommendation = Static<typeof Recommendation>

/** A recommendation as a console showed it when it was decided, without the ways that were drawn. */
export const ShownRecommendation = Type.Object(
  {
    at: Ms,
    onWater: Type.Boolean(),
    candidates: Type.Array(Type.Omit(Candidate, ['line']), { maxItems: 50 }),
    leftOut: Type.Array(LeftOut, { maxItems: 50 }),
    flip: Nullable(Flip),
  },
  { additionalProperties: false, description: 'kept as it is, for whoever asks later what was known' },
)
export type ShownRecommendation = Static<typeof ShownRecommendation>

export const ticketCandidates = {
  method: 'GET',
  url: '/api/tickets/:id/candidates',
  schema: {
    summary:
      'Units that could go, best first with what counts; near ones left out with the reason; what would change it',
    tags: ['dispatch'],
    params: Id,
    querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 9 })) }),
    response: { 200: Recommendation },
  },
} as const

/** Knows the place, closer than shown, the crew asked, special kit, training, other. */
export const overrideCodes = [
  'knows_place',
  'closer',
  'crew_asked',
  'special_kit',
  'training',
  'other',
] as const
export type OverrideCode = (typeof overrideCodes)[number]

export const Override = Type.Object(
  { code: OneOf(overrideCodes), text: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) },
  { additionalProperties: false, description: 'why not the first recommended; `other` says so in `text`' },
)
export type Override = Static<typeof Override>

/** What the console showed when it was decided, best first. */
export const Recommended = Type.Object(
  {
    unit: Type.Integer({ minimum: 1 }),
    etaSeconds: Type.Number({ minimum: 0 }),
    score: Type.Number({ minimum: 0 }),
    crossing: Nullable(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
)
export type Recommended = Static<typeof Recommended>
