/** Time is one shared object: live, or replay at a past moment. Every view reads it and none keeps its own. */
import { create } from 'zustand'
import type { Knowing } from '#contract/replay.ts'

/** `at` in ms UTC; `speed` below 0 goes back; `knowing`: the past as it was, or as the center knew it then. */
export type Replay = {
  readonly mode: 'replay'
  readonly at: number
  readonly speed: number
  readonly playing: boolean
  readonly knowing: Knowing
}
export type Clock = { readonly mode: 'live' } | Replay

export const useClock = create<{ clock: Clock }>(() => ({ clock: { mode: 'live' } }))

let serverAhead = 0
let measured = false
/** This machine's clock less the page's own, which nobody sets; ms. */
let drift = 0
const CLOCK_WAS_SET = 1000

/** The server's time now, in ms UTC: this machine's clock corrected by the offset measured on the socket. */
export const serverNow = (): number => Date.now() + serverAhead

/** The moment every view shows, in ms UTC. */
export function shownNow(): number {
  const { clock } = useClock.getState()
  return clock.mode === 'live' ? serverNow() : clock.at
}

export const isReplaying = (): boolean => useClock.getState().clock.mode === 'replay'
export const useIsReplaying = (): boolean => useClock(({ clock }) => clock.mode === 'replay')

/** Learns the server's clock from a message it stamped; the message with the least delay is the best estimate. */
export function learnServerTime(stamp: number): void {
  const driftNow = Date.now() - performance.now()
  // Set by hand, or corrected after a sleep: what was measured before says nothing any more.
  if (Math.abs(driftNow - drift) > CLOCK_WAS_SET) measured = false
  drift = driftNow
  const ahead = stamp - Date.now()
  // A delayed message makes the server look behind, so the largest difference is the truest; it may drift back slowly.
  serverAhead = measured ? Math.max(ahead, serverAhead - 0.05) : ahead
  measured = true
}

/** Goes by what was measured before the page was opened, until the server is heard. */
export function assumeClockSkew(ahead: number): void {
  if (!measured) serverAhead = ahead
}

/** How far this machine's clock is off, in ms. */
export const clockSkew = (): number => serverAhead
