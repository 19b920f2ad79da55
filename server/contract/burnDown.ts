/** How what a phase has to reach was reached over its time: counted from the log, never typed in. */
import Type, { type Static } from 'typebox'
import { Id, Ms } from './endpoint.ts'

export const BurnDown = Type.Object({
  at: Ms,
  phase: Type.Integer(),
  total: Type.Integer({ description: 'items of the phase' }),
  from: Type.Integer({ description: 'when the phase began, by plan or by whoever went to it, ms UTC' }),
  to: Type.Integer({ description: 'when it is to end, ms UTC' }),
  points: Type.Array(
    Type.Object({
      at: Type.Integer(),
      open: Type.Integer({ description: 'items that were open from then on' }),
    }),
    { description: 'the first at `from`, then one for each change; none before the phase begins' },
  ),
})
export type BurnDown = Static<typeof BurnDown>

export const readBurnDown = {
  method: 'GET',
  url: '/api/expo/operations/:id/burn-down',
  schema: {
    summary: 'Open items of the phase it is in, over the time of the phase',
    tags: ['expo'],
    params: Id,
    response: { 200: BurnDown },
  },
} as const
