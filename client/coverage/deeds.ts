/** What the desk does with coverage: shows it mode by mode, goes to a debt, and orders a patrol of it in one step. */
import type { CoverageView, Debt } from '#contract/coverage.ts'
import { closePanel, usePanel } from '../map/panel.ts'
import { fitPlaces } from '../scene.ts'
import { middleOf, useCoverage, type View } from './store.ts'

/** Off, all modes, car, foot, boat, then what is rarer. */
const order: readonly View[] = ['off', 'any', 'car', 'foot', 'boat', 'video', 'post']

export function nextCoverage(): void {
  const { view } = useCoverage.getState()
  showCoverage(order[(order.indexOf(view) + 1) % order.length] ?? 'off')
}

export function showCoverage(view: View): void {
  useCoverage.setState({ view, chosen: null, debts: [], debtsAt: null })
  if (view === 'off') closePanel()
  else usePanel.setState({ open: 'coverage' })
}

export const viewsInOrder: readonly CoverageView[] = order.filter(
  (view): view is CoverageView => view !== 'off',
)

/** The next or previous debt of the list; the first where none is chosen. */
export function stepDebt(steps: number): void {
  const { debts, chosen } = useCoverage.getState()
  const at = debts.findIndex(({ zone }) => zone === chosen)
  const next = debts[at < 0 ? 0 : Math.max(0, Math.min(debts.length - 1, at + steps))]
  if (next) useCoverage.setState({ chosen: next.zone })
}

export const debtChosen = (): Debt | undefined => {
  const { debts, chosen } = useCoverage.getState()
  return debts.find(({ zone }) => zone === chosen)
}

export function flyToDebt(debt: Debt | undefined): void {
  const { segments } = useCoverage.getState()
  if (!segments || !debt) return
  useCoverage.setState({ chosen: debt.zone })
  fitPlaces(
    debt.segments.map((i) => middleOf(segments, i)),
    'person',
  )
}
