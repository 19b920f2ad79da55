/** Dispatches that passed over the first recommended, summed up by reason and role: never by person. */
import { type OverrideCode, overrideCodes } from '#contract/candidates.ts'
import type { OverrideSummary } from '#contract/decisions.ts'
import { roles } from '#contract/roles.ts'
import type { UnitKind } from '#contract/units.ts'
import type { Db } from '../db.ts'
import { medianLost, type PassedOver } from './decisionOutcome.ts'
import { arrivalErrors, dispatchesSince, type Judged } from './decisionQueries.ts'

export async function overridesSince(db: Db, since: number, at: number): Promise<OverrideSummary> {
  const [dispatches, errorsOf] = await Promise.all([
    dispatchesSince(db, since),
    arrivalErrors(db, since, at + 1),
  ])
  const overrides = dispatches.filter(({ code }) => code !== null)
  const compared = comparable(overrides, errorsOf)
  const withCode = (code: OverrideCode) => overrides.filter((each) => each.code === code)
  return {
    at,
    since,
    dispatches: dispatches.length,
    overrides: overrides.length,
    reasons: overrideCodes
      .map((code) => ({
        code,
        overrides: withCode(code).length,
        lost: medianLost(comparable(withCode(code), errorsOf)),
      }))
      .filter((reason) => reason.overrides > 0),
    roles: roles
      .map((role) => ({
        role,
        dispatches: dispatches.filter((each) => each.role === role).length,
        overrides: overrides.filter((each) => each.role === role).length,
      }))
      .filter((each) => each.dispatches > 0),
    compared: compared.length,
    lost: medianLost(compared),
  }
}

function comparable(
  overrides: readonly Judged[],
  errorsOf: ReadonlyMap<UnitKind, readonly number[]>,
): PassedOver[] {
  return overrides.flatMap(({ firstKind, firstSeconds, actualSeconds }) => {
    const errors = (firstKind && errorsOf.get(firstKind)) ?? []
    if (actualSeconds === null || errors.length === 0) return []
    return [{ estimatedSeconds: firstSeconds, errors, actualSeconds }]
  })
}
