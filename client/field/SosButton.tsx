/** SOS: held for one second so that no pocket presses it, then five seconds to take it back; then it tells how it stands. */
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { useFacts } from '../facts.ts'
import { useNow } from '../ui/now.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { type Call, callForHelp, cancelCall, useSos } from './sos.ts'

const HOLD_MS = 1000

/** Whether a call for help is under way or raised: then it takes the room it needs. */
export function useIsCalling(unit: number): boolean {
  const raised = useFacts((facts) => facts.units.get(unit)?.sos ?? null)
  const sos = useSos()
  return raised !== null || sos.call !== null || sos.refused !== null
}

export function SosButton({ unit }: { unit: number }) {
  const words = useWords()
  return <HoldButton text={words.field.holdSos} onHeld={() => callForHelp(unit)} />
}

/** How the call stands: taken back in time, on its way, received, or refused. Never told as sent before it is. */
export function SosPanel({ unit }: { unit: number }) {
  const { phone } = useWords()
  const language = useLanguage()
  const raised = useFacts((facts) => facts.units.get(unit)?.sos ?? null)
  const { call, tries, refused } = useSos()
  if (raised) return <Stands title={phone.sos.raised(clockTime(raised.at))} detail={phone.sos.stay} />
  if (refused) {
    return (
      <Stands title={phone.sos.refused(refused[language])} detail={phone.sos.radio}>
        <button type="button" className="button" onClick={() => useSos.setState({ refused: null })}>
          {phone.sos.understood}
        </button>
      </Stands>
    )
  }
  if (!call) return null
  return <Waiting call={call} tries={tries} />
}

function Waiting({ call, tries }: { call: Call; tries: number }) {
  const { phone } = useWords()
  useNow()
  const left = Math.ceil((call.goesAt - Date.now()) / 1000)
  if (left > 0) {
    return (
      <button
        type="button"
        className="button alarm sos counting"
        data-testid="field-sos-cancel"
        onClick={cancelCall}
      >
        <b role="timer">{phone.sos.counting(left)}</b>
        <span>{phone.sos.cancel}</span>
      </button>
    )
  }
  return <Stands title={tries === 0 ? phone.sos.sending : phone.sos.unsent(tries)} detail={phone.sos.radio} />
}

type StandsProps = { readonly title: string; readonly detail: string; readonly children?: ReactNode }

function Stands({ title, detail, children }: StandsProps) {
  return (
    <section className="sos-state" role="alert" data-testid="field-sos-state">
      <UnitShape status="sos" size="2.5rem" />
      <div>
        <b>{title}</b>
        <p>{detail}</p>
      </div>
      {children}
    </section>
  )
}

function HoldButton({ text, onHeld }: { text: string; onHeld: () => void }) {
  const timer = useRef<number | undefined>(undefined)
  const pressedAt = useRef(0)
  const [held, setHeld] = useState(false)
  const press = ({ timeStamp }: SyntheticEvent) => {
    if (timer.current !== undefined) return
    setHeld(true)
    pressedAt.current = timeStamp
    timer.current = window.setTimeout(call, HOLD_MS)
  }
  const call = () => {
    timer.current = undefined
    // Felt in a pocket or at night, where the phone can.
    navigator.vibrate?.(300)
    onHeld()
  }
  const release = ({ timeStamp }: SyntheticEvent) => {
    const pending = timer.current !== undefined
    window.clearTimeout(timer.current)
    timer.current = undefined
    setHeld(false)
    // A busy phone hears of finger and release at once: their own times count.
    if (pending && timeStamp - pressedAt.current >= HOLD_MS) call()
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
      onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && !event.repeat && press(event)}
      onKeyUp={release}
      onContextMenu={(event) => event.preventDefault()}
    >
      {text}
    </button>
  )
}
