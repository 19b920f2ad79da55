/** The frame: who moved in one tick, as bytes cut by map cell, each fix coded as what changed since the one before it. */
import { createByNumber } from './byNumber.ts'
import { cellOf, isCell } from './cells.ts'
import { blank, type Known, readArrival, readMove, restore } from './fixCode.ts'
import type { ReceivedFix } from './positions.ts'
import { createReader, type Reader } from './varint.ts'

/**
 * `number` counts the frames of one view; `previous` is the frame a delta builds on (0 for a full one); `now` is the
 * server's time in ms UTC.
 */
export type FrameHead = {
  readonly number: number
  readonly previous: number
  readonly full: boolean
  readonly now: number
}

/*
 * The layout. All numbers are varints (7 bits a byte, lowest first), signed ones in zigzag.
 *   head:    kind · series of the view's frames · number · now in ms · bytes of all segments; then the segments
 *   segment: column and row of its cell from home · moves × 2 + 1 if counts follow · departures and arrivals, if so ·
 *            slots of who left the cell · arrivals · moves, by ascending slot
 * An arrival is told whole and names its mover and its slot in the cell; a move names the slot only and builds on what
 * both sides remember of it (`fixCode.ts`). A segment is the same bytes for everyone who looks at its cell.
 */
export const DELTA = 1
export const FULL = 2
/** Where cells are counted from: near the middle of Shanghai, so that its cells cost a byte each way. */
export const HOME_COLUMN = 7535
export const HOME_ROW = 3030

export type FrameDecoder = {
  /**
   * Hands over each fix of the frame and each mover that left the view, or answers 'gap' and hands over nothing: when a
   * frame was missed, and when the bytes are not a whole frame. Then ask for a full one. After a full one, whoever it
   * does not name is gone. The object handed over is reused: copy what you keep.
   */
  decode: (
    buffer: ArrayBuffer | ArrayBufferView,
    onFix: (fix: ReceivedFix, head: FrameHead) => void,
    onGone?: (mover: number) => void,
  ) => FrameHead | 'gap'
  /** All movers in view, in the steps of the wire. */
  known: () => Iterable<Readonly<Known>>
}

type Table = (Known | undefined)[]
type Departure = { readonly cell: number; readonly slot: number }

/** One per console and connection. */
export function createFrameDecoder(): FrameDecoder {
  let movers = createByNumber<Known>()
  const tables = new Map<number, Table>()
  const news = createNews()
  const handed = { ...blank() }
  let series = -1
  let number = -1

  const tableOf = (cell: number): Table => {
    const found = tables.get(cell)
    if (found) return found
    const made: Table = []
    tables.set(cell, made)
    return made
  }
  const letGo = ({ cell, slot }: Departure): number | undefined => {
    const table = tables.get(cell)
    const left = table?.[slot]
    if (!table || !left) return undefined
    table[slot] = undefined
    // It may have arrived elsewhere in this very frame: then it is not gone.
    left.cell = NOWHERE
    return left.mover
  }
  const letIn = (is: Known) => {
    const was = movers.get(is.mover)
    const known = was ? Object.assign(was, is) : { ...is }
    if (!was) movers.set(is.mover, known)
    tableOf(is.cell)[is.slot] = known
  }
  return {
    known: () => movers.values(),
    decode(buffer, onFix, onGone) {
      const reader = createReader(buffer)
      const kind = reader.take()
      const [itsSeries, itsNumber, now] = [reader.take(), reader.take(), reader.take()]
      const full = kind === FULL
      if (reader.take() !== reader.left() || reader.broken() || (!full && kind !== DELTA)) return 'gap'
      if (!full && (itsSeries !== series || itsNumber !== number + 1)) return 'gap'
      // All is read before anything is let in: half a frame moves nobody.
      news.clear()
      const ticks = Math.floor(now / 10)
      while (!reader.atEnd()) if (!readSegment(reader, tables, ticks, news)) return 'gap'

      if (full) movers = createByNumber()
      if (full) tables.clear()
      series = itsSeries
      number = itsNumber
      const head = { number, previous: full ? 0 : number - 1, full, now }
      const left = news.departures.map(letGo)
      for (let i = 0; i < news.count(); i++) letIn(news.at(i))
      for (const mover of left) {
        if (mover === undefined || movers.get(mover)?.cell !== NOWHERE) continue
        movers.delete(mover)
        onGone?.(mover)
      }
      for (let i = 0; i < news.count(); i++) {
        restore(news.at(i), handed)
        onFix(handed, head)
      }
      return head
    },
  }
}

const NOWHERE = -1

type News = ReturnType<typeof createNews>

/** What a frame tells, read and not yet let in. Its objects are kept from frame to frame. */
function createNews() {
  const kept: Known[] = []
  let count = 0
  const departures: Departure[] = []
  return {
    departures,
    clear() {
      count = 0
      departures.length = 0
    },
    /** The next object to read into. */
    next(): Known {
      const known = kept[count] ?? blank()
      kept[count++] = known
      return known
    },
    count: () => count,
    at: (i: number): Known => kept[i] as Known,
  }
}

/** Answers whether there was a whole and believable segment. */
function readSegment(reader: Reader, tables: ReadonlyMap<number, Table>, now: number, news: News): boolean {
  const [column, row] = [HOME_COLUMN + reader.takeSigned(), HOME_ROW + reader.takeSigned()]
  const lead = reader.take()
  const others = lead % 2 === 1
  const [departures, arrivals] = others ? [reader.take(), reader.take()] : [0, 0]
  if (reader.broken() || !isCell(column, row)) return false
  const cell = cellOf(column, row)
  for (let i = 0; i < departures && !reader.broken(); i++) {
    news.departures.push({ cell, slot: reader.take() })
  }
  for (let i = 0; i < arrivals; i++) if (!readArrival(reader, cell, now, news.next())) return false
  const table = tables.get(cell)
  let slot = -1
  for (let moves = Math.floor(lead / 2); moves > 0; moves--) {
    const first = reader.take()
    slot += 1 + Math.floor(first / 2)
    const was = table?.[slot]
    if (!was || !readMove(reader, first, was, now, news.next())) return false
  }
  return !reader.broken()
}
