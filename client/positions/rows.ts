/** The rows of a position store: flat columns, how they grow, and what follows from a row's fix. */
import { type ByNumber, createByNumber } from '#contract/byNumber.ts'
import type { Fix } from '#contract/positions.ts'
import { greyAfter } from './ageing.ts'

/** Below this a device's speed is jitter, and no reason to move the mover on; m/s. */
const STANDING_BELOW = 0.4
const FIRST_CAPACITY = 1024
/** The GPU gets times as 32-bit seconds since `since`: within an hour of it they are exact to a millisecond. */
export const REBASE_AFTER = 3_600_000

type Columns = ReturnType<typeof allocate>

/** One column a field, one row a mover, `count` rows. Read everywhere, written by these rows and their store alone. */
export type Positions = Columns & {
  count: number
  /** Goes up with every frame that moved something. */
  version: number
  /** Goes up when a mover appeared or went. */
  membership: number
  /** The last frame that is in here: its number, and when the server sent it, ms UTC. */
  frame: number
  frameAt: number
  /** What the times in `motion` count from; ms UTC. */
  since: number
  rows: ByNumber<number>
}

const allocate = (capacity: number) => ({
  movers: new Int32Array(capacity),
  /** 1: it is there; 0: it is out of this console's view. */
  present: new Uint8Array(capacity),
  /** Three a row: longitude, latitude, 0. */
  places: new Float64Array(capacity * 3),
  /** When the fix was taken, and when the server received it; ms UTC. */
  at: new Float64Array(capacity),
  received: new Float64Array(capacity),
  /** m/s, degrees clockwise from north, metres; NaN: not reported. */
  speed: new Float32Array(capacity),
  heading: new Float32Array(capacity),
  accuracy: new Float32Array(capacity),
  /** The door its fix came through, a number of `protocols`; and by how much its device's clock is ahead, ms. */
  source: new Uint8Array(capacity),
  skew: new Int32Array(capacity),
  /** The usual time between two of its fixes in ms; 0: not known yet. */
  interval: new Float32Array(capacity),
  /** How often a rule says that it reports, ms; 0: there is none for it. */
  due: new Float32Array(capacity),
  /** Four a row: east m/s, north m/s, seconds of the fix since `since`, age in seconds at which it turns grey. */
  motion: new Float32Array(capacity * 4),
  /** Degrees anticlockwise from north, as deck.gl turns things; the last there was, 0 where there was none. */
  turn: new Float32Array(capacity),
})

export function createPositions(capacity = FIRST_CAPACITY): Positions {
  return {
    count: 0,
    version: 0,
    membership: 0,
    frame: 0,
    frameAt: 0,
    since: 0,
    rows: createByNumber(),
    ...allocate(capacity),
  }
}

export function addRow(into: Positions, fix: Fix): number {
  const row = into.count
  if (row === into.movers.length) grow(into)
  if (into.since === 0) into.since = fix.at
  into.count++
  into.movers[row] = fix.mover
  into.rows.set(fix.mover, row)
  return row
}

function grow(into: Positions): void {
  const wider = allocate(into.movers.length * 2)
  for (const name of Object.keys(wider) as (keyof Columns)[]) {
    ;(wider[name] as Float64Array).set(into[name] as Float64Array)
  }
  Object.assign(into, wider)
}

/** Follows the median: a tenth up or down with each fix, so that one outage does not pass for a slow device. */
export function learnInterval(into: Positions, row: number, apart: number): void {
  if (apart <= 0) return
  const known = into.interval[row] as number
  if (known === 0) into.interval[row] = apart
  else if (apart > known) into.interval[row] = Math.min(apart, known * 1.1)
  else into.interval[row] = Math.max(apart, known * 0.9)
}

export function setMotion(into: Positions, row: number): void {
  const speed = into.speed[row] as number
  const radians = ((into.heading[row] as number) * Math.PI) / 180
  const moving = speed >= STANDING_BELOW && !Number.isNaN(radians)
  into.motion[row * 4] = moving ? speed * Math.sin(radians) : 0
  into.motion[row * 4 + 1] = moving ? speed * Math.cos(radians) : 0
  into.motion[row * 4 + 2] = ((into.at[row] as number) - into.since) / 1000
  into.motion[row * 4 + 3] = greyAt(into, row)
}

/** Seconds. */
export const greyAt = (from: Positions, row: number): number =>
  greyAfter(Math.max(from.interval[row] as number, from.due[row] as number)) / 1000

export function rebase(into: Positions, since: number): void {
  into.since = since
  // A fresh column: what is on its way to the GPU still counts from the old moment.
  into.motion = into.motion.slice()
  for (let row = 0; row < into.count; row++) {
    into.motion[row * 4 + 2] = ((into.at[row] as number) - since) / 1000
  }
}
