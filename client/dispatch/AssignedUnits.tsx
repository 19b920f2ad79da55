/** Who was sent to the case, how far each is, and taking them back: freely for 20 s, then with a reason. */
import { useMemo, useState } from 'react'
import { type Assignment, assignmentMoves, isActive } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { unitStatus } from '#contract/units.ts'
import { attempt } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { flyToMover } from '../scene.ts'
import { selectMover } from '../selection.ts'
import { useMay } from '../session.ts'
import { recall } from '../tickets/commands.ts'
import { useNow } from '../ui/now.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { UnitShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

/** For this long an unaccepted dispatch is simply withdrawn. */
const WITHDRAWN_WITHIN = 20_000

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
  const words = useWords()
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
      <button
        type="button"
        className="link"
        onClick={() => {
          selectMover(unit.id)
          flyToMover(unit.id)
        }}
      >
        {unit.code}
      </button>
      <span className="clip">
        {words.assignmentStates[assignment.state]}
        <span className="low"> {clockTime(lastStep(assignment))}</span>
        {assignment.backup && <b className="late"> {words.desk.backupAsked}</b>}
        {assignment.endReason && <span className="low"> {assignment.endReason}</span>}
      </span>
      {active && <TakeBack assignment={assignment} code={unit.code} />}
    </li>
  )
}

function TakeBack({ assignment, code }: { assignment: Assignment; code: string }) {
  const words = useWords()
  const linked = useMayCommand()
  const allowed = useMay('assignment.recall') && assignmentMoves.recall.from.includes(assignment.state)
  const [asking, setAsking] = useState(false)
  const left = Math.ceil((assignment.dispatchedAt + WITHDRAWN_WITHIN - useNow()) / 1000)
  if (!allowed) return null
  if (assignment.state === 'dispatched' && left > 0) {
    return (
      <button
        type="button"
        className="button"
        disabled={!linked}
        data-testid="withdraw"
        onClick={() => void attempt(() => recall(assignment, words.desk.withdrawn))}
      >
        {words.desk.withdraw(Math.min(left, WITHDRAWN_WITHIN / 1000))}
      </button>
    )
  }
  return (
    <>
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

const lastStep = (each: Assignment): number =>
  each.endedAt ?? each.reportedAt ?? each.arrivedAt ?? each.departedAt ?? each.acceptedAt ?? each.dispatchedAt
