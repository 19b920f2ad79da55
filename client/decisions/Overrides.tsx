/** A month's dispatches that passed over the first recommended: how many, why, by which roles, and what it cost or won. */
import { useEffect, useState } from 'react'
import type { Likely, OverrideSummary } from '#contract/decisions.ts'
import { readOverrides } from '#contract/decisions.ts'
import { call, Refusal } from '../api.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { signedMinutes } from './minutes.ts'

export function Overrides({ days }: { days: number }) {
  const { decisions } = useWords()
  const sayRefusal = useRefusalWords()
  const { told, refusal } = useOverrides(days)
  return (
    <section data-testid="overrides">
      <h2>{decisions.summary}</h2>
      {refusal && (
        <p className="problem" role="alert">
          {decisions.failed} {sayRefusal(refusal)}
        </p>
      )}
      {!told && !refusal && <p className="low">{decisions.loading}</p>}
      {told && <p className="middle">{decisions.summaryLead(days, dateTime(told.at))}</p>}
      {told?.dispatches === 0 && <p className="empty">{decisions.noDispatches}</p>}
      {told && told.dispatches > 0 && <Summary told={told} />}
    </section>
  )
}

function useOverrides(days: number) {
  const [told, setTold] = useState<OverrideSummary | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    const wanted = new AbortController()
    call(readOverrides, { query: { days }, signal: wanted.signal }).then(setTold, (error: unknown) => {
      if (wanted.signal.aborted) return
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    })
    return () => wanted.abort()
  }, [days])
  return { told, refusal }
}

function Summary({ told }: { told: OverrideSummary }) {
  const { decisions } = useWords()
  const share = ((100 * told.overrides) / told.dispatches).toFixed(0)
  return (
    <>
      <p>{decisions.counts(told.overrides, told.dispatches, share)}</p>
      {told.overrides > 0 && (
        <>
          <p className="low">{decisions.compared(told.compared)}</p>
          <Reasons told={told} />
        </>
      )}
      <Roles told={told} />
    </>
  )
}

function Reasons({ told: { reasons, overrides, lost } }: { told: OverrideSummary }) {
  const { decisions, recommend } = useWords()
  return (
    <table className="calibration-table">
      <thead>
        <tr>
          {[decisions.reason, decisions.count, decisions.median, decisions.range].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reasons.map((each) => (
          <tr key={each.code} data-testid="override-reason" data-code={each.code}>
            <th scope="row">{recommend.override.overrides[each.code]}</th>
            <td>{each.overrides.toLocaleString('en')}</td>
            <Cost lost={each.lost} />
          </tr>
        ))}
        <tr>
          <th scope="row">{decisions.total}</th>
          <td>{overrides.toLocaleString('en')}</td>
          <Cost lost={lost} />
        </tr>
      </tbody>
    </table>
  )
}

function Cost({ lost }: { lost: Likely | null }) {
  const { decisions } = useWords()
  if (!lost) {
    return (
      <td colSpan={2} className="low">
        {decisions.notCompared}
      </td>
    )
  }
  return (
    <>
      <td>{signedMinutes(lost.median)}</td>
      <td>
        {signedMinutes(lost.p10)} … {signedMinutes(lost.p90)}
      </td>
    </>
  )
}

function Roles({ told: { roles } }: { told: OverrideSummary }) {
  const words = useWords()
  const { decisions } = words
  return (
    <table className="calibration-table">
      <thead>
        <tr>
          {[decisions.role, decisions.dispatches, decisions.summary].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {roles.map(({ role, dispatches, overrides }) => (
          <tr key={role}>
            <th scope="row">{words.roles[role]}</th>
            <td>{dispatches.toLocaleString('en')}</td>
            <td>{overrides.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
