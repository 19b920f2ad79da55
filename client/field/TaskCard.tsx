/** The task: what, where, how far; the way there, photos and notes. */

import { TicketLawLine } from '../rules/TicketLawLine.tsx'
import { useCategoryName } from '../tickets/names.ts'
import { Photos } from '../tickets/Photos.tsx'
import { WaitedTime } from '../tickets/WaitedTime.tsx'
import { usePersonName } from '../ui/personName.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { Decline } from './Decline.tsx'
import { DraftPhotos } from './DraftPhotos.tsx'
import { NoteButton } from './NoteButton.tsx'
import { useOutbox } from './outbox.ts'
import { PhotoButton } from './PhotoButton.tsx'
import type { Task } from './task.ts'
import { MapApp, ShowWay, Way } from './Way.tsx'

export function TaskCard({ task }: { task: Task }) {
  const { ticket, assignment, state } = task
  const category = useCategoryName()(ticket)
  return (
    <article className="task" data-testid="field-task" data-state={state}>
      <header className="task-head">
        <PriorityShape priority={ticket.priority} size="1.75rem" />
        <h1>{category}</h1>
        <State task={task} />
        <WaitedTime ticket={ticket} />
      </header>
      <div className="task-facts">
        <p>{ticket.address}</p>
        {ticket.text !== ticket.address && <p className="middle">{ticket.text}</p>}
        <TicketLawLine ticket={ticket} />
        <Particulars task={task} />
        <Way task={task} />
        <Photos ticket={ticket} />
        <DraftPhotos assignment={assignment.id} />
        <WaitingNotes ticket={ticket.id} />
      </div>
      <div className="task-tools">
        <ShowWay task={task} />
        <MapApp ticket={ticket} />
        <NoteButton ticket={ticket} />
        <Decline task={task} />
        {(state === 'onscene' || state === 'enroute') && <PhotoButton assignment={assignment.id} />}
      </div>
    </article>
  )
}

/** Dashed while a step is still in the outbox: not confirmed, so not told as done. */
function State({ task: { assignment, state } }: { task: Task }) {
  const words = useWords()
  const waits = useOutbox((box) =>
    box.items.some((item) => item.kind === 'step' && item.assignment === assignment.id),
  )
  return (
    <span className={waits ? 'tag sending' : 'tag'} data-testid="field-state">
      {words.assignmentStates[state]}
      {waits && ` · ${words.field.pending}`}
    </span>
  )
}

function Particulars({ task: { ticket, assignment } }: { task: Task }) {
  const words = useWords()
  const nameOf = usePersonName()
  const parts = [
    `${words.field.caseNumber} ${ticket.code}`,
    `${words.field.dispatcher} ${nameOf(assignment.dispatchedBy)}`,
  ]
  return <p className="low">{parts.join(' · ')}</p>
}

function WaitingNotes({ ticket }: { ticket: number }) {
  const { phone } = useWords()
  const items = useOutbox((box) => box.items)
  const notes = items.filter((item) => item.kind === 'note' && item.ticket === ticket)
  if (notes.length === 0) return null
  return (
    <section className="waiting-notes">
      <p className="late">{phone.note.waiting}</p>
      {notes.map(
        (item) => item.kind === 'note' && <p key={item.key}>{`${clockTime(item.at)} ${item.text}`}</p>,
      )}
    </section>
  )
}
