/** Of two cases the one that work has begun on leads, else the earlier. */
import { expect, test } from 'vitest'
import type { Ticket } from '#contract/tickets.ts'
import { complaintsByLead } from './counts.ts'
import { direction } from './direction.ts'

const ticket = (id: number, openedAt: number, state: Ticket['state'] = 'filed', lead: number | null = null) =>
  ({ id, openedAt, state, lead }) as unknown as Ticket

test.each([
  ['of two that wait the later follows', ticket(1, 10), ticket(2, 20), 2],
  ['whichever is named first', ticket(2, 20), ticket(1, 10), 2],
  ['a case that units were sent to leads, though it is later', ticket(1, 10), ticket(2, 20, 'dispatched'), 1],
  ['of two opened at once the higher number follows', ticket(4, 10), ticket(3, 10), 4],
])('%s', (_, one, other, follows) => {
  expect(direction(one, other).from.id).toBe(follows)
})

test('a problem counts its lead and whatever was fused into it', () => {
  const tickets = [ticket(1, 1), ticket(2, 2, 'merged', 1), ticket(3, 3, 'merged', 1), ticket(4, 4)]
  const counts = complaintsByLead(new Map(tickets.map((each) => [each.id, each])))
  expect([...counts]).toEqual([[1, 3]])
})
