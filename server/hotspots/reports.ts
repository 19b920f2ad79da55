/** Every ticket of the time looked back on, in flat arrays: when, where, what, who told, and since when and until when it was known. */
import type { HotspotSource } from '#contract/hotspots.ts'
import { hotspotSources } from '#contract/hotspots.ts'
import type { Places } from './places.ts'

/** What is reckoned with of a ticket. */
export type Report = {
  readonly ticket: number
  /** ms UTC. */
  readonly happened: number
  readonly received: number
  readonly category: string
  readonly source: HotspotSource
  readonly lng: number
  readonly lat: number
  /** Cancelled, returned or fused into another: since when, ms UTC; null: it counts. */
  readonly gone: number | null
}

export type Columns = {
  readonly ticket: Int32Array
  readonly happened: Float64Array
  readonly received: Float64Array
  readonly gone: Float64Array
  readonly category: Uint16Array
  readonly source: Uint8Array
  /** Hour of the week in Shanghai, from Monday 00:00 on. */
  readonly hour: Uint8Array
  readonly cell: Int32Array
  readonly piece: Int32Array
  /** Degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
}

export type Reports = {
  size(): number
  /** Others once there are more rows. */
  columns(): Columns
  /** As a ticket stands now. What was known before stays as it was: answers the rows that ended and began. */
  put(report: Report, at: number): { readonly ended: number; readonly began: number }
  /** Finds every ticket its piece anew, among these. */
  layOn(pieces: Places): void
  /** By number, 1 for the categories that begin so; null: all. */
  categories(prefix: string | null): Uint8Array | null
  categoryName(number: number): string
  /** The earliest ticket, ms UTC. */
  earliest(): number
  /** When the newest was received, ms UTC; null: there is none. */
  dataTime(): number | null
}

export const NONE = -1
const HOUR_MS = 3_600_000
const SHANGHAI_MS = 8 * HOUR_MS
/** 1970 began on a Thursday. */
const THURSDAY_HOURS = 72

const hourOfWeek = (at: number): number => (Math.floor((at + SHANGHAI_MS) / HOUR_MS) + THURSDAY_HOURS) % 168

export function createReports(cells: Places, firstPieces: Places): Reports {
  let pieces = firstPieces
  let columns = room(4_096)
  let size = 0
  let earliest = Number.POSITIVE_INFINITY
  let newest = Number.NEGATIVE_INFINITY
  const rows = new Map<number, number>()
  const names: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (category: string) => {
    const known = numbers.get(category)
    if (known !== undefined) return known
    numbers.set(category, names.length)
    return names.push(category) - 1
  }
  const isSame = (row: number, report: Report): boolean =>
    columns.category[row] === numberOf(report.category) &&
    columns.cell[row] === cells.at(report.lng, report.lat)

  const begin = (report: Report, received: number): number => {
    if (size === columns.ticket.length) columns = room(size * 2, columns)
    const row = size++
    columns.ticket[row] = report.ticket
    columns.happened[row] = report.happened
    columns.received[row] = received
    columns.gone[row] = Number.POSITIVE_INFINITY
    columns.category[row] = numberOf(report.category)
    columns.source[row] = hotspotSources.indexOf(report.source)
    columns.hour[row] = hourOfWeek(report.happened)
    columns.cell[row] = cells.at(report.lng, report.lat)
    columns.piece[row] = pieces.at(report.lng, report.lat)
    columns.lng[row] = report.lng
    columns.lat[row] = report.lat
    rows.set(report.ticket, row)
    earliest = Math.min(earliest, report.happened)
    newest = Math.max(newest, received)
    return row
  }
  return {
    size: () => size,
    columns: () => columns,
    put(report, at) {
      const row = rows.get(report.ticket)
      if (row === undefined) {
        const began = begin(report, report.received)
        if (report.gone !== null) columns.gone[began] = report.gone
        return { ended: NONE, began: report.gone === null ? began : NONE }
      }
      const counted = columns.gone[row] === Number.POSITIVE_INFINITY
      if (counted && report.gone === null && isSame(row, report)) return { ended: NONE, began: NONE }
      if (counted) columns.gone[row] = at
      const began = report.gone === null ? begin(report, at) : NONE
      return { ended: counted ? row : NONE, began }
    },
    layOn(others) {
      pieces = others
      const { piece, lng, lat } = columns
      for (let row = 0; row < size; row++) piece[row] = pieces.at(lng[row] as number, lat[row] as number)
    },
    categories(prefix) {
      if (prefix === null) return null
      return Uint8Array.from(names, (name) => (name.startsWith(prefix) ? 1 : 0))
    },
    categoryName: (number) => names[number] as string,
    earliest: () => earliest,
    dataTime: () => (size === 0 ? null : newest),
  }
}

function room(capacity: number, before?: Columns): Columns {
  const fresh: Columns = {
    ticket: new Int32Array(capacity),
    happened: new Float64Array(capacity),
    received: new Float64Array(capacity),
    gone: new Float64Array(capacity),
    category: new Uint16Array(capacity),
    source: new Uint8Array(capacity),
    hour: new Uint8Array(capacity),
    cell: new Int32Array(capacity),
    piece: new Int32Array(capacity),
    lng: new Float64Array(capacity),
    lat: new Float64Array(capacity),
  }
  if (before) for (const name of Object.keys(fresh) as (keyof Columns)[]) fresh[name].set(before[name])
  return fresh
}
