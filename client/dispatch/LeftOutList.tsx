/** Below the candidates: what would change the first, and who is near and yet left out, each with its one reason. */
import type { Flip, LeftOut } from '#contract/candidates.ts'
import { useFacts } from '../facts.ts'
import { showMover } from '../scene.ts'
import { clockTime } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'

export function FlipLine({ flip }: { flip: Flip | null }) {
  const words = useWords().recommend
  const code = useFacts((facts) => flip && facts.units.get(flip.unit)?.code)
  if (!flip || !code) return null
  return (
    <p className="row-text middle" data-testid="flip">
      {flip.before === null ? words.flipAny(code) : words.flip(code, clockTime(flip.before))}
    </p>
  )
}

/** Open by itself where there are few to choose from. */
export function LeftOutList({ left, open }: { left: readonly LeftOut[]; open: boolean }) {
  const words = useWords().recommend
  if (left.length === 0) return null
  return (
    <details className="left-out" open={open} data-testid="left-out">
      <summary className="middle">{words.leftOut(left.length)}</summary>
      <ul>
        {left.map((each) => (
          <LeftOutRow key={each.unit} left={each} />
        ))}
      </ul>
    </details>
  )
}

function LeftOutRow({ left }: { left: LeftOut }) {
  const words = useWords()
  const language = useLanguage()
  const unit = useFacts((facts) => facts.units.get(left.unit))
  if (!unit) return null
  const needs = left.needs && words.recommend.needs(left.needs[language])
  const ticket = left.reason === 'busy' && left.ticket ? words.recommend.busyWith(left.ticket) : ''
  return (
    <li className="row left-out-row" data-unit={unit.code} data-reason={left.reason}>
      <button type="button" className="link" onClick={() => showMover(unit.id)}>
        {unit.code}
      </button>
      <span className="middle">{words.unitKinds[unit.kind]}</span>
      <span className="middle">{words.screen.kilometres((left.metres / 1000).toFixed(1))}</span>
      <span className="clip">
        {words.recommend.reasons[left.reason]}
        <span className="low">{needs ?? ticket}</span>
      </span>
    </li>
  )
}
