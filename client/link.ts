/** How the link to the server is: live, degraded or down by the time since the last frame, and what an outage cost. */
import { create } from 'zustand'
import { Refusal } from './api.ts'
import { en, zh } from './ui/words/link.ts'

export type LinkState = 'connecting' | 'live' | 'degraded' | 'down' | 'resyncing'

/** What was caught up after an outage; `count` is null where the whole board was loaded again. */
export type Outage = { readonly seconds: number; readonly count: number | null }

export type Link = {
  readonly state: LinkState
  /** Since the last frame, in ms. */
  readonly silence: number
  /** When the last frame came, server time in ms UTC; null before the first. */
  readonly lastData: number | null
  readonly outage: Outage | null
  readonly newBuild: boolean
  /** How far this machine's clock is off, in ms, where that is worth saying; else 0. */
  readonly skew: number
}

export const LIVE_UNDER = 2000
export const DOWN_AFTER = 10_000
/** While the page opens, making the map keeps it busy for as long as a short outage: that is no outage. */
export const OPENING = 20_000
/** How long the sentence about an outage stays. */
const OUTAGE_SHOWN = 10_000

const start: Link = {
  state: 'connecting',
  silence: 0,
  lastData: null,
  outage: null,
  newBuild: false,
  skew: 0,
}
export const useLink = create<Link>(() => start)

/** The state by the silence since the last frame, in ms. */
export function stateOfSilence(silence: number): 'live' | 'degraded' | 'down' {
  if (silence < LIVE_UNDER) return 'live'
  return silence <= DOWN_AFTER ? 'degraded' : 'down'
}

/** While the link is down, or not there yet, the desk sends nothing. */
export const mayCommand = (state: LinkState): boolean => state !== 'down' && state !== 'connecting'
export const useMayCommand = (): boolean => useLink((link) => mayCommand(link.state))

/** Throws while the link is down: what is not confirmed must not look done. */
export function needLink(): void {
  if (mayCommand(useLink.getState().state)) return
  const message = { zh: zh.refusedWhileDown, en: en.refusedWhileDown }
  throw new Refusal({ status: 0, code: 'link_down', message })
}

/** On the page's own clock (`performance.now`), which nobody sets back. */
let lastFrame = 0
let blindSince: number | null = null
let fetching = false

/** A frame came, at `at` by the server's clock. Answers whether it ended a silence. */
export function sawFrame(at: number): boolean {
  lastFrame = performance.now()
  const { state, lastData } = useLink.getState()
  const ended = !fetching && (state === 'degraded' || state === 'down')
  // The screens show tenths of seconds, not each frame.
  if (state === 'live' && at - (lastData ?? 0) < 200) return ended
  const next = fetching || state === 'connecting' ? state : 'live'
  useLink.setState({ silence: 0, lastData: at, state: next })
  return ended
}

/** The person sees nothing new since `since` (page clock), or since the last frame. */
export function goneBlind(since: number = lastFrame): void {
  blindSince ??= since
}

/** What was missed is being fetched. */
export function fetchingMissed(): void {
  fetching = true
  if (useLink.getState().state !== 'connecting') useLink.setState({ state: 'resyncing' })
}

/** Everything is here again; says what it cost where that took longer than live data may be late. */
export function caughtUp(count: number | null): void {
  fetching = false
  const seconds = blindSince === null ? 0 : Math.round((performance.now() - blindSince) / 1000)
  blindSince = null
  useLink.setState({ state: 'live' })
  if (seconds < LIVE_UNDER / 1000) return
  const outage: Outage = { seconds, count }
  useLink.setState({ outage })
  window.setTimeout(() => {
    if (useLink.getState().outage === outage) useLink.setState({ outage: null })
  }, OUTAGE_SHOWN)
}

/** Looks at how long it has been silent; `now` on the page's clock. */
export function lookAtLink(now: number): void {
  if (lastFrame === 0) return
  const silence = now - lastFrame
  if (silence < LIVE_UNDER) {
    if (silence > 400) useLink.setState({ silence })
    return
  }
  if (now > OPENING) goneBlind()
  useLink.setState({ silence, state: stateOfSilence(silence) })
}

export function forgetLink(): void {
  lastFrame = 0
  blindSince = null
  fetching = false
  useLink.setState(start, true)
}
