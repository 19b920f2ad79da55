/** Devices: what is wrong with some, what waits to be adopted, and all that are registered. */
import { useEffect, useState } from 'react'
import { type Device, listDevices } from '#contract/devices.ts'
import { call } from '../api.ts'
import { DeviceWarnings } from '../dispatch/DeviceWarnings.tsx'
import { useWarnings } from '../dispatch/warnings.ts'
import { onChanged, useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { Problem } from '../ui/Problem.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { SearchBox } from '../ui/SearchBox.tsx'
import { useWords } from '../ui/words.ts'
import { hasToken, RebindSheet, RegisterSheet, TokenSheet } from './DeviceSheets.tsx'
import { useReading } from './reading.ts'
import { UnknownTerminals } from './UnknownTerminals.tsx'

const read = () => call(listDevices)
/** So many rows are drawn at once; what is sought is found among all. */
const SHOWN = 100

type Asked = { readonly what: 'register' } | { readonly what: 'rebind' | 'token'; readonly device: Device }

export function Devices() {
  const { admin } = useWords()
  const sayRefusal = useRefusalWords()
  const { list, refusal, again } = useReading(read)
  const [asked, setAsked] = useState<Asked | null>(null)
  const mayManage = useMay('device.manage')
  const linked = useMayCommand()
  // biome-ignore lint/correctness/useExhaustiveDependencies: one listener while the list is shown
  useEffect(() => onChanged(({ device }) => device && again()), [])
  const close = () => setAsked(null)
  const done = () => {
    close()
    again()
  }
  return (
    <>
      <DeviceWarnings />
      <UnknownTerminals onAdopted={again} />
      <section className="admin-kind" data-testid="devices">
        <header className="admin-kind-head">
          <h2>{admin.registered}</h2>
          {mayManage && (
            <button
              type="button"
              className="button"
              disabled={!linked}
              onClick={() => setAsked({ what: 'register' })}
            >
              {admin.newDevice}
            </button>
          )}
        </header>
        <Problem words={refusal && admin.failed + sayRefusal(refusal)} />
        {list && <DeviceTable list={list} onAsk={mayManage ? setAsked : undefined} />}
      </section>
      {asked?.what === 'register' && <RegisterSheet terminal={null} onDone={done} onClose={close} />}
      {asked?.what === 'rebind' && <RebindSheet device={asked.device} onDone={done} onClose={close} />}
      {asked?.what === 'token' && <TokenSheet device={asked.device} onDone={done} onClose={close} />}
    </>
  )
}

type TableProps = {
  readonly list: readonly Device[]
  readonly onAsk: ((asked: Asked) => void) | undefined
}

function DeviceTable({ list, onAsk }: TableProps) {
  const { admin } = useWords()
  const units = useFacts((facts) => facts.units)
  const retired = useFacts((facts) => facts.retired)
  const [sought, setSought] = useState('')
  const codeOf = ({ unit }: Device) =>
    unit === null ? '' : ((units.get(unit) ?? retired.get(unit))?.code ?? `#${unit}`)
  const wanted = sought.trim().toLowerCase()
  const found = list.filter((each) => `${each.id} ${codeOf(each)}`.toLowerCase().includes(wanted))
  return (
    <>
      <div className="admin-search">
        <SearchBox label={admin.findDevice} value={sought} onText={setSought} testId="find-device" />
        <span className="low">{admin.shownOf(Math.min(SHOWN, found.length), list.length)}</span>
      </div>
      {found.length === 0 && <p className="empty">{admin.noDevice}</p>}
      <table className="admin-table">
        <tbody>
          {found.slice(0, SHOWN).map((each) => (
            <Row key={each.number} device={each} code={codeOf(each)} onAsk={onAsk} />
          ))}
        </tbody>
      </table>
    </>
  )
}

type RowProps = Pick<TableProps, 'onAsk'> & { readonly device: Device; readonly code: string }

function Row({ device, code, onAsk }: RowProps) {
  const { admin, trust } = useWords()
  const linked = useMayCommand()
  const isSuspect = useWarnings(({ list }) => list.some((each) => each.device.number === device.number))
  return (
    <tr data-testid="device" data-device={device.id}>
      <td>{trust.sources[device.protocol]}</td>
      <th scope="row">{device.id}</th>
      <td>{code || <span className="low">{admin.notBound}</span>}</td>
      <td className="low">{device.datum.toUpperCase()}</td>
      <td>{isSuspect && <span className="late">{admin.warning}</span>}</td>
      <td className="admin-deeds">
        {onAsk && (
          <button
            type="button"
            className="button"
            disabled={!linked}
            aria-label={admin.rebindTitle(device.id)}
            onClick={() => onAsk({ what: 'rebind', device })}
          >
            {admin.rebind}
          </button>
        )}
        {onAsk && hasToken(device) && (
          <button
            type="button"
            className="button quiet"
            disabled={!linked}
            aria-label={`${admin.newToken} ${device.id}`}
            onClick={() => onAsk({ what: 'token', device })}
          >
            {admin.newToken}
          </button>
        )}
      </td>
    </tr>
  )
}
