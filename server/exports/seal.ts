/** The hash inside a file: made over all of its bytes with noughts where the hash itself stands, so that the file can carry it. */
import { createHash } from 'node:crypto'

/** Where a writer leaves room for the hash: once, in its last piece. */
export const ROOM = '0'.repeat(64)

export type Seal = { sha256: string; bytes: number }

/** Hands the pieces on as bytes, with the hash in its room; `seal` is told when all have gone by. */
export async function* sealed(pieces: AsyncIterable<string>, seal: Seal): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let before: Buffer | undefined
  for await (const piece of pieces) {
    if (piece === '') continue
    if (before) yield before
    before = Buffer.from(piece, 'utf8')
    hash.update(before)
    seal.bytes += before.length
  }
  const at = before?.lastIndexOf(ROOM) ?? -1
  if (!before || at < 0) throw new Error('the last piece of a file has no room for its hash')
  seal.sha256 = hash.digest('hex')
  before.write(seal.sha256, at, 'latin1')
  yield before
}

export type SealFound = { readonly sha256: string; readonly intact: boolean }

/** The hash a file carries, and whether its bytes are those it was made of; undefined where it carries none. */
export function findSeal(file: Buffer): SealFound | undefined {
  const from = Math.max(0, file.length - TAIL_BYTES)
  const last = [...file.toString('latin1', from).matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g)].at(-1)
  if (!last) return undefined
  const at = from + last.index
  const hash = createHash('sha256')
  hash
    .update(file.subarray(0, at))
    .update(ROOM)
    .update(file.subarray(at + ROOM.length))
  return { sha256: last[0], intact: hash.digest('hex') === last[0] }
}

/** The hash is followed by little. */
const TAIL_BYTES = 4096
