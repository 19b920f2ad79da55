/** For the auditor: who changed which unit, officer and account, and when. */
import { readPeopleChanges } from '#contract/accounts.ts'
import { useReading } from '../admin/reading.ts'
import { call } from '../api.ts'
import { useMay } from '../session.ts'
import { useEventLine } from '../ui/eventLine.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

const read = () => call(readPeopleChanges)

export function PeopleChanges() {
  return useMay('people.see') ? <All /> : null
}

function All() {
  const { people, screen } = useWords()
  const sayRefusal = useRefusalWords()
  const line = useEventLine()
  const { list, refusal } = useReading(read)
  return (
    <section data-testid="people-changes">
      <h2>{people.changes}</h2>
      <p className="middle">{people.changesLead}</p>
      {refusal && <p className="problem">{sayRefusal(refusal)}</p>}
      {!list && !refusal && <p className="low">{screen.loading}</p>}
      {list?.length === 0 && <p className="empty">{people.noChanges}</p>}
      {list && list.length > 0 && (
        <table className="audit-heads">
          <tbody>
            {list.map((event) => (
              <tr key={event.number} data-testid="people-change">
                <th scope="row">{dateTime(event.received)}</th>
                <td>{line(event)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
