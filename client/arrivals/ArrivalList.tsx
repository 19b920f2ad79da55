/** What waits for a person before it is a case: each is filed at its place, or dismissed with a reason. */
import { useState } from 'react'
import { type Arrival, dismissArrival, fileArrival } from '#contract/arrivals.ts'
import { call } from '../api.ts'
import { say } from '../desk/say.ts'
import { letIn } from '../facts.ts'
import { needLink, useMayCommand } from '../link.ts'
import { flyTo } from '../scene.ts'
import { pickPlace, selectTicket, startPicking, useSelection } from '../selection.ts'
import { useMay } from '../session.ts'
import { useCategoryName } from '../tickets/names.ts'
import { OriginLine } from '../tickets/OriginLine.tsx'
import { SourceMark } from '../tickets/SourceMark.tsx'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { readArrivals, useArrivals } from './store.ts'

export function ArrivalList() {
  const words = useWords()
  const arrivals = useArrivals()
  if (!arrivals) return null
  if (arrivals.failed) return <p className="empty">{words.intake.arrivalsFailed}</p>
  if (arrivals.list.length === 0) return <p className="empty">{words.intake.noArrivals}</p>
  return (
    <ul className="pane-scroll arrivals" data-testid="arrivals">
      {arrivals.list.map((arrival) => (
        <ArrivalItem key={arrival.id} arrival={arrival} />
      ))}
    </ul>
  )
}

function ArrivalItem({ arrival }: { arrival: Arrival }) {
  const words = useWords()
  const category = useCategoryName()(arrival)
  const maySettle = useMay('arrival.settle')
  const { place } = arrival
  return (
    <li className="case-facts" data-testid="arrival" data-arrival={arrival.id}>
      <p className="case-origin">
        <span className="tag">{words.intake.reasons[arrival.why]}</span>
        <SourceMark source={arrival.source} />
        <OriginLine ticket={arrival} />
        <span className="low">{shortDate(arrival.happenedAt)}</span>
      </p>
      <p>
        <b>{category}</b> {arrival.address}
      </p>
      {arrival.text !== arrival.address && <p className="middle case-text">{arrival.text}</p>}
      <div className="choices">
        {place && (
          <button type="button" className="button" onClick={() => flyTo(place)}>
            {words.desk.call}
          </button>
        )}
        {maySettle && <Settle arrival={arrival} />}
      </div>
    </li>
  )
}

function Settle({ arrival: { id, version, place } }: { arrival: Arrival }) {
  const words = useWords()
  const sayRefusal = useRefusalWords()
  const linked = useMayCommand()
  const { picked, picking } = useSelection()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const at = place ?? picked
  const file = async () => {
    if (!at) return
    try {
      needLink()
      const body = { version, place: [at[0], at[1]] as [number, number] }
      const ticket = await call(fileArrival, { params: { id }, body })
      letIn({ ticket })
      pickPlace(null)
      selectTicket(ticket.id)
      say(words.intake.filed(ticket.code))
      await readArrivals()
    } catch (error) {
      setProblem(sayRefusal(error))
    }
  }
  return (
    <>
      {!place && (
        <button type="button" className="button" aria-pressed={picking} onClick={startPicking}>
          {words.desk.form.pick}
        </button>
      )}
      <button
        type="button"
        className="button primary"
        disabled={!linked || !at}
        data-testid="arrival-file"
        onClick={file}
      >
        {words.intake.file}
      </button>
      <button type="button" className="button" disabled={!linked} onClick={() => setAsking(true)}>
        {words.intake.dismiss}
      </button>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {asking && (
        <ReasonSheet
          title={words.intake.dismiss}
          reasons={words.intake.dismissReasons}
          onReason={async (reason) => {
            needLink()
            await call(dismissArrival, { params: { id }, body: { version, reason } })
            await readArrivals()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
