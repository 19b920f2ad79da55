/** What was done in the operation, counted from the log: today and in all, each with its rule. */
import { useEffect, useState } from 'react'
import { type Operation, readReport, tallies } from '#contract/expo.ts'
import { type Answered, call, type Refusal } from '../api.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { repeatedly } from './repeatedly.ts'

const READ_EVERY = 10_000

/** The newest report, and why there is none newer. */
export function useReport(operation: number) {
  const [told, setTold] = useState<Answered<typeof readReport> | null>(null)
  const [problem, setProblem] = useState<Refusal | null>(null)
  useEffect(
    () => repeatedly(READ_EVERY, () => call(readReport, { params: { id: operation } }), setTold, setProblem),
    [operation],
  )
  return { told, problem }
}

export function Report({ operation }: { operation: Operation }) {
  const words = useWords()
  const sayRefusal = useRefusalWords()
  const { told, problem } = useReport(operation.id)
  return (
    <section className="expo-part expo-report" aria-label={words.expo.reportFull} data-testid="expo-report">
      <header className="expo-part-head">
        <h2>{words.expo.reportFull}</h2>
        <span className="low clip">
          {words.expo.fromLog} {told && `· ${words.expo.asOf(clockTime(told.at))}`}
        </span>
      </header>
      {problem && <p className="problem">{sayRefusal(problem)}</p>}
      <table className="expo-table">
        <thead>
          <tr>
            {words.expo.reportHead.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tallies.map((name) => (
            <tr key={name} title={words.expo.tallyRules[name]} data-testid={`tally-${name}`}>
              <th scope="row">
                {words.expo.tallies[name]} <span className="low">{words.expo.tallyRules[name]}</span>
              </th>
              <td>{told ? told.today[name].toLocaleString('en') : '—'}</td>
              <td>{told ? told.total[name].toLocaleString('en') : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
