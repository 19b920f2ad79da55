/** The queue is by priority, then by who waits longest. */
import { expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { casesOf, queue } from './queue.ts'

const ticket = (id: number, priority: number, openedAt: number, state: Ticket['state'] = 'filed') =>
  ({ id, priority, openedAt, state, openedBy: 'other' }) as unknown as Ticket
const ids = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id)

test('P1 comes first, then the oldest, then the lower number', () => {
  const tickets = [ticket(1, 3, 100), ticket(2, 1, 300), ticket(3, 3, 50), ticket(5, 2, 10), ticket(4, 2, 10)]
  expect(ids(queue(tickets, 'waiting'))).toEqual([2, 4, 5, 3, 1])
})

test('the queue of waiting cases holds those nobody was sent to', () => {
  const tickets = [
    ticket(1, 1, 1, 'dispatched'),
    ticket(2, 2, 2),
    ticket(3, 3, 3, 'closed'),
    ticket(4, 4, 4, 'reported'),
  ]
  expect(ids(queue(tickets, 'waiting'))).toEqual([2])
  expect(ids(queue(tickets, 'all'))).toEqual([1, 2, 4])
  expect(ids(queue(tickets, 'check'))).toEqual([4])
})

test('mine are the open cases I opened or sent somebody to', () => {
  const tickets = [
    { ...ticket(1, 1, 1), openedBy: 'me' },
    ticket(2, 2, 2),
    ticket(3, 3, 3),
    ticket(4, 1, 4, 'closed'),
  ]
  const assignments = [
    { ticket: 3, dispatchedBy: 'me' },
    { ticket: 4, dispatchedBy: 'me' },
  ] as Assignment[]
  expect(ids(queue(tickets, 'mine', casesOf('me', tickets, assignments)))).toEqual([1, 3])
})
