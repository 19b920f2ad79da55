/** One line: which tool is in the hand, and what the next click or key does; or why the last was refused. */
import { useWords, type Words } from '../../ui/words.ts'
import { type Hand, stepBack, useHand } from './store.ts'

export function NextLine() {
  const words = useWords()
  const hand = useHand()
  if (!hand.tool) return null
  return (
    <header className="tool-line">
      <h3>{words.tools.names[hand.tool]}</h3>
      <p className={hand.refusal ? 'problem' : 'middle'} role="status" data-testid="tool-next">
        {hand.refusal ? words.tools.refusals[hand.refusal] : nextOf(hand, words.tools.next)}
      </p>
      <button type="button" className="button quiet" onClick={stepBack}>
        {words.screen.close} <kbd>Esc</kbd>
      </button>
    </header>
  )
}

function nextOf(hand: Hand, next: Words['tools']['next']): string {
  const { tool, centre, points, ended, caught, byKeys, stroke } = hand
  const begun = points.length > 0
  if (tool === 'around') return centre ? next.around : next.aroundNone
  if (tool === 'law' || tool === 'past') return begun ? next[tool] : next.lawNone
  if (caught) return next.caught
  if (ended) return next.measured
  if (byKeys) return next.cross
  if (tool === 'lasso') return begun ? next.lasso : next.lassoFirst
  if (tool === 'measure') return begun ? next.measure : next.first
  if (stroke === 'circle') return begun ? next.circle : next.circleFirst
  if (stroke === 'line' || stroke === 'polygon') return begun ? next[stroke] : next.first
  return next[stroke]
}
