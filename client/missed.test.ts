/** What an outage is said to have cost is what the log has of it. */
import { expect, test } from 'vitest'
import type { Event } from '#contract/events.ts'
import { letInEvent } from './facts.ts'
import { caughtUp, forgetLink, lostConnection, useLink } from './link.ts'
import { countMissed } from './missed.ts'

const noted = (number: number, received: number): Event => ({
  number,
  happened: received,
  received,
  actor: 'dispatcher',
  kind: 'ticket.noted',
  subject: 'ticket/1',
  units: [],
  body: {},
})

test('an event that comes while the positions are still missing is counted with the outage', () => {
  forgetLink()
  const missed = countMissed()
  const see = (how: 'fetched' | 'heard', number: number, received: number) => {
    missed[how](noted(number, received))
    letInEvent(noted(number, received))
  }
  lostConnection()
  const before = Date.now() - 12_000
  for (const number of [1, 2, 3]) see('fetched', number, before)
  caughtUp(missed.take())
  expect(useLink.getState().state).not.toBe('live')
  see('heard', 4, Date.now())
  see('fetched', 5, Date.now())
  expect(missed.take()).toEqual({ count: 2, after: 3, upTo: 5 })
})
