/** What the bar of the time machine shows and is set to: how far the moment is here, and which stretch its track spans. */
import { create } from 'zustand'
import type { Level } from '#contract/replay.ts'
import { serverNow } from '../clock.ts'
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
  /** The middle of the track, ms UTC; where half a span after it is still to come, the track ends at live. */
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

/** Live moves the end of the track on in such steps. */
const EDGE_STEP_MS = 10_000

export type Stretch = { readonly from: number; readonly to: number }

/** What the track spans, ms UTC: nothing of the future but what is left of ten seconds. */
export function trackStretch({ middle, span }: Pick<Bar, 'middle' | 'span'>, now = serverNow()): Stretch {
  const to = Math.min(middle + span / 2, Math.ceil(now / EDGE_STEP_MS) * EDGE_STEP_MS)
  return { from: to - span, to }
}

/** Brings a moment into the track where it is not in it, with room on both sides where there is a past on both. */
export function bringIntoTrack(at: number): void {
  const bar = useBar.getState()
  const { from, to } = trackStretch(bar)
  const room = bar.span / 50
  const isAtLive = to < bar.middle + bar.span / 2
  if (at < from + room || (at > to - room && !isAtLive)) useBar.setState({ middle: at })
}

export const setSpan = (span: Span): void => {
  useBar.setState({ span })
}

/** Wider or narrower, around a moment that stays where it is on the track. */
export function zoomTrack(steps: number, around: number): void {
  const bar = useBar.getState()
  const { span } = bar
  const middle = trackStretch(bar).from + span / 2
  const next = spans[Math.max(0, Math.min(spans.length - 1, spans.indexOf(span) + steps))] as Span
  useBar.setState({ span: next, middle: around + ((middle - around) * next) / span })
}
