/** What each home lacks meanwhile: people lent of those on duty, and banks where nobody of it is. */
import { useEffect, useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { type HomeLoss, readLosses } from '#contract/muster.ts'
import { type Answered, call, type Refusal } from '../api.ts'
import { useOrganisationName } from '../tickets/names.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { Part } from './Part.tsx'
import { repeatedly } from './repeatedly.ts'

const READ_EVERY = 15_000

export function Losses({ operation }: { operation: Operation }) {
  const words = useWords()
  const sayRefusal = useRefusalWords()
  const [told, setTold] = useState<Answered<typeof readLosses> | null>(null)
  const [problem, setProblem] = useState<Refusal | null>(null)
  useEffect(
    () =>
      repeatedly(READ_EVERY, () => call(readLosses, { params: { id: operation.id } }), setTold, setProblem),
    [operation.id],
  )
  return (
    <Part section="losses" title={words.expo.losses} aside={told && words.screen.asOf(clockTime(told.at))}>
      {problem && <p className="problem">{sayRefusal(problem)}</p>}
      <div className="rows">
        <table className="expo-table" data-testid="losses">
          <thead>
            <tr>
              {(['home', 'lent', 'promised', 'onDuty', 'share', 'uncovered'] as const).map((head) => (
                <th key={head} scope="col">
                  {words.expo[head]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told?.homes.map((home) => (
              <HomeRow key={home.home} home={home} />
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  )
}

function HomeRow({ home: { home, lent, promised, onDuty, reaches, uncovered } }: { home: HomeLoss }) {
  const homeOf = useOrganisationName()
  const share = onDuty === 0 ? '—' : `${Math.round((100 * lent) / onDuty)} %`
  return (
    <tr>
      <th scope="row">{homeOf(home)}</th>
      <td>{lent}</td>
      <td>{promised}</td>
      <td>{onDuty}</td>
      <td>{share}</td>
      <td className={uncovered > 0 ? 'late' : undefined}>
        {reaches === 0 ? '—' : `${uncovered}/${reaches}`}
      </td>
    </tr>
  )
}
