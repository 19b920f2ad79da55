/** For the auditor: who looked at whose track, when and for what. */
import { useMay } from '../session.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime, dateTime, shortDate } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useLooks } from './looks.ts'

export function TrackLooks() {
  return useMay('track.audit') ? <All /> : null
}

function All() {
  const { tracks, screen } = useWords()
  const sayRefusal = useRefusalWords()
  const { told, refusal, more } = useLooks('all')
  return (
    <section data-testid="track-looks">
      <h2>{tracks.audit}</h2>
      <p className="middle">
        {tracks.auditLead} {told && tracks.asOf(dateTime(told.at))}
      </p>
      {refusal && <p className="problem">{sayRefusal(refusal)}</p>}
      {!told && !refusal && <p className="low">{screen.loading}</p>}
      {told?.looks.length === 0 && <p className="empty">{tracks.none}</p>}
      {told && told.looks.length > 0 && <LookTable looks={told.looks} />}
      {told?.earlier && (
        <button type="button" className="button" onClick={more}>
          {tracks.more}
        </button>
      )}
    </section>
  )
}

function LookTable({ looks }: Pick<NonNullable<ReturnType<typeof useLooks>['told']>, 'looks'>) {
  const { tracks, roles } = useWords()
  const named = useNamed()
  return (
    <table className="audit-heads">
      <thead>
        <tr>
          {[tracks.when, tracks.who, tracks.whose, tracks.span, tracks.purpose].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {looks.map(({ number, look }) => (
          <tr key={number} data-testid="track-look" data-unit={look.code}>
            <th scope="row">{dateTime(look.at)}</th>
            <td>
              {named(look.by)} <span className="low">{roles[look.role]}</span>
            </td>
            <td>
              {look.code} <span className="low">{look.officers.map(named).join('、')}</span>
            </td>
            <td>
              {shortDate(look.from)}–{clockTime(look.to).slice(0, 5)}
            </td>
            <td>
              {tracks.purposes[look.purpose]} {look.note}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
