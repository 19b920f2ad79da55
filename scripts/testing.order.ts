/** Which test files need a browser, and the order of all: what is timed begins beside what computes little, and what keeps a browser busy comes last. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { TestSequencer, TestSpecification } from 'vitest/node'
import { root } from '../server/root.ts'

/** Holds the console to five seconds while it mostly waits for outages. */
const first = ['client/resync.test.ts']

/** Longest first; together, for the next goes on in the process of the one before. */
const last = [
  'client/dispatch/dispatching.test.ts',
  'client/duty.test.ts',
  'client/life.test.ts',
  'client/replay/incident.test.ts',
  'client/rules/asking.test.ts',
  'client/expo/expo.test.ts',
  'client/objects/objects.test.ts',
  'client/positions/layer.test.ts',
  'client/replay/replay.test.ts',
  'client/coverage/coverage.test.ts',
  'client/field/offline.test.ts',
  'client/map/tools/tools.test.ts',
  'client/dispatch/trust.test.ts',
  'client/questions/past.test.ts',
  'client/hotspots/hotspots.test.ts',
  'client/map/stage.test.ts',
  'client/admin/admin.test.ts',
  'client/positions/crowded.test.ts',
  'client/problems/fusing.test.ts',
]

/** Those that open pages, from the top of the project. */
export const browserTests = (): string[] =>
  readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('client', name))
    .filter((file) => /\.test\.tsx?$/.test(file))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes(`from 'playwright-core'`))

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
