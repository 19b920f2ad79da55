/** One mover's way along one chain in one direction: which segments it has passed from end to end. */
import type { Tracks } from './tracks.ts'

export type Leg = {
  readonly chain: number
  /** Where it was last: metres along the chain, counted on past the end of a closed one; when; and the place. */
  s: number
  at: number
  x: number
  y: number
  /** Fixes in a row that were off the chain. */
  away: number
  /** 0: it has not gone far enough to tell. */
  direction: -1 | 0 | 1
  origin: number
  /** The farthest it came in its direction, and when. */
  far: number
  farAt: number
  /** The segment it is to pass next, counted on past the end of a closed chain. */
  next: number
  /** When it came to the near end of that, and where it was; NaN: not yet. */
  enteredAt: number
  enteredX: number
  enteredY: number
}

/** A segment's index, from when to when it was passed, and how far east and north that led. */
export type OnPassed = (segment: number, from: number, to: number, east: number, north: number) => void

/** A receiver between high buildings wanders so far while its bearer stands: no direction, and no turning round. */
const BEGIN_METRES = 8
const TURN_METRES = 20
/** An end counts as reached so far from it: a fix of a walker falls every 5 m, one of a car every 10. */
const END_METRES = 8

export const beginLeg = (chain: number, s: number, at: number, x: number, y: number): Leg => ({
  ...{ chain, s, at, x, y, away: 0, direction: 0 },
  ...{ origin: s, far: s, farAt: at, next: 0 },
  ...{ enteredAt: Number.NaN, enteredX: x, enteredY: y },
})

/** The mover is at `s` now, and at the place: hands on what it has passed. */
export function advance(
  tracks: Tracks,
  leg: Leg,
  s: number,
  at: number,
  x: number,
  y: number,
  passed: OnPassed,
): void {
  if (leg.direction === 0) begin(tracks, leg, s)
  else if ((leg.far - s) * leg.direction > TURN_METRES) turn(tracks, leg)
  if (leg.direction !== 0 && (s - leg.far) * leg.direction > 0) {
    leg.far = s
    reach(tracks, leg, at, x, y, passed)
    leg.farAt = at
  }
  leg.s = s
  leg.at = at
  leg.x = x
  leg.y = y
}

function begin(tracks: Tracks, leg: Leg, s: number): void {
  if (Math.abs(s - leg.origin) < BEGIN_METRES) return
  leg.direction = s > leg.origin ? 1 : -1
  leg.far = leg.origin
  leg.next = firstFrom(tracks, leg)
}

function turn(tracks: Tracks, leg: Leg): void {
  leg.direction = leg.direction === 1 ? -1 : 1
  leg.origin = leg.far
  leg.next = firstFrom(tracks, leg)
  // The far end is where it stood when it turned.
  leg.enteredAt = Number.NaN
}

/** Passes what lies between the origin and the farthest point; `farAt` is still the time of the fix before. */
function reach(tracks: Tracks, leg: Leg, at: number, x: number, y: number, passed: OnPassed): void {
  const { chain, direction } = leg
  const first = tracks.first[chain] as number
  const size = tracks.size[chain] as number
  for (;;) {
    if (!tracks.closed[chain] && (leg.next < 0 || leg.next >= size)) return
    const near = direction === 1 ? startOf(tracks, chain, leg.next) : endOf(tracks, chain, leg.next)
    const far = direction === 1 ? endOf(tracks, chain, leg.next) : startOf(tracks, chain, leg.next)
    if (Number.isNaN(leg.enteredAt) && (leg.far - near) * direction >= 0) enter(leg, leg.farAt, leg.x, leg.y)
    if ((leg.far - far) * direction < -END_METRES) return
    const from = Number.isNaN(leg.enteredAt) ? leg.farAt : leg.enteredAt
    passed(first + modulo(leg.next, size), from, at, x - leg.enteredX, y - leg.enteredY)
    enter(leg, at, x, y)
    leg.next += direction
  }
}

function enter(leg: Leg, at: number, x: number, y: number): void {
  leg.enteredAt = at
  leg.enteredX = x
  leg.enteredY = y
}

/** The first segment in its direction whose near end is not behind the origin. */
function firstFrom(tracks: Tracks, { chain, origin, direction }: Leg): number {
  const size = tracks.size[chain] as number
  const round = tracks.closed[chain] ? Math.floor(origin / (tracks.length[chain] as number)) * size : 0
  // Segments are about equally long: a few steps from there.
  let next =
    round +
    Math.floor((modulo(origin, tracks.length[chain] as number) / (tracks.length[chain] as number)) * size)
  if (direction === 1) {
    while (startOf(tracks, chain, next) > origin - END_METRES) next--
    while (startOf(tracks, chain, next) < origin - END_METRES) next++
  } else {
    while (endOf(tracks, chain, next) < origin + END_METRES) next++
    while (endOf(tracks, chain, next) > origin + END_METRES) next--
  }
  return next
}

const startOf = (tracks: Tracks, chain: number, k: number): number => {
  const size = tracks.size[chain] as number
  const i = (tracks.first[chain] as number) + modulo(k, size)
  return Math.floor(k / size) * (tracks.length[chain] as number) + (tracks.start[i] as number)
}

const endOf = (tracks: Tracks, chain: number, k: number): number => {
  const i = (tracks.first[chain] as number) + modulo(k, tracks.size[chain] as number)
  return startOf(tracks, chain, k) + (tracks.metres[i] as number)
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by
