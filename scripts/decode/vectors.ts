/** For tests: the decode vectors that may stand beside the project; they are not part of it. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Decoded } from './decoded.ts'
import { decoders } from './decoders.ts'

const folder = resolve(import.meta.dirname, '../../../shared/vectors')

export const vectorsAreHere = existsSync(folder)

/** Added to the names of tests that need them, so that a skipped one says why. */
export const needsVectors = vectorsAreHere ? '' : ' (skipped: ../shared/vectors is not here)'

/** The rows of a file; none where the vectors are not here. */
export function readVectors<Row>(name: string): Row[] {
  if (!vectorsAreHere) return []
  const lines = readFileSync(resolve(folder, `${name}.jsonl`), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
}

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
