/** The order of test files: what is timed begins beside what computes little, and what keeps a browser busy comes last. */
import { relative } from 'node:path'
import type { TestSequencer, TestSpecification } from 'vitest/node'
import { root } from '../server/root.ts'

/** Holds the console to five seconds while it mostly waits for outages. */
const first = ['client/resync.test.ts']

/** Longest first. */
const last = [
  'client/life.test.ts',
  'client/dispatch/dispatching.test.ts',
  'client/expo/expo.test.ts',
  'client/field/offline.test.ts',
  'client/rules/asking.test.ts',
  'client/coverage/coverage.test.ts',
  'client/positions/layer.test.ts',
  'client/objects/objects.test.ts',
  'client/duty.test.ts',
  'scripts/simulate.test.ts',
  'client/map/tools/tools.test.ts',
  'client/dispatch/trust.test.ts',
  'client/problems/fusing.test.ts',
  'client/positions/crowded.test.ts',
]

export class TimedFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    return files.toSorted((one, other) => placeOf(one) - placeOf(other))
  }

  /** Only called for `--shard`. */
  shard(): never {
    throw new Error('The tests are one run: name the files to run a part of them')
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const file = relative(root, moduleId)
  if (first.includes(file)) return -1
  return last.indexOf(file) + 1
}
