/** What is owed, worst first: a row for each reach or ring, with a button that orders a patrol of it. */
import { useState } from 'react'
import type { Debt } from '#contract/coverage.ts'
import { useIsReplaying } from '../clock.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { flyToDebt } from './deeds.ts'
import { LookedOver } from './LookedOver.tsx'
import { orderDebt, useOrdering } from './ordering.ts'
import { useCoverage } from './store.ts'

export function DebtList({ mayOrder }: { mayOrder: boolean }) {
  const { coverage, screen } = useWords()
  const { debts, debtsAt } = useCoverage()
  if (debtsAt === null) return <p className="low">{screen.loading}</p>
  return (
    <section>
      <h3 className="coverage-title">
        {coverage.debts} <span className="low">{screen.asOf(clockTime(debtsAt))}</span>
      </h3>
      {debts.length === 0 ? (
        <p className="empty" data-testid="no-debts">
          {coverage.none}
        </p>
      ) : (
        <ul className="rows coverage-debts" aria-label={coverage.debts}>
          {debts.map((debt) => (
            <DebtRow key={debt.zone} debt={debt} mayOrder={mayOrder} />
          ))}
        </ul>
      )}
    </section>
  )
}

function DebtRow({ debt, mayOrder }: { debt: Debt; mayOrder: boolean }) {
  const { coverage } = useWords()
  const named = useNamed()
  const chosen = useCoverage((state) => state.chosen === debt.zone)
  const ordering = useOrdering((state) => state.zone !== null)
  const linked = useMayCommand()
  const longest = useDuration(debt.longest)
  const byVideo = useCoverage((state) => state.view === 'video')
  const isPast = useIsReplaying()
  const mayMark = useMay('coverage.mark') && byVideo && !isPast
  const [looking, setLooking] = useState(false)
  return (
    <li className="coverage-debt" data-testid="debt" data-zone={debt.zone}>
      <button type="button" className="row" aria-current={chosen} onClick={() => flyToDebt(debt)}>
        <span className="clip" title={named(debt)}>
          {named(debt)}
        </span>
        <span className="middle">{coverage.over((debt.metres / 1000).toFixed(1))}</span>
        <span className="middle">{coverage.longest(longest)}</span>
        <b>{coverage.owed(Math.round(debt.kilometreMinutes).toLocaleString('en'))}</b>
        <span className="low">
          {coverage.target(debt.target)}
          {debt.never > 0 && ` · ${coverage.neverCount(debt.never)}`}
        </span>
      </button>
      {mayMark && (
        <button
          type="button"
          className="button"
          disabled={!linked}
          data-testid="look-over"
          onClick={() => setLooking(true)}
        >
          {coverage.look}
        </button>
      )}
      {looking && <LookedOver debt={debt} onClose={() => setLooking(false)} />}
      {mayOrder && (
        <button
          type="button"
          className="button"
          disabled={ordering || !linked}
          data-testid="order-debt"
          onClick={() => void orderDebt(debt)}
        >
          {coverage.order} {chosen && <kbd>O</kbd>}
        </button>
      )}
    </li>
  )
}

const HOURS_FROM = 180

/** In hours once minutes are more than anyone can picture. */
function useDuration(minutes: number): string {
  const { coverage, screen } = useWords()
  return minutes < HOURS_FROM ? screen.minutes(minutes) : coverage.hours((minutes / 60).toFixed(1))
}
