/** What a hotspot is made of: its tickets, categories, hours, and its windows one after the other. One pass for all of them. Pure. */
import type { Hotspot, HotspotView } from '#contract/hotspots.ts'
import { filterOf, HOUR_MS } from './counting.ts'
import { WIDTH } from './places.ts'
import { type Ground, placesOf } from './reckoning.ts'

export type Gathered = Pick<Hotspot, 'series' | 'categories' | 'byHour'> & {
  /** Tickets of the window, the newest first. */
  readonly tickets: readonly number[]
}

/** Windows shown one after the other. */
const WINDOWS = 6

type Gathering = {
  readonly series: number[]
  readonly byHour: number[]
  readonly categories: Map<number, number>
  readonly tickets: { readonly ticket: number; readonly happened: number }[]
}

/** Around each of the peaks. */
export function gather(
  ground: Ground,
  view: HotspotView,
  at: number,
  known: number,
  peaks: readonly number[],
): Gathered[] {
  const around = aroundPeaks(placesOf(ground, view).neighbours(), peaks)
  const all = peaks.map(
    (): Gathering => ({
      series: Array<number>(WINDOWS).fill(0),
      byHour: Array<number>(24).fill(0),
      categories: new Map(),
      tickets: [],
    }),
  )
  const { reports } = ground
  const accepts = filterOf(reports, view)
  const { ticket, happened, received, gone, category, hour, cell, piece } = reports.columns()
  const placeOf = view.ground === 'grid' ? cell : piece
  for (let row = 0; row < reports.size(); row++) {
    const its = around.get(placeOf[row] as number)
    if (!its || (received[row] as number) > known || (gone[row] as number) <= known || !accepts(row)) continue
    const back = Math.floor((at - (happened[row] as number)) / (view.window * HOUR_MS))
    if (back < 0 || back >= WINDOWS) continue
    for (const number of its) {
      const { series, byHour, categories, tickets } = all[number] as Gathering
      series[WINDOWS - 1 - back] = (series[WINDOWS - 1 - back] as number) + 1
      if (back > 0) continue
      const hourOfDay = (hour[row] as number) % 24
      byHour[hourOfDay] = (byHour[hourOfDay] as number) + 1
      categories.set(category[row] as number, (categories.get(category[row] as number) ?? 0) + 1)
      tickets.push({ ticket: ticket[row] as number, happened: happened[row] as number })
    }
  }
  return all.map(({ series, byHour, categories, tickets }) => ({
    series,
    byHour,
    categories: [...categories]
      .map(([number, count]) => ({ category: reports.categoryName(number), count }))
      .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1)),
    tickets: tickets
      .sort((a, b) => b.happened - a.happened || b.ticket - a.ticket)
      .map((each) => each.ticket),
  }))
}

function aroundPeaks(neighbours: Int32Array, peaks: readonly number[]): Map<number, number[]> {
  const around = new Map<number, number[]>()
  peaks.forEach((peak, number) => {
    for (let k = peak * WIDTH; k < (peak + 1) * WIDTH; k++) {
      const place = neighbours[k] as number
      if (place < 0) continue
      const known = around.get(place)
      if (known) known.push(number)
      else around.set(place, [number])
    }
  })
  return around
}
