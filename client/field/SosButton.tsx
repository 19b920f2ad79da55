/** SOS: held for one second so that no pocket presses it, then five seconds to take it back, then every desk knows. */
import { useEffect, useRef, useState } from 'react'
import { useFacts } from '../facts.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { useWords } from '../ui/words.ts'
import { useOutbox } from './outbox.ts'
import { callForHelp } from './steps.ts'

const HOLD_MS = 1000
const CANCEL_S = 5

export function SosButton({ unit }: { unit: number }) {
  const words = useWords()
  const raised = useFacts((facts) => facts.units.get(unit)?.sos ?? null)
  const waits = useOutbox((box) => box.items.some((item) => item.kind === 'sos'))
  const [counting, setCounting] = useState(false)
  if (raised) return <SosState text={words.field.sosOn} />
  if (waits) return <SosState text={words.field.sosQueued} />
  if (counting) {
    return (
      <CountDown
        onDone={() => {
          setCounting(false)
          callForHelp(unit)
        }}
        onCancel={() => setCounting(false)}
      />
    )
  }
  return <HoldButton text={words.field.holdSos} onHeld={() => setCounting(true)} />
}

function HoldButton({ text, onHeld }: { text: string; onHeld: () => void }) {
  const timer = useRef<number | undefined>(undefined)
  const [held, setHeld] = useState(false)
  const press = () => {
    if (timer.current !== undefined) return
    setHeld(true)
    timer.current = window.setTimeout(() => {
      timer.current = undefined
      onHeld()
    }, HOLD_MS)
  }
  const release = () => {
    window.clearTimeout(timer.current)
    timer.current = undefined
    setHeld(false)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return (
    <button
      type="button"
      className={held ? 'button alarm sos held' : 'button alarm sos'}
      data-testid="field-sos"
      onPointerDown={press}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && !event.repeat && press()}
      onKeyUp={release}
      onContextMenu={(event) => event.preventDefault()}
    >
      {text}
    </button>
  )
}

function CountDown({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const words = useWords()
  const [left, setLeft] = useState(CANCEL_S)
  const done = useRef(onDone)
  done.current = onDone
  useEffect(() => {
    if (left === 0) return done.current()
    const timer = window.setTimeout(() => setLeft(left - 1), 1000)
    return () => window.clearTimeout(timer)
  }, [left])
  return (
    <button
      type="button"
      className="button alarm sos counting"
      data-testid="field-sos-cancel"
      onClick={onCancel}
    >
      <b role="timer">{words.field.sosIn(left)}</b>
      <span>{words.field.cancelSos}</span>
    </button>
  )
}

function SosState({ text }: { text: string }) {
  return (
    <p className="sos-state" role="status" data-testid="field-sos-state">
      <UnitShape status="sos" size="1.3em" /> {text}
    </p>
  )
}
