/** The buttons of a case are those the server would accept, and what stands in the way is named. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Role } from '#contract/roles.ts'
import { ticketStates } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Act, type Known, offersOf } from './offers.ts'

const at = Date.parse('2026-11-23T10:00+08:00')
const handling = {
  name: 'handling',
  startedAt: at,
  dueAt: at,
  totalMs: 1,
  mostMs: null,
  pausedAt: null,
  stoppedAt: null,
}
const ticket = (change: object = {}): Ticket =>
  ({
    state: 'filed',
    source: 'hotline',
    organisation: null,
    clocks: [{ ...handling, name: 'first_contact' }, handling],
    extension: null,
    transfer: null,
    supervised: null,
    disposition: null,
    feedback: null,
    photos: [],
    photosBefore: [],
    closedAt: null,
    ...change,
  }) as unknown as Ticket
const known = (role: Known['account']['role'], change: Partial<Known> = {}): Known => ({
  account: { role, username: 'me' },
  now: at,
  evidence: 'both',
  reopenDays: 30,
  dispatchedByMe: false,
  ...change,
})
const named = (of: Ticket, by: Known): Act[] => offersOf(of, by).map(({ act }) => act)

test('a waiting complaint can be contacted about, suspended, extended, transferred, returned and cancelled', () => {
  expect(named(ticket(), known('dispatcher'))).toEqual([
    'contact',
    'note',
    'prioritise',
    'extend',
    'suspend',
    'transfer',
    'returnSource',
    'cancel',
  ])
})

test('of what a case lacks to be closed one thing is named, beside the disabled button', () => {
  const report = { state: 'reported', disposition: 'order', feedback: '已整改', photos: ['a'] }
  const why = (change: object) =>
    offersOf(ticket({ ...report, ...change }), known('duty')).find(({ act }) => act === 'pass')?.why
  expect(why({})).toBe('before')
  expect(why({ photosBefore: ['a'] })).toBe('after')
  expect(why({ feedback: '' })).toBe('feedback')
  expect(why({ photos: ['a', 'b'], photosBefore: ['a'] })).toBeNull()
})

test('who dispatched does not check, who asked does not decide', () => {
  const asked = { amount: 1, unit: 'working_days', reason: '', by: 'me', at }
  const offers = offersOf(
    ticket({ state: 'reported', extension: asked }),
    known('duty', { dispatchedByMe: true }),
  )
  expect(offers.filter(({ why }) => why !== null)).toEqual([
    { act: 'pass', why: 'checkOther' },
    { act: 'back', why: 'checkOther' },
    { act: 'approve', why: 'decideOther' },
    { act: 'refuse', why: 'decideOther' },
  ])
})

test('a closed case can be reopened until its term is over', () => {
  const closed = ticket({ state: 'closed', closedAt: at })
  expect(named(closed, known('supervisor'))).toEqual(['note', 'reopen'])
  expect(named(closed, known('supervisor', { now: at + 31 * 86_400_000 }))).toEqual(['note'])
})

test('an auditor and a wall are offered nothing in any state', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ticketStates),
      fc.constantFrom('auditor', 'wall', 'admin'),
      (state, role) => {
        expect(named(ticket({ state }), known(role as Role))).toEqual([])
      },
    ),
  )
})
