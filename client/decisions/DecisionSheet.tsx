/** One dispatch judged afterwards: what was known then, who was recommended and who was sent, and what came of it. */
import { useEffect, useState } from 'react'
import { type Decision, readDecision } from '#contract/decisions.ts'
import { call, Refusal } from '../api.ts'
import { endReasonWords } from '../dispatch/endReason.ts'
import { goToInstant } from '../questions/going.ts'
import { useMay } from '../session.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { dateTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { KnownCandidates } from './KnownCandidates.tsx'
import { Outcome } from './Outcome.tsx'
import { judge, useJudging } from './store.ts'
import './decisions.css'

export function DecisionSheet() {
  const assignment = useJudging((judging) => judging.assignment)
  return assignment === null ? null : <Judged key={assignment} assignment={assignment} />
}

function Judged({ assignment }: { assignment: number }) {
  const { decisions } = useWords()
  const sayRefusal = useRefusalWords()
  const { decision, refusal } = useDecision(assignment)
  return (
    <Sheet
      title={decisions.title(decision?.ticket.code ?? '')}
      onClose={() => judge(null)}
      testId="decision-sheet"
    >
      {!decision && !refusal && <p className="low">{decisions.loading}</p>}
      {refusal && (
        <p className="problem" role="alert">
          {decisions.failed} {sayRefusal(refusal)}
        </p>
      )}
      {decision && <Whole decision={decision} />}
    </Sheet>
  )
}

function useDecision(id: number) {
  const [decision, setDecision] = useState<Decision | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    const wanted = new AbortController()
    call(readDecision, { params: { id }, signal: wanted.signal }).then(setDecision, (error: unknown) => {
      if (wanted.signal.aborted) return
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    })
    return () => wanted.abort()
  }, [id])
  return { decision, refusal }
}

function Whole({ decision }: { decision: Decision }) {
  const { decisions } = useWords()
  return (
    <>
      <Made decision={decision} />
      <p className={decision.knowledge === 'reckoned' ? 'late' : 'middle'} data-testid="decision-knowledge">
        {decisions.knowledge[decision.knowledge]}
        {decision.known.at !== null && ` · ${decisions.asOf(dateTime(decision.known.at))}`}
      </p>
      {!decision.unaltered && (
        <p className="problem" role="alert">
          {decisions.altered}
        </p>
      )}
      <KnownCandidates decision={decision} />
      <Outcome decision={decision} />
    </>
  )
}

function Made({ decision }: { decision: Decision }) {
  const words = useWords()
  const { decisions } = words
  const named = useNamed()
  const mayGo = useMay('replay.see')
  const { at, by, role, override, reason, ticket, sent } = decision
  const go = () => {
    goToInstant({ at, ticket: ticket.id, mover: sent[0]?.unit ?? null, place: ticket.place })
    judge(null)
  }
  return (
    <>
      <p className="decision-made">
        <span>{decisions.made(dateTime(at), named(by), role ? words.roles[role] : '')}</span>
        {mayGo && (
          <button type="button" className="button" data-testid="decision-go" onClick={go}>
            {decisions.goThere}
          </button>
        )}
      </p>
      {override && (
        <p data-testid="decision-override">
          {decisions.override(
            [words.recommend.override.overrides[override.code], override.text].filter(Boolean).join(' '),
          )}
        </p>
      )}
      {reason && <p>{decisions.reassigned(endReasonWords(reason, words))}</p>}
    </>
  )
}
