/** Opens the dispatch behind an assignment, to be judged by what was known then. */
import { useMay } from '../session.ts'
import { useWords } from '../ui/words.ts'
import { judge } from './store.ts'

export function JudgeButton({ assignment }: { assignment: number }) {
  const { decisions } = useWords()
  if (!useMay('calibration.see')) return null
  return (
    <button type="button" className="button quiet" data-testid="judge" onClick={() => judge(assignment)}>
      {decisions.open}
    </button>
  )
}
