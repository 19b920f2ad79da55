/** For tests: the decode tool on rows of vectors. */
import type { Decoded } from './decoded.ts'
import { decoders } from './decoders.ts'

/** After the newest vector, and long before the year 2099 that some damaged ones tell. */
const now = Date.UTC(2027, 0, 1)

export const decode = (protocol: string, input: string | Buffer): Decoded => {
  const decoder = decoders[protocol]
  if (!decoder) throw new Error(protocol)
  return decoder(Buffer.from(input as string), now)
}

export const isNear = (a: number | null | undefined, b: number, tolerance: number): boolean =>
  a !== null && a !== undefined && Math.abs(a - b) <= tolerance

/** Rows whose decoding is not what it must be, with what came out, so that a failure shows itself. */
export const wrongOnes = <Row extends { id: string }>(
  rows: Row[],
  decodeRow: (row: Row) => Decoded,
  isRight: (row: Row, got: Decoded) => boolean,
) => rows.map((row) => ({ row, got: decodeRow(row) })).filter(({ row, got }) => !isRight(row, got))
