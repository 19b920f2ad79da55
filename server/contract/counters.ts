/** Counters of halls and gates: readings, limits with hysteresis, and the action card that a crossing opens. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, LngLat, Ms, Nullable, OneOf, Version } from './endpoint.ts'

/** control 控流: inflow is held back; one_way 单向: people move one way only. */
export const effects = ['control', 'one_way'] as const
export type Effect = (typeof effects)[number]

export const counterKinds = ['hall', 'gate'] as const

export const CounterLimit = Type.Object({
  value: Type.Integer({ description: 'at so many or more a card is opened' }),
  clears: Type.Integer({ description: 'below so many the next crossing counts again' }),
  effect: OneOf(effects),
})
export type CounterLimit = Static<typeof CounterLimit>

export const Counter = Type.Object({
  id: Type.Integer(),
  version: Version,
  operation: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  kind: OneOf(counterKinds),
  place: LngLat,
  count: Nullable(Type.Integer({ description: 'people' })),
  readAt: Nullable(Ms),
  silentSeconds: Type.Integer({ description: 'silent for longer it is stale' }),
  limits: Type.Array(CounterLimit),
})
export type Counter = Static<typeof Counter>

/** ms since it was last heard where that is too long; Infinity where it never was; undefined where it is fresh. */
export function silentFor({ readAt, silentSeconds }: Counter, now: number): number | undefined {
  if (readAt === null) return Number.POSITIVE_INFINITY
  return now - readAt > silentSeconds * 1000 ? now - readAt : undefined
}

/** The highest limit that a count has reached; undefined below all of them. */
export const reachedLimit = ({ count, limits }: Counter): CounterLimit | undefined =>
  limits.filter(({ value }) => (count ?? 0) >= value).sort((one, other) => other.value - one.value)[0]

export type ArmedLimit = CounterLimit & { readonly armed: boolean }

/** A limit after a reading, and whether it was crossed upwards: once, until the count has been below `clears`. */
export function afterReading(limit: ArmedLimit, count: number): { armed: boolean; crossed: boolean } {
  if (limit.armed) return { armed: count < limit.value, crossed: count >= limit.value }
  return { armed: count < limit.clears, crossed: false }
}

export const Card = Type.Object({
  id: Type.Integer(),
  version: Version,
  counter: Type.Integer(),
  effect: OneOf(effects),
  value: Type.Integer({ description: 'the limit that was crossed' }),
  count: Type.Integer({ description: 'people when it was crossed' }),
  openedAt: Ms,
  steps: Type.Array(
    Type.Object({
      text: Type.String(),
      textEn: Type.String(),
      doneAt: Nullable(Ms),
      doneBy: Nullable(Type.String()),
    }),
  ),
  result: Nullable(Type.String()),
  closedAt: Nullable(Ms),
  closedBy: Nullable(Type.String()),
})
export type Card = Static<typeof Card>

export const sendReadings = {
  method: 'POST',
  url: '/api/expo/counters',
  schema: {
    summary:
      'Readings of counters; sending one again changes nothing, and a late one does not move its counter back',
    description: 'Authorization: Bearer <key of a counter source>',
    tags: ['expo'],
    body: Type.Array(
      Type.Object(
        {
          counter: Type.String({ minLength: 1, maxLength: 40, description: 'its code' }),
          at: Type.Integer({ minimum: 0, maximum: 4_102_444_800_000, description: 'ms UTC' }),
          count: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'people' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 500 },
    ),
    response: {
      200: Type.Object({
        accepted: Type.Integer(),
        late: Type.Integer({ description: 'kept, but older than what the counter shows' }),
        repeated: Type.Integer(),
        refused: Type.Array(Type.Object({ index: Type.Integer(), reason: Type.String() })),
      }),
    },
  },
} as const
export type Readings = Static<typeof sendReadings.schema.body>
export type ReadingsAnswer = Static<(typeof sendReadings.schema.response)[200]>

const cardCommand = <const Name extends string, T extends Type.TSchema>(
  name: Name,
  summary: string,
  body: T,
) =>
  ({
    method: 'POST',
    url: `/api/expo/cards/:id/${name}`,
    schema: { summary, tags: ['expo'], params: Id, headers: CommandHeaders, body, response: { 200: Card } },
  }) as const

export const doCardStep = cardCommand(
  'step',
  'A step of the card is done',
  Type.Object(
    { version: Version, step: Type.Integer({ minimum: 0, maximum: 99 }) },
    { additionalProperties: false },
  ),
)

export const closeCard = cardCommand(
  'close',
  'Close the card with its result; every step must be done',
  Type.Object(
    { version: Version, result: Type.String({ minLength: 1, maxLength: 500 }) },
    { additionalProperties: false },
  ),
)
