/** The fields of the sheet that asks for a scene: which, of whom, and for what. */
import type { ReactNode } from 'react'
import { type ExportFormat, exportFormats } from '#contract/exports.ts'
import { type TrackPurpose, trackPurposes } from '#contract/tracks.ts'
import { type UnitKind, unitKinds } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { useSelection } from '../selection.ts'
import { useCity } from '../session.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useZones } from '../zones/store.ts'

export type Form = {
  readonly format: ExportFormat
  readonly from: string
  readonly to: string
  readonly area: 'view' | 'all' | `${number}`
  readonly unit: number | null
  readonly kind: UnitKind | ''
  readonly organisation: string
  readonly contacts: boolean
  readonly tickets: boolean
  readonly events: boolean
  readonly purpose: TrackPurpose
  readonly note: string
}

type PartProps = { readonly form: Form; readonly onChange: (changed: Partial<Form>) => void }

export function What({ form, onChange }: PartProps) {
  const words = useWords().exports
  const named = useNamed()
  const zones = useZones(({ zones }) => zones)
  return (
    <>
      <Choice
        id="export-format"
        label={words.format}
        value={form.format}
        onChange={(format) => onChange({ format: format as ExportFormat })}
      >
        {exportFormats.map((each) => (
          <option key={each} value={each}>
            {words.formats[each]}
          </option>
        ))}
      </Choice>
      <div className="export-pair">
        <Time id="export-from" label={words.from} value={form.from} onChange={(from) => onChange({ from })} />
        <Time id="export-to" label={words.to} value={form.to} onChange={(to) => onChange({ to })} />
      </div>
      <Choice
        id="export-area"
        label={words.area}
        value={form.area}
        onChange={(area) => onChange({ area: area as Form['area'] })}
      >
        <option value="view">{words.areas.view}</option>
        <option value="all">{words.areas.all}</option>
        {zones.map(({ properties }) => (
          <option key={properties.id} value={properties.id}>
            {named(properties)}
          </option>
        ))}
      </Choice>
    </>
  )
}

export function Who({ form, onChange }: PartProps) {
  const all = useWords()
  const words = all.exports
  const named = useNamed()
  const selected = useSelection(({ mover }) => mover)
  const unit = useFacts(({ units }) => units.get(selected ?? 0))
  const organisations = useCity((city) => city.organisations)
  return (
    <>
      {unit && (
        <Choice
          id="export-unit"
          label={words.who}
          value={form.unit === null ? '' : String(form.unit)}
          onChange={(text) => onChange({ unit: text === '' ? null : Number(text) })}
        >
          <option value="">{words.whole}</option>
          <option value={unit.id}>{words.onlyUnit(unit.code)}</option>
        </Choice>
      )}
      <div className="export-pair">
        <Choice
          id="export-kind"
          label={words.kinds}
          value={form.kind}
          onChange={(kind) => onChange({ kind: kind as Form['kind'] })}
        >
          <option value="">{words.anyKind}</option>
          {unitKinds.map((kind) => (
            <option key={kind} value={kind}>
              {all.unitKinds[kind]}
            </option>
          ))}
        </Choice>
        <Choice
          id="export-organisation"
          label={words.organisation}
          value={form.organisation}
          onChange={(organisation) => onChange({ organisation })}
        >
          <option value="">{words.anyOrganisation}</option>
          {organisations.map((each) => (
            <option key={each.id} value={each.id}>
              {named(each)}
            </option>
          ))}
        </Choice>
      </div>
      <div className="export-ticks">
        {(['contacts', 'tickets', 'events'] as const).map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={form[name]}
              onChange={({ target }) => onChange({ [name]: target.checked })}
            />{' '}
            {words[name]}
          </label>
        ))}
      </div>
    </>
  )
}

export function Why({ form, onChange }: PartProps) {
  const words = useWords().exports
  return (
    <>
      <Choice
        id="export-purpose"
        label={words.purpose}
        value={form.purpose}
        onChange={(purpose) => onChange({ purpose: purpose as TrackPurpose })}
      >
        {trackPurposes.map((each) => (
          <option key={each} value={each}>
            {words.purposes[each]}
          </option>
        ))}
      </Choice>
      <div className="field">
        <label htmlFor="export-note">{words.note}</label>
        <input
          id="export-note"
          className="input"
          maxLength={500}
          value={form.note}
          onChange={({ target }) => onChange({ note: target.value })}
        />
      </div>
    </>
  )
}

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Choice({ id, label, value, onChange, children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={({ target }) => onChange(target.value)}>
        {children}
      </select>
    </div>
  )
}

function Time({ id, label, value, onChange }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="datetime-local"
        step={1}
        required
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  )
}
