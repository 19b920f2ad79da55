/** Cuts H02 messages out of a byte stream: text from `*` to `#`, binary from `$` on, which tells no length. */

export type Cut = Buffer | 'noise' | 'oversize'

export type H02Cutter = {
  push(bytes: Buffer, take: (cut: Cut) => void): void
  unfinished(): boolean
}

const STAR = 0x2a
const DOLLAR = 0x24
const HASH = 0x23
const MOST_BYTES = 1_024
const nothing = Buffer.alloc(0)

/** Makers differ: the shortest first, since what is cut off too early costs only what follows the place. */
const binaryBytes = [32, 42, 45, 46]

export function createH02Cutter(): H02Cutter {
  let rest: Buffer = nothing
  let inNoise = false

  /** Where the next message begins; what stands before it is noise, counted once, line ends aside. */
  const toMarker = (take: (cut: Cut) => void) => {
    const at = rest.findIndex((byte) => byte === STAR || byte === DOLLAR)
    const before = at < 0 ? rest : rest.subarray(0, at)
    if (!inNoise && before.some((byte) => byte > 0x20)) {
      take('noise')
      inNoise = true
    }
    rest = at < 0 ? nothing : rest.subarray(at)
  }

  return {
    push(bytes, take) {
      rest = Buffer.concat([rest, bytes])
      for (;;) {
        toMarker(take)
        if (rest.length === 0) return
        const length = rest[0] === STAR ? rest.indexOf(HASH) + 1 : binaryLength(rest)
        if (length > 0 && length <= MOST_BYTES) {
          take(rest.subarray(0, length))
          rest = rest.subarray(length)
          inNoise = false
        } else if (length > MOST_BYTES || rest.length > MOST_BYTES) {
          take('oversize')
          inNoise = true
          rest = rest.subarray(MOST_BYTES)
        } else {
          // A copy of its own: a part would keep the whole chunk in memory.
          rest = Buffer.from(rest)
          return
        }
      }
    },
    unfinished: () => rest.length > 0,
  }
}

/** 0 while it cannot be told: it ends where the chunk ends, or where another message begins. */
function binaryLength(bytes: Buffer): number {
  const ends = binaryBytes.find((length) => bytes.length === length || isMarker(bytes[length]))
  if (ends !== undefined) return ends
  return bytes.length > Math.max(...binaryBytes) ? (binaryBytes[0] ?? 0) : 0
}

const isMarker = (byte: number | undefined): boolean => byte === STAR || byte === DOLLAR
