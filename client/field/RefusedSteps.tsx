/** What the server did not accept: what it was, why, how things stand now, and what can be done about it. */
import { useState } from 'react'
import { type Assignment, assignmentMoves, isActive } from '#contract/assignments.ts'
import { useFacts } from '../facts.ts'
import { clockTime } from '../ui/times.ts'
import { useLanguage, useWords, type Words } from '../ui/words.ts'
import { changeOutbox } from './keeping.ts'
import { type Item, type Refused, useOutbox, withoutRefused, withRetried } from './outbox.ts'
import { forgetPhoto } from './photos.ts'

export function RefusedSteps() {
  const refused = useOutbox((box) => box.refused)
  return refused.map((each) => <RefusedStep key={each.item.key} refused={each} />)
}

function RefusedStep({ refused }: { refused: Refused }) {
  const words = useWords()
  const language = useLanguage()
  const { item, words: said } = refused
  const { conflict } = words.phone
  const assignment = useFacts((facts) =>
    item.kind === 'step' ? facts.assignments.get(item.assignment) : undefined,
  )
  return (
    <section className="refused" role="alert" data-testid="refused-step">
      <p>
        <b>{conflict.heading(nameOf(item, words))}</b>{' '}
        <span className="low">{conflict.done(clockTime(item.at))}</span>
      </p>
      <p>{said ? said[language] : words.field.droppedAfter}</p>
      <StateNow item={item} assignment={assignment} />
      {contentOf(item) && <p className="middle refused-content">{contentOf(item)}</p>}
      <Choices refused={refused} assignment={assignment} />
    </section>
  )
}

function StateNow({ item, assignment }: { item: Item; assignment: Assignment | undefined }) {
  const words = useWords()
  const ticketId = item.kind === 'note' ? item.ticket : assignment?.ticket
  const ticket = useFacts((facts) => (ticketId === undefined ? undefined : facts.tickets.get(ticketId)))
  const parts = [
    ticket && `${words.field.caseNumber} ${ticket.code}`,
    assignment && words.phone.conflict.now(words.assignmentStates[assignment.state]),
    assignment && !isPossible(item, assignment) && words.phone.conflict.notPossible,
  ]
  return <p className="middle">{parts.filter(Boolean).join(' · ')}</p>
}

function Choices({ refused, assignment }: { refused: Refused; assignment: Assignment | undefined }) {
  const { conflict } = useWords().phone
  const [sure, setSure] = useState(false)
  const { item } = refused
  const retry = () => void changeOutbox((box) => withRetried(box, refused, assignment?.version ?? 1))
  const drop = () => {
    if (item.kind === 'photo') void forgetPhoto(item.hash)
    void changeOutbox((box) => withoutRefused(box, item.key))
  }
  if (sure) {
    return (
      <div className="second-steps">
        <button type="button" className="button" onClick={() => setSure(false)}>
          {conflict.keep}
        </button>
        <button type="button" className="button" data-testid="refused-drop-sure" onClick={drop}>
          {conflict.dropSure}
        </button>
      </div>
    )
  }
  return (
    <div className="second-steps">
      {isPossible(item, assignment) && (
        <button type="button" className="button" data-testid="refused-retry" onClick={retry}>
          {conflict.retry}
        </button>
      )}
      <button type="button" className="button" data-testid="refused-drop" onClick={() => setSure(true)}>
        {conflict.drop}
      </button>
    </div>
  )
}

/** Whether the server could accept it now; what is no step builds on no state. */
function isPossible(item: Item, assignment: Assignment | undefined): boolean {
  if (item.kind !== 'step') return true
  if (!assignment) return false
  return item.step === 'backup'
    ? isActive(assignment)
    : assignmentMoves[item.step].from.includes(assignment.state)
}

function nameOf(item: Item, { field, phone, patrols }: Words): string {
  if (item.kind === 'round') return patrols.phone.steps[item.step]
  if (item.kind !== 'step') return phone.conflict.items[item.kind]
  if (item.step === 'decline') return field.decline
  return item.step === 'backup' ? field.backup : field.steps[item.step]
}

/** What was written: nobody gives it up unread. */
function contentOf(item: Item): string | undefined {
  if (item.kind === 'note') return item.text
  if (item.kind === 'finding') return item.finding.text
  if (item.kind === 'round') return item.text ?? item.reason ?? item.code
  return item.kind === 'step' ? (item.report?.text ?? item.reason) : undefined
}
