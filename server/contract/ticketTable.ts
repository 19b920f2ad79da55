/** Tickets as a table to open in a spreadsheet. */
import Type from 'typebox'
import { OneOf } from './endpoint.ts'
import { ticketStates } from './ticketMoves.ts'
import { ticketSources } from './tickets.ts'

/** Answers text/csv: UTF-8 with its mark, RFC 4180; a cell that a spreadsheet would reckon begins with an apostrophe. */
export const exportTickets = {
  method: 'GET',
  url: '/api/tickets.csv',
  query: Type.Object({
    state: Type.Optional(OneOf([...ticketStates, 'open'])),
    source: Type.Optional(OneOf(ticketSources)),
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50_000, default: 10_000 })),
  }),
} as const
