/** The switch: what it would change is read first; it says when it goes back by itself and why it is thrown. */
import { useEffect, useState } from 'react'
import { type Operation, previewSwitch } from '#contract/expo.ts'
import { type Answered, call } from '../api.ts'
import { serverNow } from '../clock.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { turnOff, turnOn } from './commands.ts'

type Props = { readonly operation: Operation; readonly onClose: () => void }

export function SwitchSheet(props: Props) {
  // The fact may be here before the answer that closes the sheet.
  const [isOn] = useState(props.operation.switched !== null)
  return isOn ? <Off {...props} /> : <On {...props} />
}

function Off({ operation, onClose }: Props) {
  const { expo } = useWords()
  return (
    <ReasonSheet
      title={expo.switchOffTitle(useNamed()(operation))}
      reasons={expo.offReasons}
      onReason={(reason) => turnOff(operation, reason)}
      onClose={onClose}
    />
  )
}

const HOUR = 3_600_000
const hours = [4, 8, 12, 24] as const
/** The server takes no longer. */
const MOST_MS = 30 * 24 * HOUR - 60_000

function On({ operation, onClose }: Props) {
  const { expo } = useWords()
  const [after, setAfter] = useState<number | null>(12)
  const revertsAt = () => {
    const now = Math.round(serverNow())
    return after === null ? Math.min(operation.endsAt, now + MOST_MS) : now + after * HOUR
  }
  return (
    <ReasonSheet
      title={expo.switchTitle(useNamed()(operation))}
      reasons={expo.switchReasons}
      onReason={(reason) => turnOn(operation, revertsAt(), reason)}
      onClose={onClose}
    >
      <Preview operation={operation} />
      <div className="choices">
        <span className="middle">{expo.revertsAfter}</span>
        {[...hours, null].map((each) => (
          <button
            key={String(each)}
            type="button"
            className="button"
            aria-pressed={each === after}
            onClick={() => setAfter(each)}
          >
            {each === null ? expo.atEnd : expo.hours(each)}
          </button>
        ))}
      </div>
    </ReasonSheet>
  )
}

function Preview({ operation }: { operation: Operation }) {
  const { expo, screen } = useWords()
  const sayRefusal = useRefusalWords()
  const [told, setTold] = useState<Answered<typeof previewSwitch> | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  useEffect(() => {
    let stopped = false
    call(previewSwitch, { params: { id: operation.id } }).then(
      (answer) => !stopped && setTold(answer),
      (error) => !stopped && setProblem(error),
    )
    return () => {
      stopped = true
    }
  }, [operation.id])
  if (problem !== null) return <p className="problem">{sayRefusal(problem)}</p>
  if (!told) return <p className="low">{screen.loading}</p>
  return (
    <div data-testid="switch-preview">
      <p className="middle">{expo.preview}</p>
      <ul className="expo-open">
        <li>{expo.previewDesk}</li>
        <li>{expo.previewLimits(told.limits.length)}</li>
        <li>{expo.previewClocks(told.clockRules)}</li>
        <li>{expo.previewKept(told.ticketsInside)}</li>
        {told.other && <li className="late">{expo.previewOther(told.other)}</li>}
      </ul>
    </div>
  )
}
