/** What tells one complainant from another, whichever door they came in by. */
import type { Complainant } from '#contract/intake.ts'

/** The number, for a name is shared by many; the name only where there is no number. Undefined where nobody is named. */
export function sameCaller(complainant: Complainant | string | undefined): string | undefined {
  if (complainant === undefined) return undefined
  const told = typeof complainant === 'string' ? [complainant] : [complainant.phone, complainant.name]
  return told.map((each) => each.trim().toLowerCase()).find((each) => each !== '')
}
