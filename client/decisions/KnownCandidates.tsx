/** The candidates as they were known, best first with what counted for each; and who was left out. */
import type { Decision, KnownCandidate } from '#contract/decisions.ts'
import { CandidateTerms } from '../dispatch/CandidateTerms.tsx'
import { shortAge } from '../positions/ageing.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { inMinutes } from './minutes.ts'

export function KnownCandidates({ decision: { known, sent } }: { decision: Decision }) {
  const words = useWords()
  const { decisions } = words
  const chosen = new Set(sent.map(({ unit }) => unit))
  return (
    <section>
      <h3>{decisions.candidates}</h3>
      {known.onWater && <p className="low">{words.recommend.onWater}</p>}
      {known.candidates.length === 0 && <p className="low">{decisions.noCandidates}</p>}
      <ol data-testid="decision-candidates">
        {known.candidates.map((candidate, index) => (
          <Known
            key={candidate.unit}
            candidate={candidate}
            rank={index + 1}
            isChosen={chosen.has(candidate.unit)}
            knownAt={known.at}
          />
        ))}
      </ol>
      <LeftOutThen left={known.leftOut} />
    </section>
  )
}

type Props = {
  readonly candidate: KnownCandidate
  readonly rank: number
  readonly isChosen: boolean
  readonly knownAt: number | null
}

function Known({ candidate, rank, isChosen, knownAt }: Props) {
  const words = useWords()
  const { decisions } = words
  const { code, unit, etaSeconds, score, crossing, metres, fixAt, terms } = candidate
  return (
    <li
      className={isChosen ? 'decision-candidate chosen' : 'decision-candidate'}
      data-unit={code}
      data-chosen={isChosen}
    >
      <p className="decision-candidate-row">
        <kbd>{rank}</kbd> <b>{code}</b> <b>{decisions.eta(inMinutes(etaSeconds))}</b>
        {metres !== null && (
          <span className="middle">{words.screen.kilometres((metres / 1000).toFixed(1))}</span>
        )}
        {crossing && <span className="middle">{words.desk.crossing(crossing)}</span>}
        {fixAt !== null && knownAt !== null && (
          <span className="low">{words.desk.placeAge(shortAge(knownAt - fixAt))}</span>
        )}
        {isChosen && <span className="tag">{decisions.chosen}</span>}
      </p>
      {terms.length > 0 ? (
        <CandidateTerms candidate={{ terms, score }} id={`known-${unit}`} />
      ) : (
        <p className="low">{decisions.score(score.toLocaleString('en'))}</p>
      )}
    </li>
  )
}

function LeftOutThen({ left }: { left: Decision['known']['leftOut'] }) {
  const words = useWords()
  const language = useLanguage()
  if (left.length === 0) return null
  return (
    <details data-testid="decision-left-out">
      <summary className="middle">
        {words.decisions.leftOut} {left.length}
      </summary>
      <ul>
        {left.map(({ unit, code, metres, reason, needs, ticket }) => (
          <li key={unit}>
            {code} <span className="middle">{words.screen.kilometres((metres / 1000).toFixed(1))}</span>{' '}
            {words.recommend.reasons[reason]}
            <span className="low">
              {needs && words.recommend.needs(needs[language])}
              {reason === 'busy' && ticket && words.recommend.busyWith(ticket)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
