/** When one mover was inside a circle: straight on between two fixes, unknown over a silence. */
import type { LngLat } from '#contract/endpoint.ts'
import { bridgedFor, type Nearby } from '#contract/questions.ts'
import { METRES_PER_DEGREE } from '../zones/plane.ts'
import type { Track } from './track.ts'

export type Circle = {
  readonly place: LngLat
  readonly metres: number
  readonly from: number
  readonly to: number
}

/** Undefined: it is not known to have been inside between the two times. Its fixes may begin before and end after. */
export function nearbyOf(track: Track, circle: Circle): Nearby | undefined {
  const { at } = track
  const found = nothingYet(circle)
  const bridged = bridgedFor(track.interval)
  const places = at.map((_, i) => fromCentre(track, i, circle.place))
  for (const [i, time] of at.entries()) {
    const here = places[i] as Offset
    found.see(time, here)
    const next = at[i + 1]
    if (next === undefined) continue
    if (next - time <= bridged) found.pass(time, here, next, places[i + 1] as Offset)
    else if (isInside(here, circle) || isInside(places[i + 1] as Offset, circle)) found.miss(time, next)
  }
  const [begins, ends] = [at[0] as number, at.at(-1) as number]
  if (begins - circle.from > bridged && isInside(places[0] as Offset, circle)) found.miss(circle.from, begins)
  if (circle.to - ends > bridged && isInside(places.at(-1) as Offset, circle)) found.miss(ends, circle.to)
  return found.answer(track.mover)
}

/** Metres east and north of the centre: exact enough over the few kilometres of a circle. */
type Offset = readonly [east: number, north: number]

function fromCentre({ lng, lat }: Track, i: number, [centreLng, centreLat]: LngLat): Offset {
  const shrunk = Math.cos((centreLat * Math.PI) / 180)
  return [
    ((lng[i] as number) - centreLng) * METRES_PER_DEGREE * shrunk,
    ((lat[i] as number) - centreLat) * METRES_PER_DEGREE,
  ]
}

const isInside = ([east, north]: Offset, { metres }: Circle): boolean => Math.hypot(east, north) <= metres

function nothingYet(circle: Circle) {
  const { from, to, metres } = circle
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  let insideMs = 0
  let nearestMetres = Number.POSITIVE_INFINITY
  let nearestAt = 0
  let fixesInside = 0
  const gaps: { from: number; to: number }[] = []
  const come = (time: number, apart: number) => {
    if (time < from || time > to || apart >= nearestMetres) return
    nearestMetres = apart
    nearestAt = time
  }
  const stay = (begins: number, ends: number) => {
    const [since, until] = [Math.max(from, begins), Math.min(to, ends)]
    if (since > until) return
    first = Math.min(first, since)
    last = Math.max(last, until)
    insideMs += until - since
  }
  return {
    /** A fix. */
    see(time: number, place: Offset) {
      come(time, Math.hypot(...place))
      if (time < from || time > to || !isInside(place, circle)) return
      fixesInside++
      stay(time, time)
    },
    /** The way from one fix to the next. */
    pass(time: number, here: Offset, next: number, there: Offset) {
      const way: Way = { here, step: [there[0] - here[0], there[1] - here[1]] }
      // The part of it that lies between the two times.
      const [since, until] = [Math.max(from, time), Math.min(to, next)]
      if (since <= until) {
        const nearest = nearestShare(way, (since - time) / (next - time), (until - time) / (next - time))
        come(time + nearest * (next - time), apartAt(way, nearest))
      }
      const inside = sharesInside(way, metres)
      if (inside) stay(time + inside[0] * (next - time), time + inside[1] * (next - time))
    },
    /** A silence. */
    miss(begins: number, ends: number) {
      const gap = { from: Math.max(from, begins), to: Math.min(to, ends) }
      if (gap.from < gap.to) gaps.push(gap)
    },
    answer(mover: number): Nearby | undefined {
      if (first > last) return undefined
      return {
        mover,
        first: Math.round(first),
        last: Math.round(last),
        insideSeconds: Math.round(insideMs / 1000),
        nearestMetres: Math.round(nearestMetres),
        nearestAt: Math.round(nearestAt),
        fixesInside,
        gaps: gaps.sort((a, b) => a.from - b.from),
      }
    },
  }
}

type Way = { readonly here: Offset; readonly step: Offset }

const apartAt = ({ here, step }: Way, share: number): number =>
  Math.hypot(here[0] + share * step[0], here[1] + share * step[1])

function nearestShare({ here, step }: Way, first: number, last: number): number {
  const squared = step[0] ** 2 + step[1] ** 2
  if (squared === 0) return first
  return Math.min(last, Math.max(first, -(here[0] * step[0] + here[1] * step[1]) / squared))
}

/** The part of a way that is inside the circle, as shares of it; undefined: none. */
function sharesInside(way: Way, metres: number): [number, number] | undefined {
  const { here, step } = way
  const a = step[0] ** 2 + step[1] ** 2
  if (a === 0) return Math.hypot(...here) <= metres ? [0, 1] : undefined
  const b = here[0] * step[0] + here[1] * step[1]
  const discriminant = b ** 2 - a * (here[0] ** 2 + here[1] ** 2 - metres ** 2)
  if (discriminant < 0) return undefined
  const root = Math.sqrt(discriminant)
  const [enters, leaves] = [Math.max(0, (-b - root) / a), Math.min(1, (-b + root) / a)]
  return enters <= leaves ? [enters, leaves] : undefined
}
