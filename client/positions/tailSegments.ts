/** Tails as the line segments deck.gl draws: none over a gap, the older the fainter, within a time and a number. */
import type { Rgba } from '../map/palette.ts'
import { latAt, lngAt, ringOf, SPACING, slotAt, type Tails, timeAt } from './tails.ts'

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
  { since, now }: TailWindow,
  stride: number,
  colour: Rgba,
): void {
  const ring = ringOf(tails, row)
  if (!ring) return
  const { block, index } = ring
  const kept = block.kept[index] as number
  const first = (block.written[index] as number) - kept
  let before = -1
  for (let nth = 0; nth < kept; nth++) {
    const slot = slotAt(block, index, nth)
    const at = timeAt(block, slot)
    if (at > now) return
    const broken = block.broken[slot] === 1
    const isEnd = nth === kept - 1 || block.broken[slotAt(block, index, nth + 1)] === 1
    // Counted from the first place ever, so that the same places stay drawn as new ones come.
    if (!broken && !isEnd && (first + nth) % stride !== 0) continue
    if (before >= 0 && !broken && at > since) {
      const begun = timeAt(block, before)
      const share = begun >= since ? 0 : (since - begun) / (at - begun)
      const [lng, lat] = [lngAt(block, before), latAt(block, before)]
      const [toLng, toLat] = [lngAt(block, slot), latAt(block, slot)]
      const alpha = OLD + (NEW - OLD) * (1 - (now - at) / (now - since))
      addSegment(into, lng + share * (toLng - lng), lat + share * (toLat - lat), toLng, toLat, colour, alpha)
    }
    before = slot
  }
}

function addSegment(
  into: Segments,
  lng: number,
  lat: number,
  toLng: number,
  toLat: number,
  colour: Rgba,
  alpha: number,
): void {
  const i = into.count++
  if (into.colours.length === i * 4) widen(into)
  into.from[i * 3] = lng
  into.from[i * 3 + 1] = lat
  into.to[i * 3] = toLng
  into.to[i * 3 + 1] = toLat
  into.colours[i * 4] = colour[0]
  into.colours[i * 4 + 1] = colour[1]
  into.colours[i * 4 + 2] = colour[2]
  into.colours[i * 4 + 3] = alpha
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
