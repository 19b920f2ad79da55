/** Replay from a moment of a card: when a case was filed, or a unit was sent. */
import { useMay } from '../session.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { enterReplay } from './machine.ts'

export function FromHere({ at }: { at: number }) {
  const { replay } = useWords()
  if (!useMay('replay.see')) return null
  return (
    <button type="button" className="button quiet" data-testid="replay-from" onClick={() => enterReplay(at)}>
      {replay.from} <time className="low">{clockTime(at)}</time>
    </button>
  )
}
