/** The time of a line of a log: pressed, the past is shown as it was then. */
import { useMay } from '../session.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { enterReplay } from './machine.ts'

export function Instant({ at }: { at: number }) {
  const { replay } = useWords()
  const maySee = useMay('replay.see')
  const time = <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
  if (!maySee) return <span className="low">{time}</span>
  return (
    <button
      type="button"
      className="instant low"
      title={`${replay.from} ${clockTime(at)}`}
      data-testid="instant"
      onClick={() => enterReplay(at)}
    >
      {time}
    </button>
  )
}
