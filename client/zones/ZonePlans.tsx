/** Changes of zones that wait for their date, and those that failed at it. */
import { useCallback, useEffect, useState } from 'react'
import { readZonePlans, withdrawZonePlan, type ZonePlan } from '#contract/zones.ts'
import { call, Refusal } from '../api.ts'
import { useFacts } from '../facts.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { refusalWords } from '../ui/refusalWords.ts'
import { dateTime } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'

export function ZonePlans() {
  const { zones: words } = useWords()
  const language = useLanguage()
  const person = usePersonName()
  const mayEdit = useMay('zone.edit')
  const { plans, problem, read } = usePlans()
  const [leaving, setLeaving] = useState<ZonePlan | null>(null)
  if (problem) {
    return (
      <p className="problem" role="alert">
        {problem}
      </p>
    )
  }
  if (plans.length === 0) return null
  return (
    <section className="zones-plans" data-testid="zone-plans">
      <h2>{words.plans}</h2>
      <ul>
        {plans.map((plan) => (
          <li key={plan.id}>
            <span>{words.deeds[plan.deed]}</span>
            <span className={plan.state === 'failed' ? 'problem' : ''}>
              {plan.state === 'failed'
                ? words.planFailed(plan.names.join('、'), dateTime(plan.at))
                : words.plan(plan.names.join('、'), dateTime(plan.at), person(plan.actor))}
              {plan.refusal && ` ${plan.refusal[language]}`}
            </span>
            {mayEdit && plan.state === 'waiting' && (
              <button type="button" className="button" onClick={() => setLeaving(plan)}>
                {words.withdraw}
              </button>
            )}
          </li>
        ))}
      </ul>
      {leaving && (
        <ReasonSheet
          title={words.withdrawTitle}
          reasons={words.withdrawReasons}
          onReason={async (reason) => {
            await call(withdrawZonePlan, { params: { id: leaving.id }, body: { reason } })
            await read()
          }}
          onClose={() => setLeaving(null)}
        />
      )}
    </section>
  )
}

/** Read at once, and again whenever the log tells of zones. */
function usePlans() {
  const [plans, setPlans] = useState<readonly ZonePlan[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const told = useFacts((facts) => facts.log.findLast(({ kind }) => kind.startsWith('zone.'))?.number ?? 0)
  const read = useCallback(async () => {
    try {
      setPlans((await call(readZonePlans)).plans)
      setProblem(null)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setProblem(refusalWords(error))
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: an event is why it is read again
  useEffect(() => void read(), [read, told])
  return { plans, problem, read }
}
