/** Where each mover has been: a ring of past places a row, in flat arrays, filled by the frames as they come. */
import { greyAfter } from './ageing.ts'
import { livePositions, onLiveMoved, type Positions } from './store.ts'

/** Past places are at least this far apart, ms; the newest fix is always one of them. */
export const SPACING = 5000
/** A quarter of an hour of them, and a little. */
export const SLOTS = 192
/** Rows a block: the rings take memory as movers come, and never move. */
const BLOCK = 1024
/** Places are kept in ten-millionths of a degree: about a centimetre. */
export const DEGREE = 1e7

/** 13 bytes a place and 21 a row: 2,517 bytes a mover, 25 MB for 10,000. */
export type Block = ReturnType<typeof allocate>

const allocate = (base: number) => ({
  /** What the times count from; ms UTC. */
  base,
  lng: new Int32Array(BLOCK * SLOTS),
  lat: new Int32Array(BLOCK * SLOTS),
  /** Tenths of a second since `base`. */
  at: new Int32Array(BLOCK * SLOTS),
  /** 1: nothing was heard for too long before this place, so no line leads to it. */
  broken: new Uint8Array(BLOCK * SLOTS),
  /** By row: how many places were ever put in, and how many are there. */
  written: new Uint32Array(BLOCK),
  kept: new Uint8Array(BLOCK),
  /** By row: the count in `written` before which the latest broken place was put in; none is broken after it. */
  lastBroken: new Uint32Array(BLOCK),
  /** By row: when the newest fix was taken, ms UTC, and the usual time between fixes before it. */
  seen: new Float64Array(BLOCK),
  interval: new Float32Array(BLOCK),
})

export type Tails = { blocks: Block[] }
export type PastPlace = { readonly at: number; readonly lng: number; readonly lat: number }

export const createTails = (): Tails => ({ blocks: [] })

/** The tails of this console. */
export const tails = createTails()

/** Files the fixes of every frame from now on; answers how to stop. */
export const recordTails = (): (() => void) => onLiveMoved(() => record(tails, livePositions()))

/** Forgets all past places, as when another person signs in. */
export function forgetTails(into: Tails = tails): void {
  into.blocks = []
}

/** Files whatever moved since the last call. */
export function record(into: Tails, from: Positions): void {
  for (let row = 0; row < from.count; row++) {
    const at = from.at[row] as number
    const block = into.blocks[Math.floor(row / BLOCK)] ?? addBlock(into, at)
    const i = row % BLOCK
    if (at === block.seen[i] || from.present[row] === 0) continue
    file(block, i, at, from.places[row * 3] as number, from.places[row * 3 + 1] as number)
    block.interval[i] = from.interval[row] as number
  }
}

/** Puts places fetched from the server, oldest first, before those the console has seen itself. */
export function fillPast(into: Tails, row: number, past: readonly PastPlace[]): void {
  const block = into.blocks[Math.floor(row / BLOCK)]
  const i = row % BLOCK
  if (!block || block.kept[i] === 0) return
  const [seen, own] = [block.seen[i] as number, [...placesOf(block, i)]]
  const [first, ...rest] = own as [PastPlace, ...typeof own]
  block.kept[i] = 0
  block.seen[i] = 0
  for (const { at, lng, lat } of past) if (at < first.at) file(block, i, at, lng, lat)
  // What broke a line later was heard here; only what came before the first place is known better now.
  push(block, i, first.at, first.lng, first.lat, isGap(block, i, first.at))
  for (const { at, lng, lat, broken } of rest) push(block, i, at, lng, lat, broken)
  block.seen[i] = seen
}

/** Puts down where a row was, oldest first; `broken`: nothing was heard for too long before it. */
export function layTail(into: Tails, row: number, places: Iterable<PastPlace & { broken: boolean }>): void {
  for (const { at, lng, lat, broken } of places) {
    while (into.blocks.length <= Math.floor(row / BLOCK)) addBlock(into, at)
    push(into.blocks[Math.floor(row / BLOCK)] as Block, row % BLOCK, at, lng, lat, broken)
  }
}

