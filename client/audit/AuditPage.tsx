/** Whether the log is what was logged: checked on demand with its progress, and the heads to keep elsewhere. */
import { useEffect, useState } from 'react'
import { type ChainHead, type ChainPart, readHeads } from '#contract/chain.ts'
import { call, Refusal } from '../api.ts'
import { TrackLooks } from '../tracks/TrackLooks.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { TopBar } from '../ui/TopBar.tsx'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { type Check, checkLog, stopCheck, useCheck } from './check.ts'
import { PeopleChanges } from './PeopleChanges.tsx'
import './audit.css'

const count = (value: number): string => value.toLocaleString('en')

export function AuditPage() {
  const words = useWords().audit
  const { check } = useCheck()
  const isRunning = check.state === 'running'
  return (
    <div className="audit">
      <TopBar />
      <main className="audit-main">
        <h1>{words.title}</h1>
        <p className="middle">{words.lead}</p>
        <div className="audit-deeds">
          <button
            type="button"
            className="button primary"
            disabled={isRunning}
            data-testid="check-log"
            onClick={() => void checkLog()}
          >
            {check.state === 'none' ? words.check : words.again}
          </button>
          {isRunning && (
            <button type="button" className="button" onClick={stopCheck}>
              {words.stop}
            </button>
          )}
        </div>
        <Verdict check={check} />
        <Heads />
        <PeopleChanges />
        <TrackLooks />
      </main>
    </div>
  )
}

function Verdict({ check }: { check: Check }) {
  const words = useWords().audit
  const sayRefusal = useRefusalWords()
  if (check.state === 'none') return null
  const { part } = check
  return (
    <section className="audit-verdict" role="status" data-testid="log-verdict" data-state={check.state}>
      {part && (
        <progress value={part.checked} max={Math.max(1, part.last)} aria-label={words.title}>
          {part.checked}
        </progress>
      )}
      {part && <p className="low">{words.progress(count(part.checked), count(part.last))}</p>}
      {check.state === 'failed' && <p className="problem">{words.failed + sayRefusal(check.refusal)}</p>}
      {check.state === 'stopped' && <p>{words.stopped(count(part?.checked ?? 0))}</p>}
      {check.state === 'done' && !check.part.broken && (
        <p>{words.whole(count(check.part.checked), dateTime(check.at))}</p>
      )}
      {part?.broken && <Broken part={part} broken={part.broken} />}
      {check.state === 'done' && part && (
        <p className="low">
          {words.head} <code>{part.head}</code>
        </p>
      )}
    </section>
  )
}

function Broken({ part, broken }: { part: ChainPart; broken: NonNullable<ChainPart['broken']> }) {
  const words = useWords().audit
  const { kind, number, last, event } = broken
  return (
    <>
      <p className="problem" role="alert" data-testid="log-broken" data-number={number}>
        {words.breaks[kind](count(number), count(last))}
      </p>
      {event && <p>{words.logged(event.kind, event.subject, event.actor, dateTime(event.received))}</p>}
      <p className="low">{words.before(count(part.checked))}</p>
    </>
  )
}

function Heads() {
  const words = useWords().audit
  const { heads, problem } = useHeads()
  return (
    <section>
      <h2>{words.heads}</h2>
      <p className="middle">{words.headsLead}</p>
      {problem && <p className="problem">{problem}</p>}
      {heads?.length === 0 && <p className="empty">{words.noHeads}</p>}
      {heads && heads.length > 0 && (
        <>
          <a className="button" href={fileOf(heads)} download="heads.jsonl">
            {words.download}
          </a>
          <HeadTable heads={heads} />
        </>
      )}
    </section>
  )
}

const fileOf = (heads: readonly ChainHead[]): string =>
  `data:application/jsonl,${encodeURIComponent(heads.map((head) => `${JSON.stringify(head)}\n`).join(''))}`

function HeadTable({ heads }: { heads: readonly ChainHead[] }) {
  const words = useWords().audit
  return (
    <table className="audit-heads">
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          <th scope="col">{words.number}</th>
          <th scope="col">{words.hash}</th>
        </tr>
      </thead>
      <tbody>
        {heads.toReversed().map(({ day, number, hash }) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            <td>{count(number)}</td>
            <td>
              <code>{hash}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useHeads() {
  const sayRefusal = useRefusalWords()
  const [heads, setHeads] = useState<readonly ChainHead[] | null>(null)
  const [error, setError] = useState<Refusal | null>(null)
  useEffect(() => {
    const wanted = new AbortController()
    call(readHeads, { signal: wanted.signal }).then(setHeads, (refused) => {
      if (wanted.signal.aborted) return
      if (!(refused instanceof Refusal)) throw refused
      setError(refused)
    })
    return () => wanted.abort()
  }, [])
  return { heads, problem: error && sayRefusal(error) }
}
