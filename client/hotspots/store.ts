/** What this console knows of hotspots while it looks at them: which view, what the server answered, which one is chosen. */
import { create } from 'zustand'
import type { HotspotDensity, Hotspots } from '#contract/hotspotAnswers.ts'
import type { Hotspot, HotspotView } from '#contract/hotspots.ts'

export const groupings = ['none', 'district', 'zone'] as const
export type Grouping = (typeof groupings)[number]

/** `debt`: whom patrols owe most; `chance`: what is least likely. */
export const orders = ['debt', 'chance'] as const
export type Order = (typeof orders)[number]

type Known = {
  readonly shown: boolean
  readonly view: HotspotView
  /** Counts as colours of the ground. */
  readonly dense: boolean
  readonly grouping: Grouping
  readonly order: Order
  readonly answer: Hotspots | null
  readonly density: HotspotDensity | null
  /** By its key; `open`: its card is. */
  readonly chosen: string | null
  readonly open: boolean
  /** The server did not answer last time. */
  readonly failed: boolean
}

export const usualView: HotspotView = {
  ...{ window: 24, source: 'citizens', category: null, ground: 'grid', hours: null, weekdays: null },
}

export const useHotspots = create<Known>(() => ({
  ...{ shown: false, view: usualView, dense: true, grouping: 'none', order: 'debt' },
  ...{ answer: null, density: null, chosen: null, open: false, failed: false },
}))

/** One that is not watched has no number of its own: its least likely place names it. */
export const keyOf = ({ id, places }: Pick<Hotspot, 'id' | 'places'>): string =>
  id > 0 ? String(id) : (places[0] ?? '')

export const chosenHotspot = ({ answer, chosen }: Known): Hotspot | undefined =>
  answer?.hotspots.find((each) => keyOf(each) === chosen)
