/** Where everything that moves was last seen: flat arrays, mutated in place by each frame and drawn from as they are. */
import type { LngLat } from '#contract/endpoint.ts'
import { createFrameDecoder } from '#contract/frame.ts'
import type { Fix, ReceivedFix } from '#contract/positions.ts'
import { type Age, ageOf, EXTRAPOLATED_AT_MOST } from './ageing.ts'
import {
  addRow,
  createPositions,
  greyAt,
  learnInterval,
  type Positions,
  REBASE_AFTER,
  rebase,
  setMotion,
} from './rows.ts'

export { createPositions, type Positions } from './rows.ts'

const METRES_PER_DEGREE = 111_319.5

/** The positions every view shows: those of now, or in replay those of a past moment. */
export const positions = createPositions()

/** Where frames go: the shown ones, or in replay those that are kept aside. */
let live = positions

export const livePositions = (): Positions => live

/** Shows a past moment, nobody's place yet; what is live goes on aside. */
export function showPastPositions(): void {
  if (live !== positions) return
  live = { ...positions }
  become({ ...createPositions(positions.movers.length), membership: positions.membership })
}

/** Shows at once what is live. */
export function showLivePositions(): void {
  if (live === positions) return
  become(live)
  live = positions
}

/** The shown ones stay one object, for layers hold on to it; its columns are others. */
function become(others: Positions): void {
  const { membership, version } = positions
  Object.assign(positions, others)
  positions.membership = Math.max(membership, others.membership) + 1
  positions.version = Math.max(version, others.version) + 1
  for (const listener of listeners) listener()
}

const decoder = createFrameDecoder()
const listeners = new Set<() => void>()
const liveListeners = new Set<() => void>()

/** Lets in a frame of the socket. 'gap': ask for a full frame. */
export function letInFrame(buffer: ArrayBuffer | ArrayBufferView): 'ok' | 'gap' {
  let moved = 0
  const head = decoder.decode(
    buffer,
    (fix, { full }) => {
      if (full && moved === 0) live.present.fill(0)
      moved++
      letInFix(live, fix, !full)
    },
    (mover) => {
      moved++
      letGo(live, mover)
    },
  )
  if (head === 'gap') return 'gap'
  live.frame = head.number
  live.frameAt = head.now
  if (head.full) {
    if (moved === 0) live.present.fill(0)
    live.membership++
  }
  if (moved === 0 && !head.full) return 'ok'
  live.version++
  for (const listener of liveListeners) listener()
  if (live === positions) for (const listener of listeners) listener()
  return 'ok'
}

/** A past moment was let into the shown positions. `full`: whoever is not in it was nowhere then. */
export function letInPast(letIn: () => void, full: boolean): void {
  if (live === positions) return
  if (full) {
    positions.present.fill(0)
    positions.membership++
  }
  letIn()
  positions.version++
  for (const listener of listeners) listener()
}

/** Calls back after each frame, live or past, that moved something shown; answers how to stop. */
export function onMoved(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Calls back after each live frame that moved something, shown or not; answers how to stop. */
export function onLiveMoved(listener: () => void): () => void {
  liveListeners.add(listener)
  return () => liveListeners.delete(listener)
}

/** `inTurn`: the fix follows the one before it, so that their distance in time tells the mover's report interval. */
export function letInFix(into: Positions, fix: ReceivedFix, inTurn: boolean): void {
  const row = into.rows.get(fix.mover) ?? addRow(into, fix)
  if (fix.at - into.since > REBASE_AFTER) rebase(into, fix.at)
  const before = into.at[row] as number
  if (inTurn && before > 0) learnInterval(into, row, fix.at - before)
  if (into.present[row] === 0) into.membership++
  into.present[row] = 1
  into.places[row * 3] = fix.lng
  into.places[row * 3 + 1] = fix.lat
  into.at[row] = fix.at
  into.received[row] = fix.received
  into.speed[row] = fix.speed
  into.heading[row] = fix.heading
  into.accuracy[row] = fix.accuracy
  into.source[row] = fix.source
  into.skew[row] = fix.skew
  if (!Number.isNaN(fix.heading)) into.turn[row] = -fix.heading
  setMotion(into, row)
}

/** The chunk of a past moment knows how often a mover reported; ms. */
export function setUsualInterval(into: Positions, row: number, interval: number): void {
  into.interval[row] = interval
  into.motion[row * 4 + 3] = greyAt(into, row)
}

/** A rule says that the mover is due to report every `due` ms. */
export function setDue(into: Positions, row: number, due: number): void {
  if (into.due[row] === due) return
  into.due[row] = due
  into.motion[row * 4 + 3] = greyAt(into, row)
}

/** A row's age at `now`, ms UTC. */
export const ageAt = (from: Positions, row: number, now: number): Age =>
  ageOf(now, from.at[row] as number, from.interval[row] as number, from.due[row])

/** The mover left what this console looks at. */
function letGo(from: Positions, mover: number): void {
  const row = from.rows.get(mover)
  if (row === undefined) return
  from.present[row] = 0
  from.membership++
}

/** The last fix of a mover, or nothing where it never had one. */
export function fixOf(mover: number, from: Positions = positions): Fix | undefined {
  const row = from.rows.get(mover)
  if (row === undefined || from.present[row] === 0) return undefined
  return {
    mover,
    at: from.at[row] as number,
    lng: from.places[row * 3] as number,
    lat: from.places[row * 3 + 1] as number,
    speed: from.speed[row] as number,
    heading: from.heading[row] as number,
    accuracy: from.accuracy[row] as number,
    source: from.source[row] as number,
    skew: from.skew[row] as number,
  }
}

/** A row's place as deck.gl takes it. */
export const placeAt = (from: Positions, row: number): [number, number, number] => [
  from.places[row * 3] as number,
  from.places[row * 3 + 1] as number,
  0,
]

/** A row's four numbers of `motion`. */
export const motionAt = (from: Positions, row: number): Float32Array =>
  from.motion.subarray(row * 4, row * 4 + 4)

/** Where a mover is drawn at `now`: moved on from its fix as the shader does it. */
export function reckonedPlace(mover: number, now: number, from: Positions = positions): LngLat | undefined {
  const row = from.rows.get(mover)
  if (row === undefined || from.present[row] === 0) return undefined
  const seconds = Math.min(EXTRAPOLATED_AT_MOST, Math.max(0, now - (from.at[row] as number))) / 1000
  const lng = from.places[row * 3] as number
  const lat = from.places[row * 3 + 1] as number
  const east = (from.motion[row * 4] as number) * seconds
  const north = (from.motion[row * 4 + 1] as number) * seconds
  return [lng + east / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)), lat + north / METRES_PER_DEGREE]
}
