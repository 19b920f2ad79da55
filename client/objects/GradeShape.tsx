/** The mark of a grade beside words: the same as on the map. */
import type { Grade } from '#contract/objects.ts'
import { useWords } from '../ui/words.ts'
import { paths } from './marks.ts'

export function GradeShape({ grade }: { grade: Grade }) {
  const { grades } = useWords().objects
  const colour = `var(--grade-${grade})`
  return (
    <svg className="shape" viewBox="0 0 32 32" width="1em" height="1em" role="img" aria-label={grades[grade]}>
      {grade === 'low' && <circle cx="16" cy="16" r="8" fill={colour} />}
      {grade === 'medium' && <path d={paths.medium} fill="none" stroke={colour} strokeWidth="5" />}
      {grade === 'high' && <path d={paths.high} fill={colour} />}
    </svg>
  )
}
