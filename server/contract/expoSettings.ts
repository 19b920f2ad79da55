/** What an operation goes by: least strengths of rings, limits of steps, limits of counters, and the steps of action cards. */
import Type, { type Static } from 'typebox'
import { Counter, CounterLimit, effects } from './counters.ts'
import { CommandHeaders, Id, OneOf, Version } from './endpoint.ts'
import { operationCommand } from './expo.ts'
import { limitedSteps } from './limits.ts'

export const Minimum = Type.Object(
  {
    phase: Type.Integer({ minimum: 1, maximum: 4 }),
    fromHour: Type.Integer({ minimum: 0, maximum: 23, description: 'of the day in Shanghai' }),
    toHour: Type.Integer({ minimum: 1, maximum: 24 }),
    least: Type.Integer({ minimum: 0, maximum: 999, description: 'units; where several hold, the most' }),
  },
  { additionalProperties: false },
)
export type Minimum = Static<typeof Minimum>

export const changeMinima = operationCommand(
  'minima',
  'How many units a ring needs, by phase and hour; takes the place of what was',
  Type.Object(
    { version: Version, zone: Type.Integer(), minima: Type.Array(Minimum, { maxItems: 96 }) },
    { additionalProperties: false },
  ),
)

export const changeLimits = operationCommand(
  'limits',
  'How long steps may take inside its rings while it is switched on, and reliefs at its posts; takes the place of what was',
  Type.Object(
    {
      version: Version,
      reliefSeconds: Type.Integer({ minimum: 0, maximum: 7_200 }),
      limits: Type.Array(
        Type.Object(
          {
            step: OneOf(limitedSteps),
            priority: Type.Integer({ minimum: 1, maximum: 4 }),
            seconds: Type.Integer({ minimum: 10, maximum: 86_400 }),
          },
          { additionalProperties: false },
        ),
        { maxItems: 12 },
      ),
    },
    { additionalProperties: false },
  ),
)

const Threshold = Type.Object(
  {
    value: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    clears: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    effect: CounterLimit.properties.effect,
  },
  { additionalProperties: false },
)

/** A counter's version moves with every reading: `seen` are the limits that are replaced. */
export const changeCounterLimits = {
  method: 'POST',
  url: '/api/expo/counters/:id/limits',
  schema: {
    summary: 'At how many people a counter opens a card, and below how many the next crossing counts again',
    tags: ['expo'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      { seen: Type.Array(Threshold), limits: Type.Array(Threshold, { maxItems: 8 }) },
      { additionalProperties: false },
    ),
    response: { 200: Counter },
  },
} as const

export const CardStep = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 200 }),
    textEn: Type.String({ minLength: 1, maxLength: 300 }),
  },
  { additionalProperties: false },
)
export type CardStep = Static<typeof CardStep>

const Steps = Type.Array(CardStep, { minItems: 1, maxItems: 20 })
const AllSteps = Type.Object({ control: Type.Array(CardStep), one_way: Type.Array(CardStep) })
export type AllSteps = Static<typeof AllSteps>

export const readCardSteps = {
  method: 'GET',
  url: '/api/expo/card-steps',
  schema: {
    summary: 'What is to be done when a counter passes a limit, by effect: the steps of the next card',
    tags: ['expo'],
    response: { 200: AllSteps },
  },
} as const

export const changeCardSteps = {
  method: 'POST',
  url: '/api/expo/card-steps/:effect',
  schema: {
    summary: 'Other steps for the next cards of an effect; open cards keep theirs',
    tags: ['expo'],
    params: Type.Object({ effect: OneOf(effects) }),
    headers: CommandHeaders,
    body: Type.Object({ seen: Type.Array(CardStep), steps: Steps }, { additionalProperties: false }),
    response: { 200: AllSteps },
  },
} as const
