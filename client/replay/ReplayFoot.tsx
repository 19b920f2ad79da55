/** What stands below the map in replay: lanes and whatever else goes along with the shown moment, one line each. */
import { useIsReplaying } from '../clock.ts'

export function ReplayFoot() {
  return useIsReplaying() ? <div className="replay-foot" /> : null
}
