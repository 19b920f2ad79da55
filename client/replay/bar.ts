/** What the bar of the time machine shows and is set to: how far the moment is here, and which stretch its track spans. */
import { create } from 'zustand'
import type { Level } from '#contract/replay.ts'
import type { State } from './tape.ts'

export const spans = [600_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000] as const
export type Span = (typeof spans)[number]

type Bar = {
  readonly state: State
  /** Of the fixes shown: above 1 most places are reckoned; null: none are. */
  readonly level: Level | null
  /** The moment of the positions that are shown, ms UTC; null before the first. */
  readonly pictured: number | null
  readonly span: Span
  /** The middle of the track, ms UTC. */
  readonly middle: number
  /** A hand drags on the track. */
  readonly dragging: boolean
}

export const useBar = create<Bar>(() => ({
  state: 'loading',
  level: null,
  pictured: null,
  span: 3_600_000,
  middle: 0,
  dragging: false,
}))

/** Brings a moment into the track where it is not in it, with room on both sides. */
export function bringIntoTrack(at: number): void {
  const { middle, span } = useBar.getState()
  if (Math.abs(at - middle) > span * 0.48) useBar.setState({ middle: at })
}

export const setSpan = (span: Span): void => {
  useBar.setState({ span })
}

/** Wider or narrower, around a moment that stays where it is on the track. */
export function zoomTrack(steps: number, around: number): void {
  const { span, middle } = useBar.getState()
  const next = spans[Math.max(0, Math.min(spans.length - 1, spans.indexOf(span) + steps))] as Span
  useBar.setState({ span: next, middle: around + ((middle - around) * next) / span })
}
