/** What arrivals show of our estimates: each is kept beside what had been estimated. */
import type { Assignment } from '#contract/assignments.ts'
import type { Recommended } from '#contract/candidates.ts'
import type { Db } from '../db.ts'
import { insertArrival, recommendedFor } from './arrivalQueries.ts'
import { hourInShanghai } from './travel.ts'

type Words = { readonly estimate?: { readonly estimatedSeconds: number; readonly actualSeconds: number } }

/** Records how far the estimate was off; answers the words for the event, none where no estimate had been shown. */
export async function recordArrival(tx: Db, assignment: Assignment): Promise<Words> {
  const { id, unit, arrivedAt, etaSeconds } = assignment
  const told = (await recommendedFor(tx, id))?.find((each: Recommended) => each.unit === unit)
  // Who was sent without having been recommended was estimated when the command was carried out.
  const shown = told ?? (etaSeconds === null ? undefined : { etaSeconds, crossing: null })
  if (!shown || arrivedAt === null) return {}
  const left = leftAt(assignment)
  const estimate = {
    estimatedSeconds: Math.round(shown.etaSeconds),
    actualSeconds: Math.max(0, Math.round((arrivedAt - left) / 1000)),
  }
  await insertArrival(tx, {
    assignment: id,
    unit,
    hour: hourInShanghai(left),
    crossing: shown.crossing,
    arrivedAt,
    ...estimate,
  })
  return { estimate }
}

/** The way begins when the crew sets out; a crew that does not tell is thought to set out when it accepts. */
const leftAt = ({ departedAt, acceptedAt, dispatchedAt }: Assignment): number =>
  departedAt ?? acceptedAt ?? dispatchedAt
