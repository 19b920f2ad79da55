/** How good the travel estimates are: by kind with a plot, by hour, by crossing. */
import { useEffect, useState } from 'react'
import { type Calibration, readCalibration } from '#contract/calibration.ts'
import { call, Refusal } from '../api.ts'
import { Overrides } from '../decisions/Overrides.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { TopBar } from '../ui/TopBar.tsx'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { ArrivalPlot } from './ArrivalPlot.tsx'
import './calibration.css'

const DAYS = 30
const READ_EVERY = 60_000

export function CalibrationPage() {
  const words = useWords().recommend.calibration
  const { told, problem } = useCalibration()
  return (
    <div className="calibration">
      <TopBar />
      <main className="calibration-main" data-testid="calibration">
        <header className="calibration-head">
          <h1>{words.title}</h1>
          <a className="button" href="/desk">
            {words.toDesk}
          </a>
        </header>
        <p className="middle">
          {words.lead(DAYS)}
          {told?.newest && ` · ${words.newest(dateTime(told.newest))}`}
        </p>
        {problem && (
          <p className="problem" role="alert">
            {words.failed} {problem}
          </p>
        )}
        {told?.kinds.length === 0 && <p className="empty">{words.none}</p>}
        {told && told.kinds.length > 0 && <Tables told={told} />}
        <Overrides days={DAYS} />
      </main>
    </div>
  )
}

function useCalibration() {
  const sayRefusal = useRefusalWords()
  const [told, setTold] = useState<Calibration | null>(null)
  const [error, setError] = useState<Refusal | null>(null)
  useEffect(() => {
    let stopped = false
    const read = async () => {
      try {
        const answer = await call(readCalibration, { query: { days: DAYS } })
        if (stopped) return
        setTold(answer)
        setError(null)
      } catch (refused) {
        if (!(refused instanceof Refusal)) throw refused
        if (!stopped) setError(refused)
      }
    }
    void read()
    const timer = window.setInterval(() => void read(), READ_EVERY)
    return () => {
      stopped = true
      window.clearInterval(timer)
    }
  }, [])
  return { told, problem: error && sayRefusal(error) }
}

function Tables({ told }: { told: Calibration }) {
  const words = useWords()
  const { calibration } = words.recommend
  return (
    <>
      <div className="calibration-kinds">
        {told.kinds.map((each) => (
          <section key={each.kind} data-testid="calibration-kind" data-kind={each.kind}>
            <h2>{words.unitKinds[each.kind]}</h2>
            <ArrivalPlot
              arrivals={each.arrivals}
              label={`${words.unitKinds[each.kind]}: ${calibration.plot}`}
            />
            <Spreads first={calibration.kind} rows={[{ name: words.unitKinds[each.kind], ...each }]} />
          </section>
        ))}
      </div>
      <Spreads
        first={calibration.hour}
        rows={told.hours.map((each) => ({ name: calibration.hourOf(each.hour), ...each }))}
      />
      <Spreads
        first={calibration.crossing}
        rows={told.crossings.map((each) => ({ name: each.crossing, ...each }))}
      />
    </>
  )
}

type Spread = {
  readonly name: string
  readonly count: number
  readonly median: number
  readonly p10: number
  readonly p90: number
}

function Spreads({ first, rows }: { first: string; rows: readonly Spread[] }) {
  const words = useWords().recommend.calibration
  if (rows.length === 0) return null
  return (
    <table className="calibration-table">
      <thead>
        <tr>
          {[first, words.count, words.median, words.range].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td>{row.count.toLocaleString('en')}</td>
            <td>{signed(row.median)}</td>
            <td>
              {signed(row.p10)} … {signed(row.p90)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const signed = (seconds: number): string => `${seconds > 0 ? '+' : ''}${seconds.toLocaleString('en')}`
