/** On a phone that opened the code of a gate: checks in at once, and says what became of it. */
import { useEffect, useRef, useState } from 'react'
import { checkInHere } from '#contract/gate.ts'
import { call } from '../api.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'

/** Of the address: `?gate=`. */
export const gateOpened = (): string | null => new URLSearchParams(location.search).get('gate')

type Props = { readonly code: string; readonly onArrived: () => void; readonly onClose: () => void }

export function GateArrival({ code, onArrived, onClose }: Props) {
  const { expo } = useWords()
  const sayRefusal = useRefusalWords()
  const [said, setSaid] = useState<{ readonly text: string; readonly done: boolean } | null>(null)
  const [tries, setTries] = useState(0)
  const sent = useRef(-1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: sent once, and again when it is asked for
  useEffect(() => {
    if (sent.current === tries) return
    sent.current = tries
    setSaid(null)
    call(checkInHere, { body: { code } }).then(
      () => {
        // Loaded again, the page does not check in again.
        history.replaceState(history.state, '', location.pathname)
        setSaid({ text: expo.gateScreen.arrived, done: true })
        onArrived()
      },
      (error: unknown) => setSaid({ text: sayRefusal(error), done: false }),
    )
  }, [tries])
  return (
    <Sheet title={expo.gateScreen.title} onClose={onClose} testId="gate-arrival">
      <p role="status" className={said && !said.done ? 'problem' : 'strong'}>
        {said?.text ?? expo.gateScreen.checkingIn}
      </p>
      {said && !said.done && (
        <button type="button" className="button" onClick={() => setTries(tries + 1)}>
          {expo.gateScreen.again}
        </button>
      )}
    </Sheet>
  )
}
