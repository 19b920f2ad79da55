/** Opens chunks and answers where everybody was at a moment: runs in a worker, so that the page goes on meanwhile. */
import {
  ACCURACY,
  AT,
  HEADING,
  LAT,
  LNG,
  openChunk,
  PRESENT,
  SKEW,
  SOURCE,
  SPEED,
  WIDTH,
} from '#contract/chunk.ts'
import { openReceipts, type Receipts } from '#contract/chunkReceipts.ts'
import { STRIDE, USUAL } from './steps.ts'
import { openWalk, type Walk } from './walk.ts'

/** A row: a mover's number and what is known of its fix, in the steps of a chunk; the last is its usual interval in ms. */
const told = [AT, LNG, LAT, SPEED, HEADING, ACCURACY, SOURCE, SKEW, USUAL] as const
export const ROW = told.length + 1

/** Where movers were: `full` everybody who was anywhere, else those who moved since the last answer of the same chunk. */
export type Picture = { readonly starts: number; readonly full: boolean; readonly rows: Int32Array }

/** The fixes of movers within a time: those of the i-th end before `ends[i]`; `at` counts from `starts`. */
export type Trails = {
  readonly starts: number
  readonly movers: Int32Array
  readonly ends: Int32Array
  readonly at: Int32Array
  readonly lng: Int32Array
  readonly lat: Int32Array
  /** 1: nothing was heard for too long before it. */
  readonly broken: Uint8Array
}

export type Trailed = {
  readonly movers: readonly number[]
  /** ms UTC. */
  readonly from: number
  readonly to: number
  /** Fixes nearer in time than so many ms to the one before are left out, but for the ends of a gap. */
  readonly apart: number
}

export type Reader = {
  /**
   * Answers how many bytes it holds when all of it is read; rejects where the bytes are no chunk. With `receipts` its
   * pictures are what was known then.
   */
  open(key: string, bytes: ArrayBuffer, receipts?: ArrayBuffer): Promise<number>
  close(key: string): void
  /** `anew`: everybody, whatever was answered before. */
  picture(key: string, at: number, anew: boolean): Promise<Picture>
  trails(key: string, trailed: Trailed): Promise<Trails>
  /** Reads a piece ahead, for when nobody asks; answers whether there is more. */
  prepare(): boolean
}

/** All of it at once, where it is asked. */
export function createReader(): Reader {
  const walks = new Map<string, Walk>()
  const known = new Map<string, Receipts>()
  let last = ''
  const walkOf = (key: string): Walk => {
    const walk = walks.get(key)
    if (!walk) throw new RangeError(`The chunk ${key} is not open`)
    return walk
  }
  return {
    async open(key, bytes, receipts) {
      const walk = openWalk(new Uint8Array(bytes))
      walks.set(key, walk)
      if (!receipts) return walk.whole()
      known.set(key, openReceipts(new Uint8Array(receipts), openChunk(new Uint8Array(bytes))))
      // It is gone through twice, and what was held is kept by block as the marks are.
      return 2 * walk.whole() + receipts.byteLength
    },
    close(key) {
      walks.delete(key)
      known.delete(key)
    },
    async picture(key, at, anew) {
      const walk = walkOf(key)
      const goesOn = walk.goTo(at)
      const full = anew || !goesOn || last !== key
      last = key
      const receipts = known.get(key)
      if (receipts) return { starts: walk.starts, full: true, rows: heldRows(walk, receipts.heldUntil(at)) }
      return { starts: walk.starts, full, rows: rowsOf(walk, full) }
    },
    async trails(key, trailed) {
      return trailsOf(walkOf(key), trailed)
    },
    prepare: () => [...walks.values()].some((walk) => walk.prepare()),
  }
}

function rowsOf({ movers, state, moved }: Walk, full: boolean): Int32Array {
  const rows = new Int32Array(movers.length * ROW)
  let length = 0
  for (let i = 0; i < movers.length; i++) {
    const pace = i * STRIDE
    if (full ? state[pace + PRESENT] === 0 : moved[i] === 0) continue
    rows[length++] = movers[i] as number
    for (const field of told) rows[length++] = state[pace + field] as number
  }
  return rows.slice(0, length)
}

/** What the center held, each with its usual interval. */
function heldRows({ movers, state }: Walk, held: Int32Array): Int32Array {
  const rows: number[] = []
  for (let i = 0; i < movers.length; i++) {
    if (held[i * WIDTH + PRESENT] === 0) continue
    rows.push(movers[i] as number)
    for (const field of told)
      rows.push((field === USUAL ? state[i * STRIDE + USUAL] : held[i * WIDTH + field]) as number)
  }
  return Int32Array.from(rows)
}

function trailsOf(walk: Walk, { movers, from, to, apart }: Trailed): Trails {
  const told = { at: [] as number[], lng: [] as number[], lat: [] as number[], broken: [] as number[] }
  const ends: number[] = []
  for (const mover of movers) {
    let kept = Number.NEGATIVE_INFINITY
    /** The one left out last. */
    let passed: readonly [number, number, number] | null = null
    const keep = (at: number, lng: number, lat: number, gap: boolean) => {
      kept = at
      passed = null
      told.at.push(at)
      told.lng.push(lng)
      told.lat.push(lat)
      told.broken.push(gap ? 1 : 0)
    }
    walk.follow(mover, from, to, (pace, gap) => {
      const place = [pace[AT] as number, pace[LNG] as number, pace[LAT] as number] as const
      if (gap && passed) keep(...passed, false)
      if (gap || place[0] - kept >= apart) keep(...place, gap)
      else passed = place
    })
    if (passed) keep(...(passed as readonly [number, number, number]), false)
    ends.push(told.at.length)
  }
  return {
    starts: walk.starts,
    movers: Int32Array.from(movers),
    ends: Int32Array.from(ends),
    at: Int32Array.from(told.at),
    lng: Int32Array.from(told.lng),
    lat: Int32Array.from(told.lat),
    broken: Uint8Array.from(told.broken),
  }
}
