/** The time machine's verbs: enter a past moment, go to another, play, and come back to live. */
import type { Knowing } from '#contract/replay.ts'
import { type Replay, serverNow, useClock } from '../clock.ts'
import { showLivePositions, showPastPositions } from '../positions/store.ts'

export const speeds = [0.5, 1, 4, 16, 60, 600] as const

export type Entering = {
  readonly playing?: boolean
  /** Below 0 it goes back. */
  readonly speed?: number
  readonly knowing?: Knowing
}

/** Shows the moment `at`, ms UTC, standing still unless `options` say otherwise; in replay already, it goes there. */
export function enterReplay(at: number, options: Entering = {}): void {
  const { clock } = useClock.getState()
  const before: Omit<Replay, 'at'> =
    clock.mode === 'replay' ? clock : { mode: 'replay', speed: 1, playing: false, knowing: 'happened' }
  useClock.setState({ clock: { ...before, ...options, at: possible(at) } })
  showPastPositions()
}

/** Goes to another moment, ms UTC; live it enters replay there. */
export const seek = (at: number): void => enterReplay(at)

/** Shows at once what is live, and nothing of the past any more. */
export function leaveReplay(): void {
  if (useClock.getState().clock.mode === 'live') return
  useClock.setState({ clock: { mode: 'live' } })
  showLivePositions()
}

/** Nobody looks into the future. */
const possible = (at: number): number => Math.max(0, Math.min(Math.round(at), Math.floor(serverNow())))
