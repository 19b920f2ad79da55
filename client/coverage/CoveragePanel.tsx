/** Coverage beside the map: which mode is shown, what the colours mean, what is owed, and what was passed. */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { may } from '#contract/roles.ts'
import { Choice, Choices } from '../map/Choice.tsx'
import { useAccount } from '../session.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { CoverageLegend } from './CoverageLegend.tsx'
import { DebtList } from './DebtList.tsx'
import { debtChosen, flyToDebt, showCoverage, stepDebt, viewsInOrder } from './deeds.ts'
import { orderDebt } from './ordering.ts'
import { PassTable } from './PassTable.tsx'
import { useCoverage } from './store.ts'
import { Targets } from './Targets.tsx'
import './coverage.css'

export function CoveragePanel() {
  const { coverage, screen } = useWords()
  const { view, at, failed, segments } = useCoverage()
  const panel = useRef<HTMLElement>(null)
  const mayOrder = useMayOrder()
  useEffect(() => panel.current?.focus(), [])
  return (
    <section
      ref={panel}
      tabIndex={-1}
      className="map-panel coverage-panel"
      aria-label={coverage.title}
      data-testid="coverage-panel"
      onKeyDown={(event) => hear(event, mayOrder)}
    >
      <header className="coverage-head">
        <b>{coverage.title}</b>
        <span className="low">{at === null ? screen.loading : screen.asOf(clockTime(at))}</span>
      </header>
      <Choices name={coverage.view}>
        {viewsInOrder.map((each) => (
          <Choice key={each} chosen={view === each} onChoose={() => showCoverage(each)}>
            {coverage.views[each]}
          </Choice>
        ))}
      </Choices>
      {failed && (
        <p className="problem" role="alert">
          {coverage.failed}
        </p>
      )}
      {segments?.ids.length === 0 ? (
        <p className="empty">{coverage.noSegments}</p>
      ) : (
        <>
          <CoverageLegend />
          {view === 'any' && <p className="low">{coverage.anyNote}</p>}
          <DebtList mayOrder={mayOrder} />
          <PassTable />
          <Targets />
        </>
      )}
      <p className="low">{coverage.keysHere}</p>
    </section>
  )
}

function useMayOrder(): boolean {
  const role = useAccount()?.role
  return role !== undefined && may(role, 'round.order')
}

/** While the hand is on the panel its keys are the list's; all others go on to the desk. */
function hear(event: KeyboardEvent, mayOrder: boolean): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
  const deed = deedOf(event, mayOrder)
  if (!deed) return
  event.preventDefault()
  deed()
}

function deedOf({ code, target }: KeyboardEvent, mayOrder: boolean): (() => void) | undefined {
  if (code === 'KeyJ' || code === 'ArrowDown') return () => stepDebt(1)
  if (code === 'KeyK' || code === 'ArrowUp') return () => stepDebt(-1)
  if (code === 'KeyO' && mayOrder) return () => void orderDebt(debtChosen())
  // A button that has the focus takes Enter itself.
  if (/^(Numpad)?Enter$/.test(code) && !(target instanceof HTMLButtonElement))
    return () => flyToDebt(debtChosen())
  return undefined
}
