/** The one big button: the next step of the task. */
import { useEffect, useState } from 'react'
import { useWords } from '../ui/words.ts'
import { ReportSheet } from './ReportSheet.tsx'
import { nextStep, take } from './steps.ts'
import type { Task } from './task.ts'

/** The next step comes up under the same thumb: a double tap must not take two. */
const REST_MS = 800

export function NextStep({ task: { assignment, state } }: { task: Task }) {
  const words = useWords()
  const [reporting, setReporting] = useState(false)
  const step = nextStep[state]
  const rested = useRested(state)
  const [keeping, setKeeping] = useState(false)
  if (step === null) return null
  const go = () => {
    if (!rested || keeping) return
    if (step === 'report') return setReporting(true)
    setKeeping(true)
    void take(assignment, step).finally(() => setKeeping(false))
  }
  return (
    <>
      <button
        type="button"
        className="button primary next-step"
        data-testid="field-next"
        data-step={step}
        aria-disabled={!rested || keeping}
        onClick={go}
      >
        {words.field.steps[step]}
      </button>
      {reporting && <ReportSheet assignment={assignment} onClose={() => setReporting(false)} />}
    </>
  )
}

/** False for a moment after `state` has changed in front of somebody's eyes. */
function useRested(state: string): boolean {
  const [restedIn, setRestedIn] = useState(state)
  useEffect(() => {
    const timer = window.setTimeout(() => setRestedIn(state), REST_MS)
    return () => window.clearTimeout(timer)
  }, [state])
  return restedIn === state
}
