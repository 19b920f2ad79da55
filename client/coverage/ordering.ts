/** A patrol of what is owed, ordered in one step: its stops are the middles of the segments that are over their target. */
import { create } from 'zustand'
import type { CoverageMode, CoverageView, Debt, Segments } from '#contract/coverage.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { attempt, say } from '../desk/say.ts'
import { type OrderedStop, orderRound } from '../patrols/commands.ts'
import { languageNow, wordsNow } from '../ui/words.ts'
import { middleOf, useCoverage } from './store.ts'

/** The zone whose order is under way: a second press orders nothing twice. */
export const useOrdering = create<{ readonly zone: number | null }>(() => ({ zone: null }))

/** An order has no more stops; more segments than that are visited every so many. */
const MOST_STOPS = 40

export async function orderDebt(debt: Debt | undefined): Promise<void> {
  const { segments, view } = useCoverage.getState()
  if (!debt || !segments || view === 'off' || useOrdering.getState().zone !== null) return
  useOrdering.setState({ zone: debt.zone })
  const { coverage } = wordsNow()
  const name = languageNow() === 'zh' ? debt.name : debt.nameEn
  const done = await attempt(() =>
    orderRound({
      name: `${coverage.title} ${name}`,
      mode: modeFor(view),
      reason: coverage.reason((debt.metres / 1000).toFixed(1), debt.target),
      stops: stopsOf(debt, segments),
    }),
  )
  useOrdering.setState({ zone: null })
  if (done) say(coverage.ordered(name))
}

/** What is owed by any mode is walked: on foot every bank can be reached. */
const modeFor = (view: CoverageView): CoverageMode => (view === 'any' ? 'foot' : view)

export function stopsOf(debt: Debt, segments: Segments): OrderedStop[] {
  const { coverage } = wordsNow()
  const every = Math.ceil(debt.segments.length / MOST_STOPS)
  const visited = debt.segments.filter((_, i) => i % every === 0)
  return visited.map((segment, i) => ({
    name: coverage.stop(debt.name, i + 1),
    place: middleOf(segments, segment) satisfies LngLat,
    minutes: 0,
  }))
}
