/** Cuts JT/T 808 frames out of a byte stream: what stands between two 0x7e flags, never more than a frame may be long. */

/** The bytes between two flags, still escaped; or what was thrown away instead. */
export type Cut = Buffer | 'noise' | 'oversize'

export type FrameCutter = {
  push(bytes: Buffer, take: (cut: Cut) => void): void
  /** Whether a frame has begun and not ended. */
  unfinished(): boolean
}

const FLAG = 0x7e
const nothing = Buffer.alloc(0)

/** 1,023 bytes of body, 21 of header and the checksum, each byte escaped as two. */
const MOST_BYTES = (1_023 + 21 + 1) * 2

export function createFrameCutter(): FrameCutter {
  let rest: Buffer = nothing
  // Before the first flag nothing can be a frame; after an oversize one, nothing until the next flag.
  let state: 'outside' | 'inside' | 'skipping' = 'outside'

  return {
    push(bytes, take) {
      let from = 0
      for (;;) {
        const flag = bytes.indexOf(FLAG, from)
        const piece = bytes.subarray(from, flag < 0 ? bytes.length : flag)
        if (state === 'outside' && piece.length > 0) {
          take('noise')
          state = 'skipping'
        }
        if (state === 'inside' && rest.length + piece.length > MOST_BYTES) {
          take('oversize')
          state = 'skipping'
          rest = nothing
        }
        // Also copies the piece: a part of it would keep the whole chunk in memory.
        if (state === 'inside' && piece.length > 0) rest = Buffer.concat([rest, piece])
        if (flag < 0) return
        if (rest.length > 0) take(rest)
        rest = nothing
        state = 'inside'
        from = flag + 1
      }
    },
    unfinished: () => rest.length > 0,
  }
}
