/** Declines a task that was not accepted yet, with a reason. */
import { useState } from 'react'
import { assignmentMoves } from '#contract/assignments.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { take } from './steps.ts'
import type { Task } from './task.ts'

export function Decline({ task: { assignment, state } }: { task: Task }) {
  const words = useWords()
  const [asked, setAsked] = useState(false)
  if (!assignmentMoves.decline.from.includes(state)) return null
  return (
    <>
      <button type="button" className="button" data-testid="field-decline" onClick={() => setAsked(true)}>
        {words.field.decline}
      </button>
      {asked && (
        <ReasonSheet
          title={words.field.decline}
          reasons={words.field.declineReasons}
          onReason={async (reason) => take(assignment, 'decline', { reason })}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