/** When the oldest place of a row was; ms UTC, undefined where there is none. */
export function oldestAt(from: Tails, row: number): number | undefined {
  const block = from.blocks[Math.floor(row / BLOCK)]
  const i = row % BLOCK
  if (!block || block.kept[i] === 0) return undefined
  return timeAt(block, slotAt(block, i, 0))
}

/** Rings by number, for whoever draws them. */
export const ringOf = (
  from: Tails,
  row: number,
): { readonly block: Block; readonly index: number } | undefined => {
  const block = from.blocks[Math.floor(row / BLOCK)]
  return block && { block, index: row % BLOCK }
}

/** The slot of the `nth` place of a ring, the oldest first. */
export const slotAt = (block: Block, index: number, nth: number): number =>
  index * SLOTS + (((block.written[index] as number) - (block.kept[index] as number) + nth) % SLOTS)

const timeAt = (block: Block, slot: number): number => block.base + (block.at[slot] as number) * 100
const lngAt = (block: Block, slot: number): number => (block.lng[slot] as number) / DEGREE
const latAt = (block: Block, slot: number): number => (block.lat[slot] as number) / DEGREE

function addBlock(into: Tails, base: number): Block {
  const block = allocate(base)
  into.blocks.push(block)
  return block
}

function file(block: Block, i: number, at: number, lng: number, lat: number): void {
  // Replay may go back: what comes after is not the past any more.
  if (at < (block.seen[i] as number)) forgetFrom(block, i, at)
  const gap = isGap(block, i, at)
  if (!gap && isProvisional(block, i)) dropNewest(block, i)
  push(block, i, at, lng, lat, gap)
}

/** Three reports missed, and 30 s at least, by what was usual before: nobody knows where it was meanwhile. */
function isGap(block: Block, i: number, at: number): boolean {
  const seen = block.seen[i] as number
  return seen === 0 || at - seen > greyAfter(block.interval[i] as number)
}

/** The newest place gives way to the next fix while it is too near in time to the one before it. */
function isProvisional(block: Block, i: number): boolean {
  const kept = block.kept[i] as number
  if (kept < 2) return false
  const newest = slotAt(block, i, kept - 1)
  const apart = (block.at[newest] as number) - (block.at[slotAt(block, i, kept - 2)] as number)
  return block.broken[newest] === 0 && apart * 100 < SPACING
}

function push(block: Block, i: number, at: number, lng: number, lat: number, gap: boolean): void {
  const slot = i * SLOTS + ((block.written[i] as number) % SLOTS)
  block.lng[slot] = Math.round(lng * DEGREE)
  block.lat[slot] = Math.round(lat * DEGREE)
  block.at[slot] = Math.round((at - block.base) / 100)
  block.broken[slot] = gap ? 1 : 0
  if (gap) block.lastBroken[i] = block.written[i] as number
  block.written[i] = (block.written[i] as number) + 1
  block.kept[i] = Math.min(SLOTS, (block.kept[i] as number) + 1)
  block.seen[i] = at
}

function dropNewest(block: Block, i: number): void {
  block.written[i] = (block.written[i] as number) - 1
  block.kept[i] = (block.kept[i] as number) - 1
}

function forgetFrom(block: Block, i: number, at: number): void {
  const newest = () => timeAt(block, slotAt(block, i, (block.kept[i] as number) - 1))
  while ((block.kept[i] as number) > 0 && newest() >= at) dropNewest(block, i)
  block.seen[i] = block.kept[i] === 0 ? 0 : newest()
}

/** A ring's places, the oldest first. */
function* placesOf(block: Block, i: number): Generator<PastPlace & { readonly broken: boolean }> {
  for (let nth = 0; nth < (block.kept[i] as number); nth++) {
    const slot = slotAt(block, i, nth)
    const broken = block.broken[slot] === 1
    yield { at: timeAt(block, slot), lng: lngAt(block, slot), lat: latAt(block, slot), broken }
  }
}
