/** What stands at the desk's foot in replay: the bar, and below it lanes and whatever else goes along with the moment. */
import { useIsReplaying } from '../clock.ts'
import { ReplayBar } from './ReplayBar.tsx'

export function ReplayFoot() {
  if (!useIsReplaying()) return null
  return (
    <div className="replay-foot">
      <ReplayBar />
    </div>
  )
}
