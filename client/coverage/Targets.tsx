/** How often segments are to be passed, by mode and hours; whoever may manage coverage asks for more, changes it, or drops it. */
import { useState } from 'react'
import type { CoverageTarget } from '#contract/coverageTargets.ts'
import { attempt } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { useWords } from '../ui/words.ts'
import { useScopeName } from './scopeName.ts'
import { useCoverage } from './store.ts'
import { TargetSheet } from './TargetSheet.tsx'
import { removeTarget } from './targeting.ts'

/** The target that is changed; null: a new one; undefined: none. */
type Asked = CoverageTarget | null | undefined

export function Targets() {
  const { coverage } = useWords()
  const { targets, view } = useCoverage()
  const mayManage = useMay('coverage.manage')
  const [asked, setAsked] = useState<Asked>()
  const shown = targets.filter(({ mode }) => mode === view)
  return (
    <details data-testid="targets">
      <summary>
        {coverage.targets(shown.length)} <span className="low">{coverage.targetsRule}</span>
      </summary>
      <ul className="coverage-targets">
        {shown.length === 0 && <li className="low">{coverage.noTargets}</li>}
        {shown.map((target) => (
          <Row key={target.id} target={target} onChange={mayManage ? setAsked : undefined} />
        ))}
      </ul>
      {mayManage && (
        <button type="button" className="button" data-testid="target-add" onClick={() => setAsked(null)}>
          {coverage.addTarget}
        </button>
      )}
      {asked !== undefined && <TargetSheet before={asked} onClose={() => setAsked(undefined)} />}
    </details>
  )
}

type RowProps = {
  readonly target: CoverageTarget
  readonly onChange: ((target: CoverageTarget) => void) | undefined
}

function Row({ target, onChange }: RowProps) {
  const { coverage } = useWords()
  const scope = useScopeName()(target)
  const linked = useMayCommand()
  return (
    <li data-testid="target-row" data-target={target.id}>
      <span className="clip">{scope}</span>
      <span className="middle">{coverage.hoursOf(target.fromHour, target.toHour)}</span>
      <b>{coverage.everyMinutes(target.minutes)}</b>
      {onChange && (
        <span>
          <button
            type="button"
            className="button quiet"
            disabled={!linked}
            aria-label={`${coverage.changeTarget} ${scope}`}
            onClick={() => onChange(target)}
          >
            {coverage.changeTarget}
          </button>
          <button
            type="button"
            className="button quiet"
            disabled={!linked}
            aria-label={`${coverage.dropTarget} ${scope}`}
            onClick={() => void attempt(() => removeTarget(target))}
          >
            {coverage.dropTarget}
          </button>
        </span>
      )}
    </li>
  )
}
