/** Who complained: masked for everybody, whole for who has the right, and every such reading is in the log. */
import Type, { type Static } from 'typebox'
import { Id } from './endpoint.ts'

const Shown = Type.Object({
  name: Type.String(),
  phone: Type.String(),
  whole: Type.Boolean({ description: 'false: parts are masked' }),
})
export type ShownComplainant = Static<typeof Shown>

export const readComplainant = {
  method: 'GET',
  url: '/api/tickets/:id/complainant',
  schema: {
    summary: 'Who complained, masked',
    tags: ['tickets'],
    params: Id,
    response: { 200: Shown },
  },
} as const

export const revealComplainant = {
  method: 'POST',
  url: '/api/tickets/:id/complainant',
  schema: {
    summary: 'Who complained, whole; the reading is entered in the log with the reader',
    tags: ['tickets'],
    params: Id,
    response: { 200: Shown },
  },
} as const
