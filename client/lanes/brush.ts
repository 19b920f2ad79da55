/** The span that was brushed on the lanes: looped in replay, and what an export begins with. */
import { create } from 'zustand'
import { useClock } from '../clock.ts'
import { seek } from '../replay/machine.ts'

/** ms UTC. */
export type Span = { readonly from: number; readonly to: number }

export const useBrush = create<{ readonly brushed: Span | null; readonly loops: boolean }>(() => ({
  brushed: null,
  loops: false,
}))

/** Shorter is a click that shook. */
const SHORTEST_MS = 1000

/** Between two moments, whichever is the earlier; a second at least. */
export function brush(one: number, other: number): void {
  const span = { from: Math.round(Math.min(one, other)), to: Math.round(Math.max(one, other)) }
  if (span.to - span.from >= SHORTEST_MS) useBrush.setState({ brushed: span })
}

export const clearBrush = (): void => useBrush.setState({ brushed: null, loops: false })
export const toggleLoop = (): void => useBrush.setState(({ loops }) => ({ loops: !loops }))

/** While it loops, time that leaves the span on either side comes in again on the other; answers how to stop. */
export const keepLooping = (): (() => void) =>
  useClock.subscribe(({ clock }) => {
    const { brushed, loops } = useBrush.getState()
    if (!loops || !brushed || clock.mode === 'live' || !clock.playing) return
    if (clock.speed > 0 && clock.at >= brushed.to) seek(brushed.from)
    else if (clock.speed < 0 && clock.at <= brushed.from) seek(brushed.to)
  })
