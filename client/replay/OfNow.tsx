/** Beside what has no past: in replay it says that this is of now. */
import { useIsReplaying } from '../clock.ts'
import { useWords } from '../ui/words.ts'

export function OfNow() {
  const { replay } = useWords()
  if (!useIsReplaying()) return null
  return (
    <span className="tag" title={replay.pageOfNow} data-testid="of-now">
      {replay.ofNow}
    </span>
  )
}
