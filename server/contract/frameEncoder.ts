/** Makes frames: each map cell's segment is encoded once a tick, and a view's frame is the segments of its cells. */
import { createByNumber } from './byNumber.ts'
import { cellsOf, columnOf, rowOf, type View } from './cells.ts'
import {
  blank,
  copyKnown,
  type Known,
  keepUsualAccuracy,
  quantise,
  writeArrival,
  writeMove,
} from './fixCode.ts'
import { DELTA, FULL, HOME_COLUMN, HOME_ROW } from './frame.ts'
import type { ReceivedFix } from './positions.ts'
import { createWriter, type Writer } from './varint.ts'

export type FrameEncoder = {
  /** Takes in who moved since the last tick, each mover once; `now` is ms UTC. Every open view then owes a delta. */
  take: (moved: readonly ReceivedFix[], now: number) => void
  /** A view that numbers its frames by itself. */
  open: (view: View) => FrameView
}

export type FrameView = {
  /** What `take` took, for every console that has all frames of this view; undefined where nothing moved and none is due. */
  delta: (due: boolean) => ArrayBuffer | undefined
  /** All movers in view, for a console that has nothing; it takes no number of its own: the next delta follows on. */
  full: () => ArrayBuffer
  /** All movers in view, in the steps of the wire. */
  known: () => Iterable<Readonly<Known>>
  /** Of its last frame. */
  number: () => number
}

type Cell = {
  readonly number: number
  readonly slots: (Known | undefined)[]
  readonly free: number[]
  readonly departures: number[]
  readonly arrivals: Known[]
  /** Numbers in the list of those that moved. */
  readonly moves: number[]
  /** Its segment in the bytes of this tick. */
  tick: number
  from: number
  to: number
}

/** One per server and run: `series` tells its frames from those of the run before, whose numbers may be the same. */
export function createFrameEncoder(series = Math.floor(Math.random() * 0x4000) * 0x400): FrameEncoder {
  const movers = createByNumber<Known>()
  const cells = new Map<number, Cell>()
  const news: Known[] = []
  const writer = createWriter()
  let touched: Cell[] = []
  let tick = 0
  let now = 0
  let views = 0

  const touch = (number: number): Cell => {
    const cell = cells.get(number) ?? emptyCell(number)
    if (cell.tick === tick) return cell
    cells.set(number, cell)
    cell.tick = tick
    touched.push(cell)
    return cell
  }
  const arrive = (known: Known) => {
    const cell = touch(known.cell)
    known.slot = cell.free.pop() ?? cell.slots.length
    cell.slots[known.slot] = known
    cell.arrivals.push(known)
  }
  const depart = ({ cell: number, slot }: Known) => {
    const cell = touch(number)
    cell.slots[slot] = undefined
    cell.departures.push(slot)
  }
  const note = (fix: ReceivedFix, i: number) => {
    const is = news[i] ?? blank()
    news[i] = is
    quantise(fix, is)
    const was = movers.get(is.mover)
    is.interval = was ? is.at - was.at : 0
    if (was?.cell === is.cell) {
      is.slot = was.slot
      touch(is.cell).moves.push(i)
      return
    }
    if (was) depart(was)
    const known = was ?? blank()
    copyKnown(is, known)
    movers.set(is.mover, known)
    arrive(known)
  }
  return {
    take(moved, at) {
      tick++
      now = at
      touched = []
      for (let i = 0; i < moved.length; i++) note(moved[i] as ReceivedFix, i)
      touched.sort((a, b) => a.number - b.number)
      writer.start()
      for (const cell of touched) writeSegment(writer, cell, news, Math.floor(now / 10))
    },
    open(view) {
      const looked = view && cellsOf(view)
      const wanted = looked && new Set(looked)
      const mine = ++views + series
      let number = 0
      return {
        delta(due) {
          const parts = segments(wanted)
          if (!due && parts.every(({ length }) => length === 0)) return undefined
          return frameOf({ kind: DELTA, series: mine, number: ++number, now }, parts)
        },
        full: () => frameOf({ kind: FULL, series: mine, number, now }, [wholeCells(present(wanted), now)]),
        number: () => number,
        known: function* () {
          for (const { slots } of present(wanted)) for (const known of slots) if (known) yield known
        },
      }
    },
  }

  function segments(wanted: ReadonlySet<number> | null): Uint8Array[] {
    if (!wanted) return [writer.written()]
    return touched.filter(({ number }) => wanted.has(number)).map(({ from, to }) => writer.written(from, to))
  }
  function present(wanted: ReadonlySet<number> | null): Cell[] {
    if (!wanted) return [...cells.values()]
    return [...wanted].flatMap((number) => cells.get(number) ?? [])
  }
}

/** A full frame of these fixes and nobody else, each mover once. */
export function fullFrameOf(fixes: readonly ReceivedFix[], now: number): ArrayBuffer {
  const encoder = createFrameEncoder()
  encoder.take(fixes, now)
  return encoder.open(null).full()
}

const emptyCell = (number: number): Cell => ({
  number,
  slots: [],
  free: [],
  departures: [],
  arrivals: [],
  moves: [],
  tick: 0,
  from: 0,
  to: 0,
})

function writeHead(writer: Writer, cell: number, moves: number, departures: number, arrivals: number): void {
  const others = departures + arrivals > 0
  writer.putSigned(columnOf(cell) - HOME_COLUMN)
  writer.putSigned(rowOf(cell) - HOME_ROW)
  writer.put(moves * 2 + (others ? 1 : 0))
  if (!others) return
  writer.put(departures)
  writer.put(arrivals)
}

/** Writes what changed in a cell, and takes it over into what is known. */
function writeSegment(writer: Writer, cell: Cell, news: readonly Known[], now: number): void {
  const { departures, arrivals, moves } = cell
  cell.from = writer.length()
  writeHead(writer, cell.number, moves.length, departures.length, arrivals.length)
  for (const slot of departures) writer.put(slot)
  for (const known of arrivals) writeArrival(writer, known, now)
  moves.sort((a, b) => (news[a] as Known).slot - (news[b] as Known).slot)
  let before = -1
  for (const i of moves) {
    const is = news[i] as Known
    const was = cell.slots[is.slot] as Known
    keepUsualAccuracy(was, is)
    // A move comes without its time of receipt: the console takes that of the frame.
    is.received = now
    writeMove(writer, is.slot - before - 1, was, is)
    copyKnown(is, was)
    before = is.slot
  }
  // Free from the next tick on: in this one a move may still name a slot above.
  cell.free.push(...departures)
  departures.length = 0
  arrivals.length = 0
  moves.length = 0
  cell.to = writer.length()
}

function wholeCells(cells: readonly Cell[], now: number): Uint8Array {
  const writer = createWriter()
  for (const { number, slots } of cells) {
    const all = slots.filter((known) => known !== undefined)
    if (all.length === 0) continue
    writeHead(writer, number, 0, 0, all.length)
    for (const known of all) writeArrival(writer, known, Math.floor(now / 10))
  }
  return writer.written()
}

type Head = { readonly kind: number; readonly series: number; readonly number: number; readonly now: number }

function frameOf({ kind, series, number, now }: Head, parts: readonly Uint8Array[]): ArrayBuffer {
  const writer = createWriter(32)
  const body = parts.reduce((sum, { length }) => sum + length, 0)
  for (const value of [kind, series, number, now, body]) writer.put(value)
  const all = [writer.written(), ...parts]
  const frame = new Uint8Array(writer.length() + body)
  let at = 0
  for (const part of all) {
    frame.set(part, at)
    at += part.length
  }
  return frame.buffer
}
