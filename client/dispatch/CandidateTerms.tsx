/** What counts for and against a candidate: the heaviest in its row, all of it below the row that is looked at. */
import type { Candidate, CandidateTerm } from '#contract/candidates.ts'
import { useWords, type Words } from '../ui/words.ts'

type Counted = Pick<Candidate, 'terms' | 'score'>

export function CandidateTerms({ candidate, id }: { candidate: Counted; id: string }) {
  const words = useWords()
  return (
    <p id={id} className="candidate-terms low" data-testid="candidate-terms">
      {candidate.terms.map((term) => (
        <span key={term.term}>
          {words.recommend.terms[term.term]} {amountOf(term, words)}{' '}
          <b>{words.recommend.seconds(term.seconds.toLocaleString('en'))}</b>
        </span>
      ))}
      <b>{words.recommend.total(candidate.score.toLocaleString('en'))}</b>
    </p>
  )
}

/** What adds at least half a minute to the way, the most first. */
export const heaviestTerms = ({ terms }: Candidate, words: Words): string[] =>
  terms
    .filter(({ term, seconds }) => term !== 'travel' && seconds >= 30)
    .sort((a, b) => b.seconds - a.seconds)
    .map(({ term, seconds }) =>
      words.recommend.counts(words.recommend.terms[term], String(Math.max(1, Math.round(seconds / 60)))),
    )

function amountOf({ term, amount }: CandidateTerm, { recommend }: Words): string {
  if (amount === null) return recommend.amounts.unknown
  switch (term) {
    case 'travel':
      return recommend.amounts.metres((amount / 1000).toFixed(1))
    case 'reach':
      return recommend.amounts.metres(amount.toFixed(1))
    case 'workload':
      return recommend.amounts.tasks(amount)
    case 'rest':
      return recommend.amounts.hours(amount.toFixed(1))
    case 'coverage':
      return recommend.amounts.units(amount)
    case 'shore':
      return ''
  }
}
