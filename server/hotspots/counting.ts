/** Counts a view's window by place, and what is usual there at such a time: one pass over all tickets. Pure. */
import { type HotspotView, hotspotSources } from '#contract/hotspots.ts'
import type { Places } from './places.ts'
import type { Reports } from './reports.ts'

/** The window is cut in two halves: a place's neighbours in time are its own and its neighbours' other half. */
export const SLICES = 2
/** So many earlier windows at the same time of the week are looked back on. */
export const PAST_WINDOWS = 8
/** How many of them the city's rhythm counts for, where a place's own past says little. */
export const RHYTHM_WINDOWS = 4
/** How much of a place's share comes from what was ever reported there, of any kind by anybody. */
const ANYTHING_SHARE = 0.1
const ANYTHING_LEAST = 20
/** Where the city never had anything, so much counts as having been. */
const TRACE = 0.1
/**
 * One ticket counts as having been at each place, which is Laplace's rule. With 0.1, and no more than a tenth of the kind's
 * tickets to draw with, 52 % of synthetic cities without a cluster had a hotspot after three windows, and all after one.
 */
const PRIOR = 1
export const HOUR_MS = 3_600_000
const WEEK_HOURS = 168

/** By half and place: `half * places + place`, the newer half last. */
export type Counts = {
  readonly places: number
  readonly observed: Float64Array
  readonly usual: Float64Array
  readonly tickets: number
  readonly usualTickets: number
  /** Earlier windows that the tickets reach back to. */
  readonly pastWindows: number
  /** `place * PAST_WINDOWS + window`, the latest first. */
  readonly past: Uint16Array
  /** On how many tickets the usual rests, all in all. */
  readonly weight: number
}

/** `end`: of the window; `known`: what was received until then is reckoned with, ms UTC. */
export function countView(
  reports: Reports,
  places: Places,
  view: HotspotView,
  end: number,
  known: number,
): Counts {
  const tally = tallyOf(reports, places, view, end, known)
  return { ...tally, ...usualOf(tally) }
}

type Tally = Pick<Counts, 'places' | 'observed' | 'tickets' | 'pastWindows' | 'past'> & {
  /** As `observed`, of all earlier windows together. */
  readonly same: Float64Array
  /** Of the kind at any hour, and of anything, before the window. */
  readonly kind: Float64Array
  readonly anything: Float64Array
}

function tallyOf(reports: Reports, places: Places, view: HotspotView, end: number, known: number): Tally {
  const count = places.count()
  const windowMs = view.window * HOUR_MS
  const periodMs = Math.ceil(view.window / WEEK_HOURS) * WEEK_HOURS * HOUR_MS
  const reach = Math.floor((end - windowMs - reports.earliest()) / periodMs)
  const pastWindows = Math.max(0, Math.min(PAST_WINDOWS, Number.isFinite(reach) ? reach : 0))
  const halves = () => new Float64Array(SLICES * count)
  const [observed, same, past] = [halves(), halves(), new Uint16Array(PAST_WINDOWS * count)]
  const [kind, anything] = [new Float64Array(count), new Float64Array(count)]
  const accepts = filterOf(reports, view)
  const { happened, received, gone, cell, piece } = reports.columns()
  const placeOf = view.ground === 'grid' ? cell : piece
  let tickets = 0
  for (let row = 0, size = reports.size(); row < size; row++) {
    const place = placeOf[row] as number
    const ago = end - (happened[row] as number)
    if (place < 0 || ago < 0 || (received[row] as number) > known || (gone[row] as number) <= known) continue
    if (ago >= windowMs) anything[place] = (anything[place] as number) + 1
    if (!accepts(row)) continue
    if (ago < windowMs) {
      const at = (ago < windowMs / 2 ? count : 0) + place
      observed[at] = (observed[at] as number) + 1
      tickets++
      continue
    }
    const back = Math.floor(ago / periodMs)
    if (back > pastWindows) continue
    kind[place] = (kind[place] as number) + 1
    const into = ago - back * periodMs
    if (back === 0 || into >= windowMs) continue
    const at = (into < windowMs / 2 ? count : 0) + place
    same[at] = (same[at] as number) + 1
    const then = place * PAST_WINDOWS + back - 1
    past[then] = (past[then] as number) + 1
  }
  return { places: count, observed, tickets, pastWindows, past, same, kind, anything }
}

/** Category, source, hour and weekday. */
export function filterOf(reports: Reports, view: HotspotView): (row: number) => boolean {
  const { category, source, hour } = reports.columns()
  const categories = reports.categories(view.category)
  const wanted = view.source === 'all' ? -1 : hotspotSources.indexOf(view.source)
  const hours = hoursOf(view)
  return (row) =>
    (wanted === -1 || source[row] === wanted) &&
    (categories === null || categories[category[row] as number] === 1) &&
    (hours === null || hours[hour[row] as number] === 1)
}

function hoursOf({ hours, weekdays }: HotspotView): Uint8Array | null {
  if (!hours && !weekdays) return null
  return Uint8Array.from({ length: WEEK_HOURS }, (_, hour) => {
    const isDay = !weekdays || weekdays.includes(Math.floor(hour / 24) + 1)
    return isDay && (!hours || isWithin(hour % 24, hours)) ? 1 : 0
  })
}

const isWithin = (hour: number, { from, to }: { readonly from: number; readonly to: number }): boolean =>
  from === to || (from < to ? hour >= from && hour < to : hour >= from || hour < to)

/**
 * A place's own earlier windows, drawn towards the city's rhythm: its share of all tickets of the kind, which in turn is drawn
 * towards its share of anything, times what the city has at such a time.
 */
function usualOf({
  places,
  same,
  kind,
  anything,
  pastWindows,
}: Tally): Pick<Counts, 'usual' | 'usualTickets' | 'weight'> {
  const usual = new Float64Array(SLICES * places)
  const [kinds, anythings] = [sumOf(kind), sumOf(anything)]
  const drawn = Math.max(ANYTHING_LEAST, ANYTHING_SHARE * kinds, PRIOR * places)
  const windows = pastWindows + RHYTHM_WINDOWS
  let usualTickets = 0
  for (let half = 0; half < SLICES; half++) {
    const from = half * places
    // The city has something at any time, even where it never had.
    const inCity = (sumOf(same.subarray(from, from + places)) + TRACE) / Math.max(1, pastWindows)
    for (let place = 0; place < places; place++) {
      const ofAnything = ((anything[place] as number) + PRIOR) / (anythings + PRIOR * places)
      const share = ((kind[place] as number) + drawn * ofAnything) / (kinds + drawn)
      const value = ((same[from + place] as number) + RHYTHM_WINDOWS * share * inCity) / windows
      usual[from + place] = value
      usualTickets += value
    }
  }
  // A place's share is known by so many tickets at most, however many windows it is spread over.
  return { usual, usualTickets, weight: Math.min(windows * usualTickets, kinds + drawn) }
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum
}
