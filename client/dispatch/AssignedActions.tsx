/** What the desk may do with an assignment now: take it back (freely for 20 s, then with a reason), send another, step for the crew. */
import { useState } from 'react'
import { type Assignment, mayWithdraw, movesOf, WITHDRAWN_WITHIN_MS } from '#contract/assignments.ts'
import type { Unit } from '#contract/units.ts'
import { attempt } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { type BehalfStep, onBehalf, recall, withdraw } from './commands.ts'
import { showReassign } from './reassigning.ts'

export function AssignedActions({ assignment, unit }: { assignment: Assignment; unit: Unit }) {
  const mayStep = useMay('assignment.step')
  const mayRecall = useMay('assignment.recall') && movesOf[unit.kind].recall.from.includes(assignment.state)
  return (
    <span className="assigned-actions">
      {mayStep && <StepForCrew assignment={assignment} unit={unit} />}
      {mayRecall && <TakeBack assignment={assignment} code={unit.code} />}
    </span>
  )
}

/** What a crew tells by radio. */
function StepForCrew({ assignment, unit }: { assignment: Assignment; unit: Unit }) {
  const words = useWords()
  const linked = useMayCommand()
  const steps = (['accept', 'arrive', 'finish'] as const).filter((step) =>
    movesOf[unit.kind][step].from.includes(assignment.state),
  )
  const offered: readonly BehalfStep[] = assignment.state === 'onscene' ? [...steps, 'checkin'] : steps
  return offered.map((step) => (
    <button
      key={step}
      type="button"
      className="button"
      disabled={!linked}
      data-testid={`behalf-${step}`}
      onClick={() => void attempt(() => onBehalf(step, assignment))}
    >
      {words.sending.behalf[step]}
    </button>
  ))
}

function TakeBack({ assignment, code }: { assignment: Assignment; code: string }) {
  const words = useWords()
  const linked = useMayCommand()
  const now = useNow()
  const [asking, setAsking] = useState(false)
  if (mayWithdraw(assignment, now)) {
    const left = Math.ceil((assignment.dispatchedAt + WITHDRAWN_WITHIN_MS - now) / 1000)
    return (
      <button
        type="button"
        className="button"
        disabled={!linked}
        data-testid="withdraw"
        onClick={() => void attempt(() => withdraw(assignment))}
      >
        {words.desk.withdraw(Math.min(left, WITHDRAWN_WITHIN_MS / 1000))}
      </button>
    )
  }
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={!linked}
        data-testid="reassign"
        onClick={() => showReassign(assignment.id)}
      >
        {words.sending.reassign}
      </button>
      <button
        type="button"
        className="button"
        disabled={!linked}
        data-testid="recall"
        onClick={() => setAsking(true)}
      >
        {words.desk.recall}
      </button>
      {asking && (
        <ReasonSheet
          title={`${words.desk.recall} ${code}`}
          reasons={words.desk.reasons.recall}
          onReason={(reason) => recall(assignment, reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
