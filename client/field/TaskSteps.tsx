/** The one big next step, and beside it declining or asking for backup. */
import { useState } from 'react'
import { assignmentMoves } from '#contract/assignments.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { useOutbox } from './outbox.ts'
import { ReportSheet } from './ReportSheet.tsx'
import { nextStep, take } from './steps.ts'
import type { Task } from './task.ts'

export function TaskSteps({ task }: { task: Task }) {
  const words = useWords()
  const { assignment, state } = task
  const [asked, setAsked] = useState<'report' | 'decline' | null>(null)
  const step = nextStep[state]
  if (step === null) return null
  return (
    <>
      <button
        type="button"
        className="button primary next-step"
        data-testid="field-next"
        data-step={step}
        onClick={() => (step === 'report' ? setAsked('report') : take(assignment, step))}
      >
        {words.field.steps[step]}
      </button>
      <div className="second-steps">
        {assignmentMoves.decline.from.includes(state) && (
          <button
            type="button"
            className="button"
            data-testid="field-decline"
            onClick={() => setAsked('decline')}
          >
            {words.field.decline}
          </button>
        )}
        <Backup task={task} />
      </div>
      {asked === 'report' && <ReportSheet assignment={assignment} onClose={() => setAsked(null)} />}
      {asked === 'decline' && (
        <ReasonSheet
          title={words.field.decline}
          reasons={words.field.declineReasons}
          onReason={async (reason) => take(assignment, 'decline', { reason })}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

function Backup({ task: { assignment } }: { task: Task }) {
  const words = useWords()
  const waits = useOutbox((box) =>
    box.items.some(
      (item) => item.kind === 'step' && item.step === 'backup' && item.assignment === assignment.id,
    ),
  )
  const asked = assignment.backup || waits
  return (
    <button
      type="button"
      className="button"
      disabled={asked}
      data-testid="field-backup"
      onClick={() => take(assignment, 'backup')}
    >
      {asked ? words.field.backupAsked : words.field.backup}
      {waits && ` · ${words.field.pending}`}
    </button>
  )
}
