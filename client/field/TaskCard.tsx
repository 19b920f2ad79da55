/** The task: what, where, how far; the way there, photos, and what was done so far. */
import { useMemo } from 'react'
import type { Changed } from '#contract/board.ts'
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { metresBetween } from '../map/distance.ts'
import { reckonedPlace } from '../positions/store.ts'
import { fitPlaces, flyTo } from '../scene.ts'
import { useCategoryName } from '../tickets/names.ts'
import { Photos } from '../tickets/Photos.tsx'
import { WaitedTime } from '../tickets/WaitedTime.tsx'
import { useEventLine } from '../ui/eventLine.ts'
import { useNow } from '../ui/now.ts'
import { usePersonName } from '../ui/personName.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { Decline } from './Decline.tsx'
import { DraftPhotos } from './DraftPhotos.tsx'
import { useLocation } from './location.ts'
import { useOutbox } from './outbox.ts'
import { PhotoButton } from './PhotoButton.tsx'
import type { Task } from './task.ts'

export function TaskCard({ task }: { task: Task }) {
  const { ticket, assignment, state } = task
  const category = useCategoryName()(ticket)
  return (
    <article className="task" data-testid="field-task" data-state={state}>
      <header className="task-head">
        <PriorityShape priority={ticket.priority} size="1.75rem" />
        <h1 className="clip">{category}</h1>
        <State task={task} />
        <WaitedTime ticket={ticket} />
      </header>
      <div className="task-facts">
        <p>{ticket.address}</p>
        {ticket.text !== ticket.address && <p className="middle">{ticket.text}</p>}
        <Particulars task={task} />
        <Photos hashes={ticket.photos} />
        <DraftPhotos assignment={assignment.id} />
      </div>
      <div className="task-tools">
        <Navigate task={task} />
        <Decline task={task} />
        {(state === 'onscene' || state === 'enroute') && <PhotoButton assignment={assignment.id} />}
      </div>
      <TaskLog task={task} />
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

function useOwnPlace(unit: number) {
  const own = useLocation((location) => location.place)
  useNow()
  return own ?? reckonedPlace(unit, shownNow()) ?? null
}

function Particulars({ task: { ticket, assignment } }: { task: Task }) {
  const words = useWords()
  const nameOf = usePersonName()
  const place = useOwnPlace(assignment.unit)
  const parts = [
    `${words.field.caseNumber} ${ticket.code}`,
    `${words.field.dispatcher} ${nameOf(assignment.dispatchedBy)}`,
    place &&
      `${words.field.distance} ${words.screen.kilometres((metresBetween(place, ticket.place) / 1000).toFixed(1))}`,
  ]
  return <p className="low">{parts.filter(Boolean).join(' · ')}</p>
}

function Navigate({ task: { ticket, assignment } }: { task: Task }) {
  const words = useWords()
  const place = useOwnPlace(assignment.unit)
  const show = () => (place ? fitPlaces([place, ticket.place], 'person') : flyTo(ticket.place))
  return (
    <button type="button" className="button" data-testid="field-navigate" onClick={show}>
      {words.field.navigate}
    </button>
  )
}

const LINES = 6

function TaskLog({ task }: { task: Task }) {
  const words = useWords()
  const line = useEventLine()
  const log = useFacts((facts) => facts.log)
  const lines = useMemo(
    () =>
      log
        .filter((event) => (event.body as Changed).ticket?.id === task.ticket.id)
        .slice(-LINES)
        .reverse(),
    [log, task.ticket.id],
  )
  return (
    <ol className="task-log" aria-label={words.field.history}>
      {lines.map((event) => (
        <li key={event.number}>
          <time>{clockTime(event.happened)}</time> {line(event)}
        </li>
      ))}
    </ol>
  )
}
