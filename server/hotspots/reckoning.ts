/** A view reckoned as of a moment: its window and the one before judged, and what is beyond chance in them. Pure. */
import type { HotspotView } from '#contract/hotspots.ts'
import { clustersOf, type Sighting, sightingsOf } from './clusters.ts'
import { countView, HOUR_MS } from './counting.ts'
import { type Judged, judge } from './judge.ts'
import type { Places } from './places.ts'
import type { Reports } from './reports.ts'

export type Ground = {
  readonly reports: Reports
  readonly cells: Places
  /** Others once zones or banks change. */
  pieces: Places
}

export type Reckoned = {
  readonly view: HotspotView
  readonly at: number
  /** What had been received until then is reckoned with. */
  readonly known: number
  readonly places: Places
  readonly now: Judged
  readonly sightings: readonly Sighting[]
}

export const placesOf = ({ cells, pieces }: Ground, view: Pick<HotspotView, 'ground'>): Places =>
  view.ground === 'grid' ? cells : pieces

/** `held`: places of hotspots that stand. */
export function reckon(
  ground: Ground,
  view: HotspotView,
  at: number,
  held?: ReadonlySet<number>,
  known = at,
): Reckoned {
  const places = placesOf(ground, view)
  const countTo = (end: number) => countView(ground.reports, places, view, end, known)
  const now = judge(countTo(at), places)
  const before = judge(countTo(at - view.window * HOUR_MS), places, now.dispersion)
  const sightings = sightingsOf(clustersOf(now, places, held), clustersOf(before, places), now, before)
  return { view, at, known, places, now, sightings }
}
