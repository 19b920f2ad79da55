/** The unit's tasks where there are several: what is in hand first, and which one the card below shows. */
import { useCategoryName } from '../tickets/names.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { useWords } from '../ui/words.ts'
import type { Task } from './task.ts'

type Props = {
  readonly tasks: readonly Task[]
  readonly shown: Task
  readonly onShow: (assignment: number) => void
}

export function TaskList({ tasks, shown, onShow }: Props) {
  const words = useWords()
  const nameOf = useCategoryName()
  if (tasks.length < 2) return null
  return (
    <nav className="task-list" aria-label={words.phone.tasks(tasks.length)} data-testid="field-tasks">
      {tasks.map(({ assignment, ticket, state }) => (
        <button
          key={assignment.id}
          type="button"
          className="button"
          aria-pressed={assignment.id === shown.assignment.id}
          onClick={() => onShow(assignment.id)}
        >
          <PriorityShape priority={ticket.priority} />
          <span className="clip">{nameOf(ticket)}</span>
          <span className="middle">{words.assignmentStates[state]}</span>
        </button>
      ))}
    </nav>
  )
}
