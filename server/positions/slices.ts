/** Who is at another place than `newest_fix` says. Written in slices: each mover twice a minute at most, the work spread evenly. */

/** Movers whose newest place is to be written. */
export type Due = {
  readonly movers: number[]
  /** When the first fix of theirs was received that is not written as newest, ms UTC; Infinity where there is none. */
  since: number
}

export type Slices = {
  moved(mover: number, received: number): void
  /** Those whose turn has come since the last call, or all. */
  take(now: number, all: boolean): Due
  /** They could not be written: they come first next time. */
  putBack(due: Due): void
  /** The `since` of all who are not taken. */
  since(): number
}

const SLICES = 60
/** All sixty in half a minute: a restart reads that much history again, and no mover costs more than two upserts a minute. */
const SLICE_MS = 500

/** A byte for each mover, whose numbers are a sequence's: a set of 100,000 takes four times as long to ask. */
const [NEVER_SEEN, WRITTEN, WAITING] = [0, 1, 2]

export function createSlices(): Slices {
  const slices = Array.from({ length: SLICES }, nobody)
  // Nobody who has just appeared waits for a turn: who lists the newest places must find them.
  let first = nobody()
  let states = new Uint8Array(1024)
  let turn = Number.NEGATIVE_INFINITY

  const enter = (mover: number): Due => {
    if (mover >= states.length) states = grown(states, mover)
    const due = states[mover] === NEVER_SEEN ? first : (slices[mover % SLICES] as Due)
    due.movers.push(mover)
    states[mover] = WAITING
    return due
  }
  const takeTurns = (passed: number): Due[] =>
    Array.from({ length: passed }, (_, back) => {
      const i = (turn + SLICES - back) % SLICES
      const slice = slices[i] as Due
      slices[i] = nobody()
      return slice
    })
  return {
    moved(mover, received) {
      const due = states[mover] === WAITING ? (slices[mover % SLICES] as Due) : enter(mover)
      // Also of one who waits: the clock may have been set back.
      if (received < due.since) due.since = received
    },
    take(now, all) {
      const last = turn
      turn = Math.floor(now / SLICE_MS)
      const passed = all || turn < last ? SLICES : Math.min(turn - last, SLICES)
      const due = merged([first, ...takeTurns(passed)])
      first = nobody()
      for (const mover of due.movers) states[mover] = WRITTEN
      return due
    },
    putBack(due) {
      first = merged([due, first])
    },
    since: () => slices.reduce((since, slice) => Math.min(since, slice.since), first.since),
  }
}

const nobody = (): Due => ({ movers: [], since: Number.POSITIVE_INFINITY })

function grown(states: Uint8Array, mover: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 ** Math.ceil(Math.log2(mover + 1)))
  larger.set(states)
  return larger
}

/** Nobody twice: who could not be written may have moved again since. */
function merged(all: readonly Due[]): Due {
  const movers = [...new Set(all.flatMap((due) => due.movers))]
  return { movers, since: Math.min(...all.map((due) => due.since)) }
}
