/** On the phone of who is called: the answer, and then the code for the gate. */
import { useEffect, useState } from 'react'
import { answerCall, readOwnCall } from '#contract/muster.ts'
import { type Answered, call, type Refusal } from '../api.ts'
import { useMayCommand } from '../link.ts'
import { useNow } from '../ui/now.ts'
import { QrCode } from '../ui/QrCode.tsx'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { GateArrival, gateOpened } from './GateArrival.tsx'
import { repeatedly } from './repeatedly.ts'
import './field.css'

const READ_EVERY = 10_000
type OwnCall = NonNullable<Answered<typeof readOwnCall>['call']>

export function FieldCall() {
  const [told, setTold] = useState<OwnCall | null>(null)
  const [asked, setAsked] = useState(0)
  // Without a network what was told last stands there, as the tasks do.
  const [, setProblem] = useState<Refusal | null>(null)
  // `asked`: what was answered here is asked for again at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked anew because of it
  useEffect(
    () =>
      repeatedly(
        READ_EVERY,
        () => call(readOwnCall),
        (answer) => setTold(answer.call),
        setProblem,
      ),
    [asked],
  )
  const [gate, setGate] = useState(gateOpened)
  const renew = () => setAsked(asked + 1)
  return (
    <>
      {gate !== null && <GateArrival code={gate} onArrived={renew} onClose={() => setGate(null)} />}
      {told && <Call told={told} onAnswered={renew} />}
    </>
  )
}

function Call({ told, onAnswered }: { told: OwnCall; onAnswered: () => void }) {
  const words = useWords()
  const language = useLanguage()
  const { state } = told.reinforcement
  return (
    <article className="field-call" data-testid="field-call" data-state={state}>
      <h2>
        {words.expo.call.title} · {told.operation[language]}
      </h2>
      {state === 'called' && <Answers told={told} onAnswered={onAnswered} />}
      {told.code !== null && <Code code={told.code} until={told.until ?? 0} />}
      {state === 'checked_in' && (
        <p>{words.expo.call.here(told.squad ? told.squad[language] : words.expo.noSquad)}</p>
      )}
    </article>
  )
}

function Code({ code, until }: { code: string; until: number }) {
  const { expo } = useWords()
  const now = useNow()
  return (
    <>
      <p className="low">{expo.call.show}</p>
      <p className="field-code" data-testid="field-code">
        {code}
      </p>
      <QrCode className="field-qr" text={code.replace(/\s/g, '')} says={expo.call.code} />
      <p className="low">{expo.call.until(Math.max(0, Math.ceil((until - now) / 1000)))}</p>
    </>
  )
}

function Answers({ told, onAnswered }: { told: OwnCall; onAnswered: () => void }) {
  const { expo } = useWords()
  const linked = useMayCommand()
  const sayRefusal = useRefusalWords()
  const [refusing, setRefusing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { id, version } = told.reinforcement
  const send = async (body: { accepts: boolean; reason?: string }) => {
    await call(answerCall, { params: { id }, body: { version, ...body } })
    onAnswered()
  }
  return (
    <>
      <div className="side-by-side">
        <button type="button" className="button" disabled={!linked} onClick={() => setRefusing(true)}>
          {expo.call.refuse}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!linked}
          data-testid="call-accept"
          onClick={() => send({ accepts: true }).catch((error) => setProblem(sayRefusal(error)))}
        >
          {expo.call.accept}
        </button>
      </div>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {refusing && (
        <ReasonSheet
          title={expo.call.refuse}
          reasons={expo.refuseReasons}
          onReason={(reason) => send({ accepts: false, reason })}
          onClose={() => setRefusing(false)}
        />
      )}
    </>
  )
}
