/** Tickets of a window by hexagon: where many are, whether or not that is unusual. */
import type { HotspotDensity } from '#contract/hotspotAnswers.ts'
import type { HotspotView } from '#contract/hotspots.ts'
import { filterOf, HOUR_MS } from './counting.ts'
import type { Ground } from './reckoning.ts'

export function densityOf(ground: Ground, view: HotspotView, at: number): HotspotDensity {
  const { reports, cells } = ground
  const { happened, received, gone, cell } = reports.columns()
  const accepts = filterOf(reports, view)
  const counts = new Map<number, number>()
  for (let row = 0; row < reports.size(); row++) {
    const ago = at - (happened[row] as number)
    if (ago < 0 || ago >= view.window * HOUR_MS) continue
    if ((received[row] as number) > at || (gone[row] as number) <= at || !accepts(row)) continue
    const place = cell[row] as number
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  const shown = [...counts].filter(([place]) => cells.outline(place).length === CORNERS + 1)
  const newest = reports.dataTime()
  return {
    at,
    dataTime: newest === null ? null : Math.min(newest, at),
    view,
    counts: shown.map(([, count]) => count),
    outlines: shown.flatMap(([place]) =>
      cells
        .outline(place)
        .slice(0, CORNERS)
        .flatMap((corner) => corner.map((degrees) => Math.round(degrees * 1e6))),
    ),
  }
}

/** The outline ends where it begins. Five of a city of hexagons would be a corner of the icosahedron, which lies at sea. */
const CORNERS = 6
