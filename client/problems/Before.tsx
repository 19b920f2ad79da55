/** What was complained of at this place before, and what was done about it. */
import type { Earlier, Problem } from '#contract/problems.ts'
import { usePersonName } from '../ui/personName.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

export function Before({ problem }: { problem: Problem }) {
  const words = useWords()
  return (
    <section aria-label={words.problems.before(problem.days)} data-testid="before">
      <h3 className="sub-head">{words.problems.before(problem.days)}</h3>
      <ul>
        {problem.earlier.map((each) => (
          <EarlierRow key={each.id} earlier={each} />
        ))}
      </ul>
    </section>
  )
}

function EarlierRow({ earlier }: { earlier: Earlier }) {
  const words = useWords()
  const nameOf = usePersonName()
  const { disposition, feedback, units, closedAt, closedBy } = earlier
  const done = [
    disposition === null ? null : words.dispositions[disposition],
    feedback,
    units.length > 0 ? words.problems.byUnits(units.join(' ')) : null,
    closedBy === null ? null : words.desk.closedBy(nameOf(closedBy)),
    closedAt === null ? words.problems.nothingDone : shortDate(closedAt),
  ]
  const text = done.filter(Boolean).join(' · ')
  return (
    <li className="row before-row" data-testid="before-row">
      <time className="low">{shortDate(earlier.openedAt)}</time>
      <span>{earlier.code}</span>
      <span className="clip" title={text}>
        <span className="middle">
          {words.sources[earlier.source]} {words.ticketStates[earlier.state]}
        </span>{' '}
        {text}
      </span>
    </li>
  )
}
