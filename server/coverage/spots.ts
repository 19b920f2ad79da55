/** Where a place is on the chains around it. */
import { isHeaded } from './elevated.ts'
import type { Manner } from './manners.ts'
import type { Hash, Tracks } from './tracks.ts'

/** One for each chain, the nearest first; written anew by each look, so that a fix leaves no garbage. */
export type Spots = {
  count: number
  readonly chain: Int32Array
  readonly segment: Int32Array
  /** Metres along the chain. */
  readonly s: Float64Array
  readonly away: Float64Array
  /** Something was near, but led elsewhere. */
  misheaded: boolean
}

/** Room for as many chains as may meet in one place. */
const MOST = 64
export const emptySpots = (): Spots => ({
  ...{ count: 0, misheaded: false },
  ...{ chain: new Int32Array(MOST), segment: new Int32Array(MOST) },
  ...{ s: new Float64Array(MOST), away: new Float64Array(MOST) },
})

/** On roads side by side a fix belongs to the nearest; so much farther it may belong to another one just as well. */
const AS_NEAR_METRES = 6
/** At an outer bend the ground beyond both ends belongs to no segment: it counts to the nearer end. */
const BEYOND_METRES = 30
const HEADED_DEGREES = 35

/** `listed`: of the hash, at that place. A boat is on every bank near it, all others on the nearest chain. */
export function spotsNear(
  tracks: Tracks,
  { items }: Hash,
  listed: number,
  px: number,
  py: number,
  manner: Manner,
  heading: number,
  found: Spots,
): void {
  found.count = 0
  found.misheaded = false
  const end = listed + (items[listed] as number)
  for (let at = listed + 1; at <= end; at++) look(tracks, items[at] as number, px, py, manner, heading, found)
  if (manner.mode !== 'boat') keepNearest(found)
}

function look(
  tracks: Tracks,
  i: number,
  px: number,
  py: number,
  manner: Manner,
  heading: number,
  found: Spots,
): void {
  const [ux, uy] = [tracks.dx[i] as number, tracks.dy[i] as number]
  const east = px - (tracks.x[i] as number)
  const north = py - (tracks.y[i] as number)
  const length = tracks.metres[i] as number
  const along = east * ux + north * uy
  const beyond = along < 0 ? -along : along > length ? along - length : 0
  if (beyond > BEYOND_METRES) return
  // To the left of the way from end to end.
  const left = north * ux - east * uy
  if (!isWithin(left, tracks.side[i] as number, manner)) return
  if (!isHeaded(tracks.east[i] as number, tracks.north[i] as number, heading, HEADED_DEGREES)) {
    found.misheaded = true
    return
  }
  const away = beyond === 0 ? Math.abs(left) : Math.hypot(left, beyond)
  put(found, tracks, i, (tracks.start[i] as number) + Math.max(0, Math.min(length, along)), away)
}

function isWithin(left: number, side: number, { inland, waterside, beside }: Manner): boolean {
  if (side === 0) return Math.abs(left) <= beside
  const landward = left * side
  return landward <= inland && landward >= -waterside
}

/** Segments of a chain come one after the other: only the last spot can be of the same. */
function put(found: Spots, tracks: Tracks, i: number, s: number, away: number): void {
  const chain = tracks.chain[i] as number
  const last = found.count - 1
  if (last >= 0 && found.chain[last] === chain) {
    if (away >= (found.away[last] as number)) return
  } else if (found.count < MOST) found.count++
  else return
  const at = found.count - 1
  found.chain[at] = chain
  found.segment[at] = i
  found.s[at] = s
  found.away[at] = away
}

function keepNearest(found: Spots): void {
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i < found.count; i++) nearest = Math.min(nearest, found.away[i] as number)
  let kept = 0
  for (let i = 0; i < found.count; i++) {
    if ((found.away[i] as number) > nearest + AS_NEAR_METRES) continue
    found.chain[kept] = found.chain[i] as number
    found.segment[kept] = found.segment[i] as number
    found.s[kept] = found.s[i] as number
    found.away[kept] = found.away[i] as number
    kept++
  }
  found.count = kept
}
