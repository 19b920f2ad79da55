/** Coverage: when each segment of bank and patrol road was last passed and by what, against how often it should be. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Ms, OneOf } from './endpoint.ts'

/** 人巡, 车巡 (e-bikes too), 船巡, 技巡, 固守: a unit that stood its ground there. */
export const coverageModes = ['foot', 'car', 'boat', 'video', 'post'] as const
export type CoverageMode = (typeof coverageModes)[number]

/** `any`: by whichever mode but boats, for who looks from the water has not walked the shore. */
export const coverageViews = ['any', ...coverageModes] as const
export type CoverageView = (typeof coverageViews)[number]
export const modesOf = (view: CoverageView): readonly CoverageMode[] =>
  view === 'any' ? coverageModes.filter((mode) => mode !== 'boat') : [view]

const Ends = Type.Array(Type.Integer(), {
  description: 'four numbers a segment: longitude, latitude of either end in millionths of a degree',
})

export const Segments = Type.Object({
  version: Type.String(),
  ids: Type.Array(Type.Integer()),
  zones: Type.Array(Type.Integer(), { description: 'the reach or ring each belongs to' }),
  bearings: Type.Array(Type.Integer(), { description: 'degrees from north, from end to end' }),
  metres: Type.Array(Type.Number()),
  ends: Ends,
})
export type Segments = Static<typeof Segments>

export const readSegments = {
  method: 'GET',
  url: '/api/coverage/segments',
  schema: {
    summary: 'The segments in one order, with an ETag: asked for once',
    tags: ['coverage'],
    querystring: Type.Object({ at: Type.Optional(Ms) }),
    response: { 200: Segments },
  },
} as const

const Minutes = Type.Array(Type.Number(), { description: 'by segment; -1: never passed' })

/** `changed` in place of `minutes` where `since` was given: index of the segment, index of the mode, when it was passed. */
export const Coverage = Type.Object({
  at: Ms,
  segments: Type.String({ description: 'the version of the segments the arrays stand for' }),
  minutes: Type.Optional(Type.Record(Type.String(), Minutes)),
  changed: Type.Optional(Type.Array(Type.Integer())),
})
export type Coverage = Static<typeof Coverage>

export const readCoverage = {
  method: 'GET',
  url: '/api/coverage',
  schema: {
    summary: 'Minutes since each segment was last passed, by mode',
    description: '`at`: as it was known then. `since`: only what changed since the `at` of an answer before',
    tags: ['coverage'],
    querystring: Type.Object({
      at: Type.Optional(Ms),
      since: Type.Optional(Ms),
      mode: Type.Optional(OneOf(coverageModes)),
    }),
    response: { 200: Coverage },
  },
} as const

/** What a reach or ring is short of. Segments by their index in the order of `Segments`, along the bank or road. */
export const Debt = Type.Object({
  zone: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  target: Type.Integer({ description: 'minutes' }),
  kilometreMinutes: Type.Number({ description: 'minutes over the target × length, summed up' }),
  metres: Type.Integer({ description: 'length over its target' }),
  longest: Type.Integer({ description: 'minutes since the longest neglected one was passed' }),
  never: Type.Integer({ description: 'how many of them were never passed' }),
  segments: Type.Array(Type.Integer()),
})
export type Debt = Static<typeof Debt>

export const readDebts = {
  method: 'GET',
  url: '/api/coverage/debts',
  schema: {
    summary: 'Reaches and rings that are over their target, worst first',
    tags: ['coverage'],
    querystring: Type.Object({
      mode: Type.Optional(OneOf(coverageViews)),
      at: Type.Optional(Ms),
    }),
    response: {
      200: Type.Object({ at: Ms, segments: Type.String(), debts: Type.Array(Debt) }),
    },
  },
} as const

export const PassCount = Type.Object({
  zone: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  mode: OneOf(coverageModes),
  shift: Type.String(),
  shiftEn: Type.String(),
  passes: Type.Integer({ description: '条次: segments passed from end to end' }),
})
export type PassCount = Static<typeof PassCount>

export const readPasses = {
  method: 'GET',
  url: '/api/coverage/passes',
  schema: {
    summary: 'Counts of passes (条次) by zone, mode and shift',
    tags: ['coverage'],
    querystring: Type.Object({ from: Ms, to: Ms, zone: Type.Optional(Type.Integer()) }),
    response: { 200: Type.Object({ at: Ms, counts: Type.Array(PassCount) }) },
  },
} as const

export const markPassed = {
  method: 'POST',
  url: '/api/coverage/mark',
  schema: {
    summary: 'The video desk has looked a stretch over',
    tags: ['coverage'],
    headers: CommandHeaders,
    body: Type.Object(
      {
        segments: Type.Array(Type.Integer({ minimum: 1 }), {
          minItems: 1,
          maxItems: 2_000,
          description: 'ids, as `readSegments` names them',
        }),
        from: Ms,
        to: Ms,
      },
      { additionalProperties: false },
    ),
    response: { 200: Type.Object({ marked: Type.Integer() }) },
  },
} as const
