/** On the phone: who looked at the track of the officer who holds it. */
import { useState } from 'react'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime, dateTime, shortDate } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useLooks } from './looks.ts'

export function OwnLooks() {
  const { tracks } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <details
      className="own-looks"
      data-testid="own-looks"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{tracks.own}</summary>
      {open && <Looked />}
    </details>
  )
}

function Looked() {
  const { tracks, roles, screen } = useWords()
  const named = useNamed()
  const sayRefusal = useRefusalWords()
  const { told, refusal, more } = useLooks('own')
  return (
    <>
      <p className="low">
        {tracks.ownLead} {told && tracks.asOf(clockTime(told.at))}
      </p>
      {refusal && <p className="problem">{sayRefusal(refusal)}</p>}
      {!told && !refusal && <p className="low">{screen.loading}</p>}
      {told?.looks.length === 0 && <p className="field-note">{tracks.none}</p>}
      <ul className="task-log">
        {told?.looks.map(({ number, look }) => (
          <li key={number} data-testid="own-look" data-purpose={look.purpose}>
            {dateTime(look.at).slice(0, 16)} {named(look.by)}（{roles[look.role]}） {look.code}{' '}
            {shortDate(look.from)}–{clockTime(look.to).slice(0, 5)}{' '}
            <b>
              {tracks.purposes[look.purpose]} {look.note}
            </b>
          </li>
        ))}
      </ul>
      {told?.earlier && (
        <button type="button" className="button" onClick={more}>
          {tracks.more}
        </button>
      )}
    </>
  )
}
