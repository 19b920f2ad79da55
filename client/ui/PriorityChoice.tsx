/** Chooses one of the four priorities by its shape. */
import { PriorityShape } from './shapes.tsx'
import { useWords } from './words.ts'

const priorities = [1, 2, 3, 4]

export function PriorityChoice({
  value,
  onChoose,
}: {
  value: number | null
  onChoose: (priority: number) => void
}) {
  const words = useWords()
  return (
    <div className="choices" role="radiogroup" aria-label={words.desk.form.priority}>
      {priorities.map((priority) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold the shape that names the priority
        <button
          key={priority}
          type="button"
          role="radio"
          className="button"
          aria-checked={value === priority}
          data-testid={`priority-${priority}`}
          onClick={() => onChoose(priority)}
        >
          <PriorityShape priority={priority} /> P{priority}
        </button>
      ))}
    </div>
  )
}
