/** Lines of the log about coverage; undefined: it is no event of it. */
import type { CoverageTarget } from '#contract/coverageTargets.ts'
import type { Event } from '#contract/events.ts'
import type { Words } from '../ui/words.ts'

export function coverageLine({ kind, body }: Event, { coverage: { log } }: Words): string | undefined {
  const { segments, target } = body as {
    readonly segments?: readonly number[]
    readonly target?: CoverageTarget
  }
  if (kind === 'coverage.marked') return log.marked(segments?.length ?? 0)
  if (!target || !kind.startsWith('coverage.target_')) return undefined
  return log[kind.slice('coverage.'.length) as 'target_added' | 'target_changed' | 'target_removed'](
    target.minutes,
  )
}
