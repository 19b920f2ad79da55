/** The gate's own code: shown on its screen, opened by a called officer's phone, which checks in by it. */
import Type from 'typebox'
import { CommandHeaders, Id, Ms } from './endpoint.ts'
import { Reinforcement } from './muster.ts'

export const readGateCode = {
  method: 'GET',
  url: '/api/expo/operations/:id/gate-code',
  schema: {
    summary: 'The code of the gate now; it holds until `until` and a minute longer',
    tags: ['expo'],
    params: Id,
    response: { 200: Type.Object({ code: Type.String(), until: Ms }) },
  },
} as const

export const checkInHere = {
  method: 'POST',
  url: '/api/expo/check-in-here',
  schema: {
    summary: 'A called officer checks in by the code that the gate shows',
    tags: ['expo'],
    headers: CommandHeaders,
    body: Type.Object(
      { code: Type.String({ minLength: 1, maxLength: 40 }) },
      { additionalProperties: false },
    ),
    response: { 200: Reinforcement },
  },
} as const

/** The page that a phone's camera opens. */
export const gateLink = (origin: string, code: string): string =>
  `${origin}/field?gate=${encodeURIComponent(code)}`
