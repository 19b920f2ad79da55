/** The order of test files: what mostly waits begins first, so that the others compute beside it. */
import { relative } from 'node:path'
import type { TestSequencer, TestSpecification } from 'vitest/node'
import { root } from '../server/root.ts'

/** Those that take more than 15 s, the outage of a whole minute before all. Files that draw stand apart: they share a browser. */
const longest = [
  'client/resync.test.ts',
  'client/life.test.ts',
  'scripts/simulate.test.ts',
  'client/positions/layer.test.ts',
  'server/kill.test.ts',
  'scripts/demo.test.ts',
  'client/map/tools/tools.test.ts',
  'client/dispatch/trust.test.ts',
  'client/positions/crowded.test.ts',
]

export class LongestFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    return files.toSorted((one, other) => placeOf(one) - placeOf(other))
  }

  /** Only called for `--shard`. */
  shard(): never {
    throw new Error('The tests are one run: name the files to run a part of them')
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = longest.indexOf(relative(root, moduleId))
  return place === -1 ? longest.length : place
}
