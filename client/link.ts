/** How the link to the server is: live, degraded or down by the time since the last frame, and what an outage cost. */
import { create } from 'zustand'
import { Refusal } from './api.ts'
import { isReplaying, useIsReplaying } from './clock.ts'
import { en, zh } from './ui/words/link.ts'

export type LinkState = 'connecting' | 'live' | 'degraded' | 'down' | 'resyncing'

/** The events caught up after an outage, those after `after` up to `upTo`; `count` is null where the whole board was loaded again. */
export type CaughtUp = { readonly count: number | null; readonly after: number; readonly upTo: number }

/** `onlyPositions`: the connection held, and no event was late: nothing but positions stood still. */
export type Outage = CaughtUp & { readonly seconds: number; readonly onlyPositions: boolean }

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
const DOWN_AFTER = 10_000
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

/** Nor into the past. */
export function useMayCommand(): boolean {
  const linked = useLink((link) => mayCommand(link.state))
  return !useIsReplaying() && linked
}

/** Throws while the link is down, for what is not confirmed must not look done; and in replay. */
export function needLink(): void {
  if (isReplaying()) {
    const message = { zh: zh.refusedInReplay, en: en.refusedInReplay }
    throw new Refusal({ status: 0, code: 'replay', message })
  }
  needServer()
}

/** For what is said of the past, and changes nothing of now: it may be said in replay as well. */
export function needServer(): void {
  if (mayCommand(useLink.getState().state)) return
  const message = { zh: zh.refusedWhileDown, en: en.refusedWhileDown }
  throw new Refusal({ status: 0, code: 'link_down', message })
}

/** On the page's own clock (`performance.now`), which nobody sets back. */
let lastFrame = 0
let blindSince: number | null = null
/** What is missing until everything is here again. */
let factsMissing = false
let framesMissing = true
/** The connection broke, or the page slept, since everything was last here. */
let wasAway = false
let caught: CaughtUp | null = null

/** A frame that could be read came; `at`: when the server sent it, ms UTC. Answers whether it ended a silence. */
export function sawFrame(at: number): boolean {
  const now = performance.now()
  const { state, lastData } = useLink.getState()
  // The page's clock may stand still while the machine sleeps: then only the server's tells how long that was.
  const unnoticed = lastFrame === 0 || lastData === null ? 0 : at - lastData - (now - lastFrame)
  const woken = unnoticed > LIVE_UNDER && now > OPENING
  if (woken) goneAway(now - (at - (lastData ?? at)))
  lastFrame = now
  framesMissing = false
  const ended = !factsMissing && (woken || state === 'degraded' || state === 'down')
  // The screens show tenths of seconds, not each frame.
  if (state === 'live' && !ended && at - (lastData ?? 0) < 200) return ended
  useLink.setState({ silence: 0, lastData: at, state: stateAfterFrame(state) })
  // What the silence held back is fetched first.
  if (!ended) settle()
  return ended
}

function stateAfterFrame(state: LinkState): LinkState {
  if (state === 'connecting') return state
  return factsMissing ? 'resyncing' : 'live'
}

/** The person sees nothing new since `since` (page clock), or since the last frame. */
function goneBlind(since: number): void {
  blindSince = Math.min(blindSince ?? since, since)
}

/** The connection broke or the page slept: the person sees nothing new since then, or since the last frame. */
export function goneAway(since: number = lastFrame || performance.now()): void {
  goneBlind(since)
  wasAway = true
}

/** The connection broke: what comes next does not follow what came before. */
export function lostConnection(): void {
  goneAway()
  framesMissing = true
}

/** What was missed is being fetched. */
export function fetchingMissed(): void {
  factsMissing = true
  if (useLink.getState().state !== 'connecting') useLink.setState({ state: 'resyncing' })
}

/** The events are here again. */
export function caughtUp(events: CaughtUp): void {
  factsMissing = false
  caught = caught ? joined(caught, events) : events
  settle()
}

/** The events are here, and the outage is told once the positions are too. */
export const waitsForPositions = (): boolean => caught !== null

const joined = (one: CaughtUp, next: CaughtUp): CaughtUp => ({
  count: one.count === null || next.count === null ? null : one.count + next.count,
  after: one.after,
  upTo: next.upTo,
})

/** Once events and positions are both here again, says what it cost where that took longer than live data may be late. */
function settle(): void {
  const silent = performance.now() - lastFrame >= LIVE_UNDER
  if (factsMissing || framesMissing || silent || caught === null) return
  const seconds = blindSince === null ? 0 : (performance.now() - blindSince) / 1000
  const outage: Outage = {
    ...caught,
    seconds: Math.round(seconds),
    onlyPositions: !wasAway && caught.count === 0,
  }
  blindSince = null
  wasAway = false
  caught = null
  useLink.setState({ state: 'live' })
  if (seconds * 1000 < LIVE_UNDER) return
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
  if (now > OPENING) goneBlind(lastFrame)
  useLink.setState({ silence, state: stateOfSilence(silence) })
}

export function forgetLink(): void {
  lastFrame = 0
  blindSince = null
  factsMissing = false
  framesMissing = true
  wasAway = false
  caught = null
  useLink.setState(start, true)
}
