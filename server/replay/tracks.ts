/** Fixes as flat columns: taken in as they come, then put in the order of movers and times. */
import type { Tracks } from './chunkWriter.ts'

const columns = {
  mover: Int32Array,
  at: Int32Array,
  lng: Int32Array,
  lat: Int32Array,
  speed: Int16Array,
  heading: Int16Array,
  accuracy: Uint8Array,
  source: Uint8Array,
  skew: Int32Array,
  lag: Int32Array,
} as const
type Column = keyof typeof columns
const names = Object.keys(columns) as Column[]

/** A fix in the steps of a chunk, and whose it is. */
export type TrackRow = Readonly<Record<Column, number>>

export type Gathered = {
  add(row: TrackRow): void
  readonly count: () => number
  /** Each mover's in the order of their times; of several at one time the first that was received. They are handed over, and gone here. */
  sorted(): Tracks
}

type Columns = { [Name in Column]: InstanceType<(typeof columns)[Name]> }

const emptyColumns = (size: number): Columns =>
  Object.fromEntries(names.map((name) => [name, new columns[name](size)])) as Columns

export function gatherTracks(expected = 1024): Gathered {
  let size = Math.max(16, Math.ceil(expected))
  let is = emptyColumns(size)
  let count = 0
  const grow = () => {
    const larger = emptyColumns(size * 2)
    for (const name of names) larger[name].set(is[name])
    is = larger
    size *= 2
  }
  return {
    // One by one: going through the names takes four times as long.
    add(row) {
      if (count === size) grow()
      is.mover[count] = row.mover
      is.at[count] = row.at
      is.lng[count] = row.lng
      is.lat[count] = row.lat
      is.speed[count] = row.speed
      is.heading[count] = row.heading
      is.accuracy[count] = row.accuracy
      is.source[count] = row.source
      is.skew[count] = row.skew
      is.lag[count] = row.lag
      count++
    },
    count: () => count,
    sorted: () => sortTracks(is, count),
  }
}

/** By counting: fixes come in the order of their times or nearly so, and only few have to be put past another. */
function sortTracks(is: Columns, count: number): Tracks {
  const mover = is.mover.subarray(0, count)
  const { movers, numbers, starts } = countMovers(mover)
  const next = starts.slice()
  const order = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const i = numbers[mover[row] as number] as number
    const first = starts[i] as number
    let place = next[i] as number
    next[i] = place + 1
    for (; place > first && isLater(is, order[place - 1] as number, row); place--) {
      order[place] = order[place - 1] as number
    }
    order[place] = row
  }
  return inOrder(is, order, movers, starts)
}

function isLater({ at, lag }: Columns, one: number, other: number): boolean {
  const ms = (at[one] as number) - (at[other] as number)
  return ms > 0 || (ms === 0 && (lag[one] as number) > (lag[other] as number))
}

/** Which movers there are, the place of each by its number, and where each one's fixes begin. */
function countMovers(mover: Int32Array) {
  const counts = new Int32Array(mover.reduce((most, each) => Math.max(most, each), 0) + 1)
  for (const each of mover) counts[each] = (counts[each] as number) + 1
  const movers = Int32Array.from(counts.keys()).filter((each) => counts[each] !== 0)
  const numbers = new Int32Array(counts.length)
  const starts = new Int32Array(movers.length + 1)
  movers.forEach((each, i) => {
    numbers[each] = i
    starts[i + 1] = (starts[i] as number) + (counts[each] as number)
  })
  return { movers, numbers, starts }
}

function inOrder(is: Columns, order: Int32Array, movers: Int32Array, starts: Int32Array): Tracks {
  const begins = new Int32Array(movers.length)
  const ends = new Int32Array(movers.length)
  let count = 0
  for (let i = 0; i < movers.length; i++) {
    const first = count
    begins[i] = first
    for (let place = starts[i] as number; place < (starts[i + 1] as number); place++) {
      const row = order[place] as number
      if (count > first && is.at[row] === is.at[order[count - 1] as number]) continue
      order[count++] = row
    }
    ends[i] = count
  }
  const rows = order.subarray(0, count)
  const into = {} as Columns
  const handOver = <Name extends Column>(name: Name) => {
    into[name] = pick(name, is[name], rows)
    // At once: of millions of fixes both would be hundreds of megabytes.
    is[name] = new columns[name](0) as Columns[Name]
  }
  for (const name of valueNames) handOver(name)
  return { ...into, movers, begins, ends }
}

type Values = Omit<Tracks, 'movers' | 'begins' | 'ends'>
const valueNames = names.filter((name): name is keyof Values => name !== 'mover')

/** These rows alone. */
export const picked = (from: Values, rows: Int32Array): Values =>
  Object.fromEntries(valueNames.map((name) => [name, pick(name, from[name], rows)])) as Values

function pick<Name extends Column>(name: Name, from: ArrayLike<number>, rows: Int32Array): Columns[Name] {
  const into = new columns[name](rows.length)
  for (let i = 0; i < rows.length; i++) into[i] = from[rows[i] as number] as number
  return into as Columns[Name]
}
