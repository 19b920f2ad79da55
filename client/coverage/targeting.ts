/** What is done to targets. The list is read anew with the next look; an answer is let in at once. */
import {
  addTarget as addEndpoint,
  type CoverageTarget,
  changeTarget as changeEndpoint,
  type NewTarget,
  removeTarget as removeEndpoint,
} from '#contract/coverageTargets.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { useCoverage } from './store.ts'

/** Asks for it, or changes `before`: its hours and how often, for it stays a target of the same ground and mode. */
export async function saveTarget(before: CoverageTarget | null, target: NewTarget): Promise<void> {
  needLink()
  const { fromHour, toHour, minutes } = target
  const saved = before
    ? await call(changeEndpoint, {
        params: { id: before.id },
        body: { version: before.version, fromHour, toHour, minutes },
      })
    : await call(addEndpoint, { body: target })
  put((targets) => [...targets.filter(({ id }) => id !== saved.id), saved])
}

export async function removeTarget({ id, version }: CoverageTarget): Promise<void> {
  needLink()
  await call(removeEndpoint, { params: { id }, body: { version } })
  put((targets) => targets.filter((each) => each.id !== id))
}

const put = (change: (targets: readonly CoverageTarget[]) => CoverageTarget[]): void =>
  useCoverage.setState(({ targets }) => ({ targets: change(targets).sort((a, b) => a.id - b.id) }))
