/** What came of a dispatch, and how the first recommended would probably have done, with how sure that is. */
import type { Decision, Likely, SentUnit, WhatIf } from '#contract/decisions.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { inMinutes, signedMinutes } from './minutes.ts'

export function Outcome({ decision: { sent, whatIf, known } }: { decision: Decision }) {
  const { decisions } = useWords()
  const tookFirst = known.candidates.length > 0 && !whatIf
  return (
    <section data-testid="decision-outcome">
      <h3>{decisions.outcome}</h3>
      <ul>
        {sent.map((each) => (
          <Went key={each.assignment} sent={each} />
        ))}
      </ul>
      {tookFirst && <p>{decisions.tookFirst}</p>}
      {whatIf && <Instead whatIf={whatIf} />}
    </section>
  )
}

function Went({ sent }: { sent: SentUnit }) {
  const { decisions, assignmentStates } = useWords()
  const { code, estimatedSeconds, actualSeconds, arrivedAt, state } = sent
  return (
    <li data-unit={code}>
      {estimatedSeconds === null
        ? decisions.noEstimate(code)
        : decisions.estimated(code, inMinutes(estimatedSeconds))}
      {' · '}
      {actualSeconds !== null && arrivedAt !== null
        ? decisions.arrived(inMinutes(actualSeconds), clockTime(arrivedAt))
        : decisions.notArrived}{' '}
      <span className="low">{assignmentStates[state]}</span>
    </li>
  )
}

/** Below so many arrivals their spread says little. */
const FEW = 20

function Instead({ whatIf: { code, estimatedSeconds, arrivals, likely, lost } }: { whatIf: WhatIf }) {
  const { decisions } = useWords()
  return (
    <>
      <h3>{decisions.whatIf}</h3>
      {likely ? (
        <>
          <p data-testid="decision-likely">
            {decisions.likely(code, inMinutes(likely.median), inMinutes(likely.p10), inMinutes(likely.p90))}
          </p>
          <p className={arrivals < FEW ? 'late' : 'low'}>
            {arrivals < FEW ? decisions.weak(arrivals) : decisions.basis(arrivals)}
          </p>
        </>
      ) : (
        <p data-testid="decision-likely">{decisions.noBasis(code, inMinutes(estimatedSeconds))}</p>
      )}
      {lost && <Lost lost={lost} />}
    </>
  )
}

function Lost({ lost }: { lost: Likely }) {
  const { decisions } = useWords()
  const say = lost.median < 0 ? decisions.gained : decisions.lost
  const mayBeChance = lost.p10 < 0 && lost.p90 > 0
  return (
    <p data-testid="decision-lost">
      {say(inMinutes(Math.abs(lost.median)), signedMinutes(lost.p10), signedMinutes(lost.p90))}
      {mayBeChance && <span className="low"> · {decisions.unsure}</span>}
    </p>
  )
}
