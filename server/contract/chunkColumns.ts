/** The columns of one block of a chunk, out of their bytes: each in a loop of its own, which is several times as fast as in turn. */

/** `counts` has one number for each mover, `seldoms` three for each change, the others one for each fix. */
export type Columns = {
  readonly counts: Int32Array
  readonly times: Float64Array
  readonly lngs: Int32Array
  readonly lats: Int32Array
  readonly speeds: Int32Array
  readonly headings: Int32Array
  readonly seldoms: Float64Array
  /** How many numbers `seldoms` has. */
  readonly seldomCount: number
}

/**
 * `places`: where each column begins in the chunk and where it ends, in the order of `columnNames`. Throws
 * `RangeError` where the columns do not fit together. The answer is reused by the next call.
 */
export function unpackColumns(bytes: Uint8Array, places: Int32Array, movers: number): Columns {
  const longest = longestOf(places)
  if (longest > scratch.times.length) scratch = columnsOf(longest)
  const [counts, times, ...others] = numbersOf(scratch).map((into, i) =>
    unpack(bytes, places[2 * i] as number, places[2 * i + 1] as number, into),
  ) as [number, number, ...number[]]
  const seldomCount = others.pop() as number
  let fixes = 0
  for (let i = 0; i < counts; i++) fixes += scratch.counts[i] as number
  if (counts !== movers || fixes !== times || others.some((count) => count !== times)) throw brokenOff()
  return { ...scratch, seldomCount }
}

export const brokenOff = () => new RangeError('The chunk is broken off')

// One for all chunks: a block is gone through within one turn, and fresh columns would be 4 MB each time.
let scratch = columnsOf(1024)

function columnsOf(size: number): Omit<Columns, 'seldomCount'> {
  return {
    counts: new Int32Array(size),
    // Wider than 32 bits where somebody was silent for weeks.
    times: new Float64Array(size),
    lngs: new Int32Array(size),
    lats: new Int32Array(size),
    speeds: new Int32Array(size),
    headings: new Int32Array(size),
    seldoms: new Float64Array(size),
  }
}

const numbersOf = ({ counts, times, lngs, lats, speeds, headings, seldoms }: typeof scratch) => [
  counts,
  times,
  lngs,
  lats,
  speeds,
  headings,
  seldoms,
]

/** A number has one byte at least. */
function longestOf(places: Int32Array): number {
  let longest = 0
  for (let i = 1; i < places.length; i += 2) {
    longest = Math.max(longest, (places[i] as number) - (places[i - 1] as number))
  }
  return longest
}

/** Answers how many numbers there were. */
function unpack(bytes: Uint8Array, from: number, to: number, into: Int32Array | Float64Array): number {
  let count = 0
  for (let at = from; at < to; at++) {
    let value = bytes[at] as number
    // Nearly every number is one byte.
    if (value > 127) {
      value -= 128
      for (let scale = 128; ; scale *= 128) {
        const byte = bytes[++at] as number
        if (at >= to || scale > 2 ** 42) throw brokenOff()
        value += (byte & 127) * scale
        if (byte < 128) break
      }
    }
    into[count++] = value
  }
  return count
}
