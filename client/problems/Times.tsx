/** How often a problem was complained of: ×n, nothing for a case alone. */
import { useWords } from '../ui/words.ts'
import { useComplaintCount } from './counts.ts'

export function Times({ lead }: { lead: number }) {
  const words = useWords()
  const count = useComplaintCount(lead)
  if (count === 1) return null
  return (
    <b className="times" title={words.problems.timesTitle(count)} data-testid="times">
      {words.problems.times(count)}
    </b>
  )
}
