/** Both clocks in the bar at the top: the moment that is shown, and what time it is. */
import { useClock } from '../clock.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { useLiveSecond } from './liveSecond.ts'

export function ReplayClocks() {
  const { replay } = useWords()
  const second = useClock(({ clock }) => (clock.mode === 'live' ? null : Math.floor(clock.at / 1000) * 1000))
  const live = useLiveSecond()
  if (second === null) return null
  return (
    <b className="replay-clocks" data-testid="replay-clocks">
      {replay.clocks(clockTime(second), clockTime(live))}
    </b>
  )
}
