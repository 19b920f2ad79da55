/** How good the travel estimates are: what arrivals showed against what had been estimated. */
import Type, { type Static } from 'typebox'
import { Ms, Nullable, OneOf } from './endpoint.ts'
import { unitKinds } from './units.ts'

/** Seconds that arrivals came later (above 0) or sooner than estimated. */
const Spread = {
  count: Type.Integer(),
  median: Type.Number({ description: 'seconds; above 0: later than estimated' }),
  p10: Type.Number(),
  p90: Type.Number(),
}

export const KindCalibration = Type.Object({
  kind: OneOf(unitKinds),
  ...Spread,
  arrivals: Type.Array(Type.Object({ estimated: Type.Integer(), actual: Type.Integer(), at: Ms }), {
    description: 'the newest, seconds',
  }),
})
export type KindCalibration = Static<typeof KindCalibration>

export const Calibration = Type.Object({
  at: Ms,
  since: Ms,
  newest: Nullable(Ms),
  kinds: Type.Array(KindCalibration),
  hours: Type.Array(Type.Object({ hour: Type.Integer(), ...Spread })),
  crossings: Type.Array(Type.Object({ crossing: Type.String(), ...Spread })),
})
export type Calibration = Static<typeof Calibration>

export const readCalibration = {
  method: 'GET',
  url: '/api/dispatch/calibration',
  schema: {
    summary: 'Errors of the travel estimates by kind, hour in Shanghai and crossing',
    tags: ['dispatch'],
    querystring: Type.Object({
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 30 })),
    }),
    response: { 200: Calibration },
  },
} as const
