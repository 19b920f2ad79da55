/** What the console showed when somebody is sent, and the question why it is not the first: asked only then. */
import { create } from 'zustand'
import type { Override, Recommended } from '#contract/candidates.ts'
import { Refusal } from '../api.ts'
import { useFacts } from '../facts.ts'
import { en, zh } from '../ui/words/recommend.ts'
import { useCandidates } from './candidates.ts'

type Decision = { recommended?: Recommended[]; override?: Override }

/** The question that waits for an answer; null is the answer of who takes the dispatch back. */
type Asking = { readonly first: number; readonly answer: (override: Override | null) => void }

export const useOverriding = create<{ readonly asking: Asking | null }>(() => ({ asking: null }))

/** What goes with a dispatch of these units; throws where the reason that is needed was not given. */
export async function decisionFor(ticket: number, units: readonly number[]): Promise<Decision> {
  const recommended = shownFor(ticket)
  const [first] = recommended
  if (!first) return {}
  if (units.includes(first.unit)) return { recommended }
  const override = await ask(first.unit)
  if (override) return { recommended, override }
  throw new Refusal({
    status: 0,
    code: 'no_reason',
    message: { zh: zh.override.taken, en: en.override.taken },
  })
}

/** Who was sent elsewhere or left duty meanwhile is no recommendation any more. */
function shownFor(ticket: number): Recommended[] {
  const asked = useCandidates.getState()
  const { activeByUnit, units } = useFacts.getState()
  if (asked.ticket !== ticket) return []
  return (asked.list ?? [])
    .filter(({ unit }) => !activeByUnit.has(unit) && units.get(unit)?.duty === 'on')
    .map(({ unit, etaSeconds, score, crossing }) => ({ unit, etaSeconds, score, crossing }))
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
