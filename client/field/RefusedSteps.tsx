/** What the server did not accept of what the phone had queued: said in words, with the choice to try again. */
import { assignmentMoves, isActive } from '#contract/assignments.ts'
import { useFacts } from '../facts.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { type Item, type Refused, useOutbox, withoutRefused } from './outbox.ts'
import { take } from './steps.ts'

export function RefusedSteps() {
  const refused = useOutbox((box) => box.refused)
  return refused.map((each) => <RefusedStep key={each.item.key} refused={each} />)
}

function RefusedStep({ refused: { item, words: said } }: { refused: Refused }) {
  const words = useWords()
  const language = useLanguage()
  const assignment = useFacts((facts) =>
    item.kind === 'step' ? facts.assignments.get(item.assignment) : undefined,
  )
  const ticket = useFacts((facts) => (assignment ? facts.tickets.get(assignment.ticket) : undefined))
  const drop = () => useOutbox.setState((box) => withoutRefused(box, item.key))
  const again =
    item.kind === 'step' &&
    assignment !== undefined &&
    (item.step === 'backup'
      ? isActive(assignment)
      : assignmentMoves[item.step].from.includes(assignment.state))
  const retry = () => {
    if (item.kind !== 'step' || !assignment) return
    const { reason, report } = item
    take(assignment, item.step, { ...(reason ? { reason } : {}), ...(report ? { report } : {}) })
    drop()
  }
  return (
    <section className="refused" role="alert" data-testid="refused-step">
      <p>
        <b>
          {words.field.conflict}：{nameOf(item, words.field)}
        </b>
      </p>
      <p>{said ? said[language] : words.field.droppedAfter}</p>
      {assignment && (
        <p className="middle">
          {ticket && `${words.field.caseNumber} ${ticket.code} · `}
          {words.field.conflictNow(words.assignmentStates[assignment.state])}
        </p>
      )}
      <div className="second-steps">
        {again && (
          <button type="button" className="button" onClick={retry}>
            {words.field.retry}
          </button>
        )}
        <button type="button" className="button" data-testid="refused-drop" onClick={drop}>
          {words.field.drop}
        </button>
      </div>
    </section>
  )
}

function nameOf(item: Item, words: ReturnType<typeof useWords>['field']): string {
  if (item.kind === 'photo') return words.report.photos
  if (item.kind === 'sos') return words.sos
  if (item.step === 'decline') return words.decline
  return item.step === 'backup' ? words.backup : words.steps[item.step]
}
