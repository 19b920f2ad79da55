/** The line at the bottom: what was done today and in all, counted from the log. */
import { type Operation, tallies } from '#contract/expo.ts'
import { clockTime } from '../../ui/times.ts'
import { useWords } from '../../ui/words.ts'
import { useReport } from '../Report.tsx'

export function WallReport({ operation }: { operation: Operation }) {
  const words = useWords()
  const { told } = useReport(operation.id)
  return (
    <footer className="ticker operation-report" data-testid="wall-report">
      <span className="middle">{words.expo.report}</span>
      {tallies.map((name) => (
        <span key={name}>
          {words.expo.tallies[name]} <b>{told ? told.today[name].toLocaleString('en') : '—'}</b>
          <span className="low"> / {told ? told.total[name].toLocaleString('en') : '—'}</span>
        </span>
      ))}
      <span className="topbar-space" />
      <span className="low">{told && words.expo.asOf(clockTime(told.at))}</span>
    </footer>
  )
}
