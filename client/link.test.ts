/** The link is live under 2 s of silence, degraded up to 10 s, then down; and says what an outage cost. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusal } from './api.ts'
import {
  caughtUp,
  fetchingMissed,
  forgetLink,
  lookAtLink,
  needLink,
  sawFrame,
  stateOfSilence,
  useLink,
} from './link.ts'

const opened = 60_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
  vi.stubGlobal('window', globalThis)
  vi.advanceTimersByTime(opened)
  forgetLink()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test.each([
  [0, 'live'],
  [1999, 'live'],
  [2000, 'degraded'],
  [10_000, 'degraded'],
  [10_001, 'down'],
])('after %i ms of silence it is %s', (silence, state) => {
  expect(stateOfSilence(silence)).toBe(state)
})

test('an outage is told with its length and what was caught up, and passes', () => {
  fetchingMissed()
  caughtUp(null)
  sawFrame(1000)
  vi.advanceTimersByTime(12_000)
  lookAtLink(performance.now())
  expect(useLink.getState().state).toBe('down')
  expect(() => needLink()).toThrow(Refusal)
  expect(sawFrame(13_000)).toBe(true)
  fetchingMissed()
  expect(useLink.getState().state).toBe('resyncing')
  caughtUp(214)
  expect(useLink.getState()).toMatchObject({ state: 'live', outage: { seconds: 12, count: 214 } })
  vi.advanceTimersByTime(10_000)
  expect(useLink.getState().outage).toBeNull()
})

test('before the first board nothing is sent', () => {
  expect(() => needLink()).toThrow(Refusal)
})
