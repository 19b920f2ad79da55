/** The one big button: the next step of the task. */
import { useState } from 'react'
import { useWords } from '../ui/words.ts'
import { ReportSheet } from './ReportSheet.tsx'
import { nextStep, take } from './steps.ts'
import type { Task } from './task.ts'

export function NextStep({ task: { assignment, state } }: { task: Task }) {
  const words = useWords()
  const [reporting, setReporting] = useState(false)
  const step = nextStep[state]
  if (step === null) return null
  return (
    <>
      <button
        type="button"
        className="button primary next-step"
        data-testid="field-next"
        data-step={step}
        onClick={() => (step === 'report' ? setReporting(true) : take(assignment, step))}
      >
        {words.field.steps[step]}
      </button>
      {reporting && <ReportSheet assignment={assignment} onClose={() => setReporting(false)} />}
    </>
  )
}
