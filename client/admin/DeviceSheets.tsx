/** The forms of devices: adopting or registering one, binding it anew, and giving it a new token. */
import { useState } from 'react'
import { changeDevice, type Device, type Protocol, protocols, registerDevice } from '#contract/devices.ts'
import { type Datum, datums } from '#contract/positions.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { SelectField, TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useWords } from '../ui/words.ts'
import { Once } from './Once.tsx'
import { type ChosenUnit, UnitChoice } from './UnitChoice.tsx'

type SheetProps = { readonly onDone: () => void; readonly onClose: () => void }

/** Protocols whose messages say who sends and prove nothing: their terminals have no use for a token. */
const unproven: readonly Protocol[] = ['jt808', 'h02', 'ais', 'osmand', 'gb28181', 'cot']

/** `terminal`: one that reports already; null: any. */
export function RegisterSheet({
  terminal,
  onDone,
  onClose,
}: SheetProps & { readonly terminal: Pick<Device, 'id' | 'protocol'> | null }) {
  const { admin, trust } = useWords()
  const [id, setId] = useState(terminal?.id ?? '')
  const [protocol, setProtocol] = useState<Protocol>(terminal?.protocol ?? 'http')
  const [datum, setDatum] = useState<Datum>('wgs84')
  const [unit, setUnit] = useState<ChosenUnit>(null)
  const [token, setToken] = useState<string | null>(null)
  const lacking = () => {
    if (!/^[A-Za-z0-9_.:-]+$/.test(id)) return admin.needId
    return unit === 'unknown' ? admin.noSuchUnit : null
  }
  const sending = useSending(async () => {
    needLink()
    const bound = typeof unit === 'number' ? { unit } : {}
    const answer = await call(registerDevice, { body: { id, protocol, datum, ...bound } })
    if (unproven.includes(protocol)) onDone()
    else setToken(answer.token)
  }, lacking)
  if (token !== null) return <Once title={id} lead={admin.tokenOnce} secret={token} onStored={onDone} />
  return (
    <FormSheet
      title={terminal ? admin.adoptTitle(terminal.id) : admin.newDevice}
      sending={sending}
      onClose={onClose}
      confirm={terminal ? admin.adopt : admin.newDevice}
      testId="register"
    >
      {!terminal && (
        <>
          <TextField label={admin.deviceId} value={id} most={64} onText={setId} first />
          <SelectField
            label={admin.protocol}
            value={protocol}
            options={protocols.map((each) => [each, trust.sources[each]])}
            onSelect={setProtocol}
          />
        </>
      )}
      <UnitChoice unit={unit} onUnit={setUnit} />
      <DatumField datum={datum} onDatum={setDatum} />
    </FormSheet>
  )
}

/** Another unit or datum; the token stays. */
export function RebindSheet({ device, onDone, onClose }: SheetProps & { readonly device: Device }) {
  const { admin } = useWords()
  const [datum, setDatum] = useState(device.datum)
  const [unit, setUnit] = useState<ChosenUnit>(device.unit)
  const [reason, setReason] = useState('')
  const lacking = () => {
    if (unit === 'unknown') return admin.noSuchUnit
    return reason.trim() === '' ? admin.needReason : null
  }
  const sending = useSending(async () => {
    needLink()
    if (unit === 'unknown') return
    const was = { datum: device.datum, unit: device.unit }
    const body = { was, now: { datum, unit }, reason: reason.trim() }
    await call(changeDevice, { params: { id: device.number }, body })
    onDone()
  }, lacking)
  return (
    <FormSheet
      title={admin.rebindTitle(device.id)}
      sending={sending}
      onClose={onClose}
      confirm={admin.save}
      testId="rebind"
    >
      <UnitChoice unit={unit} onUnit={setUnit} />
      <DatumField datum={datum} onDatum={setDatum} />
      <TextField label={admin.reason} value={reason} most={500} onText={setReason} />
    </FormSheet>
  )
}

/** The old token is worth nothing from then on. */
export function TokenSheet({ device, onDone, onClose }: SheetProps & { readonly device: Device }) {
  const { admin } = useWords()
  const [token, setToken] = useState<string | null>(null)
  const sending = useSending(async () => {
    needLink()
    const { id, protocol } = device
    setToken((await call(registerDevice, { body: { id, protocol } })).token)
  })
  if (token !== null)
    return <Once title={device.id} lead={admin.tokenOnce} secret={token} onStored={onDone} />
  return (
    <FormSheet
      title={admin.newToken}
      sending={sending}
      onClose={onClose}
      confirm={admin.newToken}
      testId="token"
    >
      <p>{admin.newTokenTitle(device.id)}</p>
    </FormSheet>
  )
}

export const hasToken = ({ protocol }: Pick<Device, 'protocol'>): boolean => !unproven.includes(protocol)

function DatumField({ datum, onDatum }: { datum: Datum; onDatum: (datum: Datum) => void }) {
  const { admin } = useWords()
  return (
    <SelectField
      label={admin.datum}
      value={datum}
      options={datums.map((each) => [each, each.toUpperCase()])}
      onSelect={onDatum}
    />
  )
}
