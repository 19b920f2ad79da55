/** What the marks of objects mean, while they are shown. */
import { grades } from '#contract/objects.ts'
import { useWords } from '../ui/words.ts'
import { GradeShape } from './GradeShape.tsx'
import { useObjects } from './store.ts'
import './objects.css'

export function ObjectLegend() {
  const words = useWords().objects
  const shown = useObjects((objects) => objects.shown)
  if (!shown) return null
  return (
    <ul className="legend" aria-label={words.legend.title} data-testid="object-legend">
      <li className="strong">{words.legend.title}</li>
      {grades.map((grade) => (
        <li key={grade}>
          <GradeShape grade={grade} />
          {words.grades[grade]}
        </li>
      ))}
      <li>
        <svg className="shape" viewBox="0 0 32 32" width="1em" height="1em" aria-hidden="true">
          <circle cx="16" cy="16" r="15" fill="var(--grade-low)" opacity="0.6" />
          <circle cx="16" cy="16" r="9" fill="var(--grade-medium)" />
          <circle cx="16" cy="16" r="4" fill="var(--grade-high)" />
        </svg>
        {words.legend.all}
      </li>
      <li className="low">{words.legend.from}</li>
    </ul>
  )
}
