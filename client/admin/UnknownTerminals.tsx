/** Terminals that report and that nobody registered: read every few seconds, adopted by a form. */
import { useEffect, useState } from 'react'
import { listUnknownTerminals, type UnknownTerminal } from '#contract/devices.ts'
import { call } from '../api.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { Problem } from '../ui/Problem.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { RegisterSheet } from './DeviceSheets.tsx'
import { useReading } from './reading.ts'

const READ_EVERY = 5_000
const read = () => call(listUnknownTerminals)

export function UnknownTerminals({ onAdopted }: { onAdopted: () => void }) {
  const { admin } = useWords()
  const sayRefusal = useRefusalWords()
  const { list, refusal, again } = useReading(read)
  const [adopted, setAdopted] = useState<UnknownTerminal | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one clock while the list is shown
  useEffect(() => {
    const timer = window.setInterval(again, READ_EVERY)
    return () => window.clearInterval(timer)
  }, [])
  return (
    <section className="admin-kind" data-testid="unknown-terminals">
      <h2>{admin.unknown}</h2>
      <p className="middle">{admin.unknownLead}</p>
      <Problem words={refusal && admin.failed + sayRefusal(refusal)} />
      {list?.length === 0 && <p className="empty">{admin.noUnknown}</p>}
      {list && list.length > 0 && <TerminalTable list={list} onAdopt={setAdopted} />}
      {adopted && (
        <RegisterSheet
          terminal={adopted}
          onClose={() => setAdopted(null)}
          onDone={() => {
            setAdopted(null)
            again()
            onAdopted()
          }}
        />
      )}
    </section>
  )
}

type TableProps = {
  readonly list: readonly UnknownTerminal[]
  readonly onAdopt: (terminal: UnknownTerminal) => void
}

function TerminalTable({ list, onAdopt }: TableProps) {
  const { admin, trust } = useWords()
  const mayManage = useMay('device.manage')
  const linked = useMayCommand()
  return (
    <table className="admin-table">
      <tbody>
        {list.map((each) => (
          <tr key={`${each.protocol} ${each.id}`} data-testid="unknown-terminal" data-device={each.id}>
            <td>{trust.sources[each.protocol]}</td>
            <th scope="row">{each.id}</th>
            <td>{admin.heard(each.count.toLocaleString('en'), clockTime(each.lastHeard))}</td>
            <td className="low">
              {admin.address} {each.address}
            </td>
            <td className="admin-deeds">
              {mayManage && (
                <button
                  type="button"
                  className="button"
                  disabled={!linked}
                  aria-label={admin.adoptTitle(each.id)}
                  onClick={() => onAdopt(each)}
                >
                  {admin.adopt}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
