/** The screen of the gate: a code that changes each minute, to be opened by the camera of a called officer's phone. */
import { useEffect, useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { gateLink, readGateCode } from '#contract/gate.ts'
import { type Answered, call, type Refusal } from '../api.ts'
import { serverNow } from '../clock.ts'
import { useNow } from '../ui/now.ts'
import { Problem } from '../ui/Problem.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { hereOf, useMuster } from './Muster.tsx'
import { repeatedly } from './repeatedly.ts'

const READ_EVERY = 5_000

export function GateScreen({ operation, onClose }: { operation: Operation; onClose: () => void }) {
  const { expo, screen } = useWords()
  const named = useNamed()
  const sayRefusal = useRefusalWords()
  const list = useMuster(operation.id)
  const now = useNow()
  const [told, setTold] = useState<Answered<typeof readGateCode> | null>(null)
  const [problem, setProblem] = useState<Refusal | null>(null)
  const { id } = operation
  useEffect(
    () => repeatedly(READ_EVERY, () => call(readGateCode, { params: { id } }), setTold, setProblem),
    [id],
  )
  // What nobody renewed in time opens no gate any more: it is not shown as if it did.
  const left = told ? Math.ceil((told.until - Math.max(now, serverNow())) / 1000) : 0
  return (
    <Sheet title={`${named(operation)} · ${expo.gateScreen.title}`} onClose={onClose} testId="gate-screen">
      <Problem words={problem && sayRefusal(problem)} />
      {!told && !problem && <p className="low">{screen.loading}</p>}
      {told && left > -READ_EVERY / 1000 && (
        <>
          <QrCode
            className="gate-qr"
            text={gateLink(location.origin, told.code)}
            says={expo.gateScreen.says}
          />
          <p className="gate-text">{expo.gateScreen.how}</p>
          <p className="low">
            {expo.call.until(Math.max(0, left))} · {expo.arrived(hereOf(list), list.length)}
          </p>
        </>
      )}
      {told && left <= -READ_EVERY / 1000 && <Problem words={expo.gateScreen.stale} />}
    </Sheet>
  )
}
