/** Who was sent to the case, how far each is, what is late, and what the desk does about it. */
import { useMemo } from 'react'
import { type Assignment, isActive } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { unitStatus } from '#contract/units.ts'
import { JudgeButton } from '../decisions/JudgeButton.tsx'
import { useFacts } from '../facts.ts'
import { showMover } from '../scene.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { AssignedActions } from './AssignedActions.tsx'
import { endReasonWords } from './endReason.ts'
import { Overdue } from './Overdue.tsx'

export function AssignedUnits({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const assignments = useFacts((facts) => facts.assignments)
  const here = useMemo(
    () => [...assignments.values()].filter((each) => each.ticket === ticket.id).sort((a, b) => b.id - a.id),
    [assignments, ticket.id],
  )
  if (here.length === 0) return null
  return (
    <section aria-label={words.desk.assigned}>
      <h3 className="sub-head">{words.desk.assigned}</h3>
      <ul>
        {here.map((assignment) => (
          <AssignedRow key={assignment.id} assignment={assignment} />
        ))}
      </ul>
    </section>
  )
}

function AssignedRow({ assignment }: { assignment: Assignment }) {
  const unit = useFacts((facts) => facts.units.get(assignment.unit))
  const active = isActive(assignment)
  if (!unit) return null
  return (
    <li
      className={active ? 'row assigned-row' : 'row assigned-row ended'}
      data-testid="assigned-row"
      data-unit={unit.code}
      data-state={assignment.state}
    >
      {active ? <UnitShape status={unitStatus(unit, assignment)} /> : <span />}
      <button type="button" className="link" onClick={() => showMover(unit.id)}>
        {unit.code}
      </button>
      <State assignment={assignment} />
      <span className="assigned-actions">
        <JudgeButton assignment={assignment.id} />
        {active && <AssignedActions assignment={assignment} unit={unit} />}
      </span>
    </li>
  )
}

function State({ assignment }: { assignment: Assignment }) {
  const words = useWords()
  return (
    <span className="clip">
      {words.assignmentStates[assignment.state]}
      <span className="low"> {clockTime(lastStep(assignment))}</span> <Overdue assignment={assignment} />
      {assignment.backup && <b className="late"> {words.desk.backupAsked}</b>}
      {assignment.endReason && <span className="low"> {endReasonWords(assignment.endReason, words)}</span>}
    </span>
  )
}

const lastStep = (each: Assignment): number =>
  each.endedAt ??
  each.reportedAt ??
  each.checkedInAt ??
  each.arrivedAt ??
  each.departedAt ??
  each.acceptedAt ??
  each.dispatchedAt
