/** Tails as the line segments deck.gl draws: none over a gap, the older the fainter, within a time and a number. */
import type { Rgba } from '../map/palette.ts'
import { type Block, DEGREE, ringOf, SLOTS, SPACING, slotAt, type Tails } from './tails.ts'

/** Three numbers a place, four a colour; `count` segments. */
export type Segments = { count: number; from: Float64Array; to: Float64Array; colours: Uint8Array }

export type TailWindow = {
  /** Nothing older and nothing newer is drawn; ms UTC. */
  readonly since: number
  readonly now: number
  /** About so many segments: above it each ring is drawn through every second, third … of its places. */
  readonly atMost: number
}

export const createSegments = (): Segments => ({
  count: 0,
  from: new Float64Array(0),
  to: new Float64Array(0),
  colours: new Uint8Array(0),
})

/** Alpha of the newest and of the oldest piece. */
const NEW = 215
const OLD = 20

/** Writes the tails of `rows` anew, each in its colour. */
export function writeSegments(
  into: Segments,
  tails: Tails,
  rows: readonly number[],
  view: TailWindow,
  colourOf: (row: number) => Rgba,
): void {
  into.count = 0
  const stride = strideFor(tails, rows, view)
  for (const row of rows) writeTail(into, tails, row, view, stride, colourOf(row))
}

function writeTail(
  into: Segments,
  tails: Tails,
  row: number,
  view: TailWindow,
  stride: number,
  colour: Rgba,
): void {
  const ring = ringOf(tails, row)
  if (!ring) return
  const { block, index } = ring
  const { at, broken } = block
  const kept = block.kept[index] as number
  const begin = index * SLOTS
  const since = tenths(block, view.since)
  const now = tenths(block, view.now)
  const lastBroken = block.lastBroken[index] as number
  let nth = Math.max(0, firstSince(block, index, since) - 1)
  let count = (block.written[index] as number) - kept + nth
  let before = -1
  while (nth < kept) {
    const slot = begin + (count % SLOTS)
    if ((at[slot] as number) > now) return
    const isBroken = broken[slot] === 1
    const isEnd = nth === kept - 1 || broken[begin + ((count + 1) % SLOTS)] === 1
    // Counted from the first place ever, so that the same places stay drawn as new ones come.
    if (isBroken || isEnd || count % stride === 0) {
      if (before >= 0 && !isBroken && (at[slot] as number) > since) {
        addSegment(into, block, before, slot, since, now, colour)
      }
      before = slot
    }
    // Two million places are kept for 10,000 movers: where nothing is broken, those left out are not looked at.
    const step = count < lastBroken ? 1 : Math.max(1, Math.min(stride - (count % stride), kept - 1 - nth))
    nth += step
    count += step
  }
}

const tenths = (block: Block, ms: number): number => (ms - block.base) / 100

/** The number of the first place of a ring that is not before `since`. */
function firstSince(block: Block, index: number, since: number): number {
  let low = 0
  let high = block.kept[index] as number
  while (low < high) {
    const middle = (low + high) >> 1
    if ((block.at[slotAt(block, index, middle)] as number) < since) low = middle + 1
    else high = middle
  }
  return low
}

/** A line from one place to the next; from where it crosses `since`, if it begins before that. */
function addSegment(
  into: Segments,
  { lng, lat, at }: Block,
  begun: number,
  ended: number,
  since: number,
  now: number,
  colour: Rgba,
): void {
  const i = into.count++
  if (into.colours.length === i * 4) widen(into)
  const { from, to, colours } = into
  const begunAt = at[begun] as number
  const endedAt = at[ended] as number
  const toLng = (lng[ended] as number) / DEGREE
  const toLat = (lat[ended] as number) / DEGREE
  const fromLng = (lng[begun] as number) / DEGREE
  const fromLat = (lat[begun] as number) / DEGREE
  const cut = begunAt >= since ? 0 : (since - begunAt) / (endedAt - begunAt)
  from[i * 3] = fromLng + cut * (toLng - fromLng)
  from[i * 3 + 1] = fromLat + cut * (toLat - fromLat)
  to[i * 3] = toLng
  to[i * 3 + 1] = toLat
  colours[i * 4] = colour[0]
  colours[i * 4 + 1] = colour[1]
  colours[i * 4 + 2] = colour[2]
  colours[i * 4 + 3] = OLD + (NEW - OLD) * (1 - (now - endedAt) / (now - since))
}

function widen(into: Segments): void {
  const capacity = Math.max(1024, into.count * 2)
  const wider = { from: new Float64Array(capacity * 3), to: new Float64Array(capacity * 3) }
  wider.from.set(into.from)
  wider.to.set(into.to)
  const colours = new Uint8Array(capacity * 4)
  colours.set(into.colours)
  Object.assign(into, wider, { colours })
}

function strideFor(tails: Tails, rows: readonly number[], { since, now, atMost }: TailWindow): number {
  const inWindow = Math.ceil((now - since) / SPACING)
  let places = 0
  for (const row of rows) {
    const ring = ringOf(tails, row)
    if (ring) places += Math.min(inWindow, ring.block.kept[ring.index] as number)
  }
  return Math.max(1, Math.ceil(places / atMost))
}
