/** The law of a place and time: rules by behaviour, zone and calendar, and what follows from them at one point and moment. */
import Type, { type Static } from 'typebox'
import { zoneKinds } from './city.ts'
import { LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'

/** From the mildest to the strictest: where rules tie, the stricter holds. */
export const effects = ['allowed', 'restricted', 'forbidden'] as const
export type Effect = (typeof effects)[number]

const Minute = (most: number) => Type.Integer({ minimum: 0, maximum: most })

/**
 * From one minute to another of a day in Shanghai. Beyond 1440 they run into the next day, and belong to the day on
 * which they began: Friday 22:00 to 02:00 is `{ from: 1320, to: 1560 }` of Friday. 24 hours at most.
 */
export const Hours = Type.Object({ from: Minute(1439), to: Minute(2880) }, { additionalProperties: false })
export type Hours = Static<typeof Hours>

export const Weekly = Type.Object(
  {
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      description: '1 is Monday, 7 Sunday',
    }),
    from: Minute(1439),
    to: Minute(2880),
  },
  { additionalProperties: false },
)
export type Weekly = Static<typeof Weekly>

export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'yyyy-mm-dd in Shanghai' })

/** Days from one to another; the days off of the holiday table; or its make-up working days. */
export const exceptionKinds = ['dates', 'holiday', 'make_up'] as const

/** On its days the hours of the week do not count; where several match a day, the first of the list does. */
export const CalendarException = Type.Object(
  {
    on: OneOf(exceptionKinds),
    from: Nullable(Day),
    to: Nullable(Day),
    hours: Type.Array(Hours, { maxItems: 12, description: 'none: the rule is silent on these days' }),
    effect: Nullable(OneOf(effects, 'null: the effect of the rule')),
  },
  { additionalProperties: false },
)
export type CalendarException = Static<typeof CalendarException>

/** When a rule speaks. Outside of it a less specific rule does, or the behaviour's default. */
export const Calendar = Type.Object(
  { week: Type.Array(Weekly, { maxItems: 50 }), exceptions: Type.Array(CalendarException, { maxItems: 50 }) },
  { additionalProperties: false },
)
export type Calendar = Static<typeof Calendar>

export const Fine = Type.Object(
  { from: Type.Integer({ minimum: 0 }), to: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false, description: 'yuan' },
)
export type Fine = Static<typeof Fine>

export const rivers = ['huangpu', 'suzhou'] as const

/** Where a rule holds: one zone; every zone of a kind, of one river or any; every reach of a river; or everywhere. */
const scope = {
  zone: Nullable(Type.Integer({ minimum: 1 })),
  kind: Nullable(OneOf(zoneKinds)),
  river: Nullable(OneOf(rivers)),
}

const Text = (most: number) => Type.String({ maxLength: most })

/** What a rule states. */
export const stated = {
  ...scope,
  effect: OneOf(effects),
  calendar: Calendar,
  article: Nullable(Text(200)),
  fine: Nullable(Fine),
  conditions: Text(500),
  conditionsEn: Text(500),
  configurable: Type.Boolean({ description: 'not from an official text: to be confirmed or changed' }),
}

/** A rule as one of its versions states it. Versions are never changed: a later one speaks from `validFrom` on. */
export const Rule = Type.Object({
  id: Type.Integer(),
  version: Version,
  behaviour: Type.String(),
  ...stated,
  validFrom: Ms,
  validTo: Nullable(Ms),
  ended: Type.Boolean({ description: 'from `validFrom` on the rule says nothing any more' }),
  recordedAt: Ms,
  recordedBy: Type.String(),
  reason: Type.String(),
})
export type Rule = Static<typeof Rule>

/** What people do; the version that began last holds. */
export const Behaviour = Type.Object({
  code: Type.String(),
  version: Version,
  name: Type.String(),
  nameEn: Type.String(),
  category: Type.String({ description: 'the ticket category it belongs to' }),
  effect: OneOf(effects, 'where no rule speaks'),
  configurable: Type.Boolean(),
  validFrom: Ms,
  recordedBy: Type.String(),
  reason: Type.String(),
})
export type Behaviour = Static<typeof Behaviour>

export const ZoneName = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
})
export type ZoneName = Static<typeof ZoneName>

/** One behaviour at one place and moment; without a rule the behaviour's default speaks. */
export const Verdict = Type.Object({
  behaviour: Behaviour,
  effect: OneOf(effects),
  rule: Nullable(Type.Integer()),
  version: Nullable(Type.Integer()),
  article: Nullable(Type.String()),
  fine: Nullable(Fine),
  zone: Nullable(ZoneName),
  conditions: Type.String(),
  conditionsEn: Type.String(),
  configurable: Type.Boolean(),
  exception: Type.Boolean({ description: 'an exception of its calendar speaks, not the week' }),
  changes: Nullable(
    Type.Object(
      { at: Ms, effect: OneOf(effects) },
      { description: 'when the effect is another; null: never' },
    ),
  ),
})
export type Verdict = Static<typeof Verdict>

/** China has had no summer time since 1991: every day of the law has 24 hours. */
const FIRST = Date.UTC(1992, 0, 1)

export const readLaw = {
  method: 'GET',
  url: '/api/law',
  schema: {
    summary: 'What is allowed, restricted and forbidden at a place and moment, and when that changes',
    tags: ['rules'],
    querystring: Type.Object({
      lng: Type.Number({ minimum: -180, maximum: 180 }),
      lat: Type.Number({ minimum: -90, maximum: 90 }),
      at: Type.Optional(Type.Integer({ minimum: FIRST, description: 'ms UTC; now where not given' })),
    }),
    response: {
      200: Type.Object({
        at: Ms,
        place: LngLat,
        zones: Type.Array(ZoneName, { description: 'those it lies in, the smallest first' }),
        verdicts: Type.Array(Verdict),
      }),
    },
  },
} as const

export const readRules = {
  method: 'GET',
  url: '/api/rules',
  schema: {
    summary: 'Behaviours and rules, each with every version',
    tags: ['rules'],
    querystring: Type.Object({
      behaviour: Type.Optional(Type.String({ maxLength: 40 })),
      zone: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    response: { 200: Type.Object({ behaviours: Type.Array(Behaviour), rules: Type.Array(Rule) }) },
  },
} as const

/** What the law of its day said about a ticket, at the moment it happened. */
export const TicketLaw = Type.Object({
  behaviour: Type.String(),
  effect: OneOf(effects),
  rule: Nullable(Type.Integer()),
  version: Nullable(Type.Integer()),
  article: Nullable(Type.String()),
  fine: Nullable(Fine),
  note: Type.String({ description: 'the conditions of the rule' }),
  noteEn: Type.String(),
  configurable: Type.Boolean(),
  at: Ms,
})
export type TicketLaw = Static<typeof TicketLaw>
