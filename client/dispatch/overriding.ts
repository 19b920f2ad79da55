/** What the console showed when somebody is sent, and the question why it is not the first: asked only then. */
import { create } from 'zustand'
import type { Override, Recommended, ShownRecommendation } from '#contract/candidates.ts'
import { Refusal } from '../api.ts'
import { useFacts } from '../facts.ts'
import { en, zh } from '../ui/words/recommend.ts'
import { useCandidates } from './candidates.ts'

type Decision = { recommended?: Recommended[]; override?: Override; shown?: ShownRecommendation }

/** The question that waits for an answer; null is the answer of who takes the dispatch back. */
type Asking = { readonly first: number; readonly answer: (override: Override | null) => void }

export const useOverriding = create<{ readonly asking: Asking | null }>(() => ({ asking: null }))

/** What goes with a dispatch of these units; throws where the reason that is needed was not given. */
export async function decisionFor(ticket: number, units: readonly number[]): Promise<Decision> {
  const recommended = stillFree(ticket)
  const shown = shownFor(ticket)
  const [first] = recommended
  if (!first) return shown
  if (units.includes(first.unit)) return { recommended, ...shown }
  const override = await ask(first.unit)
  if (override) return { recommended, override, ...shown }
  throw new Refusal({
    status: 0,
    code: 'no_reason',
    message: { zh: zh.override.taken, en: en.override.taken },
  })
}

/** What goes with sending one unit instead of another: the reason for that is asked for in any case. */
export function shownWith(ticket: number): Pick<Decision, 'recommended' | 'shown'> {
  const recommended = stillFree(ticket)
  return { ...(recommended.length > 0 ? { recommended } : {}), ...shownFor(ticket) }
}

/** Who was sent elsewhere or left duty meanwhile is no recommendation any more. */
function stillFree(ticket: number): Recommended[] {
  const asked = useCandidates.getState()
  const { activeByUnit, units } = useFacts.getState()
  if (asked.ticket !== ticket) return []
  return (asked.list ?? [])
    .filter(({ unit }) => !activeByUnit.has(unit) && units.get(unit)?.duty === 'on')
    .map(({ unit, etaSeconds, score, crossing }) => ({ unit, etaSeconds, score, crossing }))
}

/** All of what stood on the screen, to be kept for whoever judges the decision later; the ways that were drawn aside. */
function shownFor(ticket: number): Pick<Decision, 'shown'> {
  const { ticket: asked, list, at, onWater, leftOut, flip } = useCandidates.getState()
  if (asked !== ticket || !list) return {}
  const candidates = list.map(({ line: _, ...candidate }) => candidate)
  return { shown: { at, onWater, candidates, leftOut: [...leftOut], flip } }
}

function ask(first: number): Promise<Override | null> {
  // A second question takes the place of the first, whose dispatch is taken back.
  useOverriding.getState().asking?.answer(null)
  return new Promise((resolve) => {
    const answer = (override: Override | null) => {
      useOverriding.setState({ asking: null })
      resolve(override)
    }
    useOverriding.setState({ asking: { first, answer } })
  })
}
