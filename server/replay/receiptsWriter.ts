/** Writes when each fix of a chunk was received, in the chunk's order. */
import { RECEIPTS_VERSION, type Stray, strayFields } from '#contract/chunkReceipts.ts'
import { createWriter } from '#contract/varint.ts'
import { joined, type Span, type Tracks } from './chunkWriter.ts'

/** Not compressed yet; `tracks` in the order in which the chunk was written. */
export function writeReceipts(span: Span, tracks: Tracks, strays: readonly Stray[]): Uint8Array {
  const head = createWriter()
  head.put(RECEIPTS_VERSION)
  head.put(strays.length)
  for (const stray of strays) {
    head.put(stray.mover)
    for (const field of strayFields) head.putSigned(stray[field])
  }
  head.put(span.blocks)
  const next = tracks.begins.slice()
  const blocks = Array.from({ length: span.blocks }, (_, block) =>
    writeLags((block + 1) * span.blockMs, tracks, next),
  )
  for (const { length } of blocks) head.put(length)
  return joined([head.written(), ...blocks])
}

/** Of the fixes before `until`, from where `next` says each mover has come. */
function writeLags(until: number, tracks: Tracks, next: Int32Array): Uint8Array {
  const writer = createWriter()
  let before = 0
  for (let i = 0; i < next.length; i++) {
    let row = next[i] as number
    for (; row < (tracks.ends[i] as number) && (tracks.at[row] as number) < until; row++) {
      const lag = tracks.lag[row] as number
      writer.putSigned(lag - before)
      before = lag
    }
    next[i] = row
  }
  return writer.written().slice()
}
