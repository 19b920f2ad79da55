/** The link is live under 2 s of silence, degraded up to 10 s, then down; and says what an outage cost. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusal } from './api.ts'
import {
  caughtUp,
  fetchingMissed,
  forgetLink,
  lookAtLink,
  lostConnection,
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
  opens()
  vi.advanceTimersByTime(12_000)
  lookAtLink(performance.now())
  expect(useLink.getState().state).toBe('down')
  expect(() => needLink()).toThrow(Refusal)
  expect(sawFrame(13_000)).toBe(true)
  fetchingMissed()
  expect(useLink.getState().state).toBe('resyncing')
  caughtUp({ count: 214, after: 1000, upTo: 1214 })
  expect(useLink.getState()).toMatchObject({ state: 'live', outage: { seconds: 12, count: 214 } })
  vi.advanceTimersByTime(10_000)
  expect(useLink.getState().outage).toBeNull()
})

test('before the first board nothing is sent', () => {
  expect(() => needLink()).toThrow(Refusal)
})

/** The board and the first frame are here; `at` is the server's time. */
function opens(at = 1000): void {
  fetchingMissed()
  caughtUp({ count: null, after: 0, upTo: 1000 })
  sawFrame(at)
}
const nothing = { count: 0, after: 1000, upTo: 1000 }

test('after a broken connection it is live once both events and positions are here', () => {
  opens()
  lostConnection()
  vi.advanceTimersByTime(5000)
  lookAtLink(performance.now())
  fetchingMissed()
  caughtUp(nothing)
  expect(useLink.getState()).toMatchObject({ state: 'resyncing', outage: null })
  sawFrame(6000)
  expect(useLink.getState()).toMatchObject({ state: 'live', outage: { seconds: 5, onlyPositions: false } })
})

test('positions that alone stood still for more than two seconds are told as that', () => {
  opens()
  vi.advanceTimersByTime(3000)
  lookAtLink(performance.now())
  expect(useLink.getState().state).toBe('degraded')
  expect(sawFrame(4000)).toBe(true)
  fetchingMissed()
  caughtUp(nothing)
  expect(useLink.getState()).toMatchObject({ state: 'live', outage: { seconds: 3, onlyPositions: true } })
})

test('a machine whose own clock stood still while it slept is told by the server’s how long it was', () => {
  opens()
  vi.advanceTimersByTime(100)
  expect(sawFrame(1000 + 3_600_000)).toBe(true)
  fetchingMissed()
  caughtUp(nothing)
  expect(useLink.getState().outage).toMatchObject({ seconds: 3600, onlyPositions: false })
})

test('a page that was busy reads the frames that waited, and was never away', () => {
  opens()
  vi.advanceTimersByTime(1500)
  for (let i = 1; i <= 15; i++) expect(sawFrame(1000 + i * 100)).toBe(false)
  expect(useLink.getState()).toMatchObject({ state: 'live', outage: null, lastData: 2400 })
})
