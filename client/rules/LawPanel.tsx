/** The law at the point that was touched, at the shown moment or any other. */
import { useState } from 'react'
import type { LngLat } from '#contract/endpoint.ts'
import { write } from '../desk/view.ts'
import { useHand } from '../map/tools/store.ts'
import { pickPlace } from '../selection.ts'
import { useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { dateTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { type Asked, type Law, useLaw } from './asking.ts'
import { MomentField } from './MomentField.tsx'
import { VerdictList } from './VerdictList.tsx'

export function LawPanel() {
  const place = useHand((hand) => hand.points[0] ?? null)
  return place && <LawAt place={place} />
}

function LawAt({ place }: { place: LngLat }) {
  const { rules } = useWords()
  const now = useNow()
  const [at, setAt] = useState<number | null>(null)
  const asked = useLaw(place, at)
  const mayOpen = useMay('ticket.open')
  const file = () => {
    pickPlace(place)
    write(true)
  }
  return (
    <>
      <div className="law-when">
        <MomentField id="law-at" label={rules.at} value={at ?? now} onChange={setAt} />
        <button type="button" className="button" aria-pressed={at === null} onClick={() => setAt(null)}>
          {rules.now}
        </button>
        {mayOpen && (
          <button type="button" className="button" data-testid="law-file" onClick={file}>
            {rules.open}
          </button>
        )}
      </div>
      <Told asked={asked} />
    </>
  )
}

export function Told({ asked: { law, refusal } }: { asked: Asked }) {
  const { rules } = useWords()
  const sayRefusal = useRefusalWords()
  return (
    <>
      {refusal && (
        <p className="problem" role="alert">
          {rules.failed} {sayRefusal(refusal)}
        </p>
      )}
      {!law && !refusal && <p className="low">{rules.asking}</p>}
      {law && <Where law={law} />}
      {law && <VerdictList law={law} />}
    </>
  )
}

function Where({ law: { zones, at, place } }: { law: Law }) {
  const { rules } = useWords()
  const named = useNamed()
  const where = zones.length > 0 ? zones.map(named).join(' · ') : rules.outside
  return (
    <p
      className="law-where"
      data-testid="law-where"
      title={rules.place(place[0].toFixed(5), place[1].toFixed(5))}
    >
      <b className="clip">{where}</b>
      <span className="low">{rules.asOf(dateTime(at).slice(0, 16))}</span>
    </p>
  )
}
