/** For tests: the decode vectors that may stand beside the project; they are not part of it. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../shared/vectors')

export const vectorsAreHere = existsSync(folder)

/** Added to the names of tests that need them, so that a skipped one says why. */
export const needsVectors = vectorsAreHere ? '' : ' (skipped: ../shared/vectors is not here)'

/** The rows of a file; none where the vectors are not here. */
export function readVectors<Row>(name: string): Row[] {
  if (!vectorsAreHere) return []
  const lines = readFileSync(resolve(folder, `${name}.jsonl`), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
}
