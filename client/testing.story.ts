/** A story told in several tests, each of which goes on from where the one before left the city. */
import { afterAll, beforeEach, type TestOptions, test } from 'vitest'

type Stage = {
  /** Makes everything the story stands on. */
  begin(): Promise<void>
  /** Takes away whatever there is of it. */
  end(): Promise<void>
}
type Tell = () => Promise<void>
type Step = { readonly name: string; readonly tell: Tell }
type AddStep = (name: string, ...told: readonly [Tell] | readonly [TestOptions, Tell]) => void

/** Of beginning, and of telling all that came before. */
const PATIENCE = 240_000

/**
 * Answers how to add a step. In the midst of a story nothing can be tried again, for the city has moved on: the second try
 * of a step tells the whole story anew up to it. A step that fails twice ends the story, and what follows is skipped.
 */
export function story({ begin, end }: Stage): AddStep {
  const steps: Step[] = []
  let begun = false
  /** How many have been told since the last beginning. */
  let told = 0
  let failed: Step | undefined

  beforeEach(async ({ task, skip }) => {
    const now = steps.findIndex(({ name }) => name === task.name)
    const isRetry = (task.result?.retryCount ?? 0) > 0
    if (failed && !isRetry) skip(`the story ended where this failed: ${failed.name}`)
    // Until it has been told to its end.
    failed = steps[now]
    if (isRetry && begun) await end()
    if (isRetry || !begun) {
      begun = true
      told = 0
      await begin()
    }
    // Those before it that were left out by `-t`, too.
    for (; told < now; told++) await steps[told]?.tell()
  }, PATIENCE)
  afterAll(() => (begun ? end() : undefined))

  return (name, ...rest) => {
    const [options, tell] = rest.length === 1 ? [{}, rest[0]] : rest
    steps.push({ name, tell })
    test(name, options, async () => {
      await tell()
      told++
      failed = undefined
    })
  }
}
