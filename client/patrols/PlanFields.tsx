/** The parts of a plan's form: names, mode and tag, days and shift, who walks it, and the zones it stays within. */
import { type PlanForm as Form, patrolModes } from '#contract/patrols.ts'
import { dutyTags } from '#contract/units.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useDraft, zonesAt } from './draft.ts'
import { usePlans } from './store.ts'
import { UnitField } from './UnitField.tsx'

type PartProps = {
  readonly form: Omit<Form, 'stops'>
  readonly change: (changed: Partial<Form>) => void
}

export function Names({ form, change }: PartProps) {
  const { patrols } = useWords()
  return (
    <div className="field-pair">
      {(['name', 'nameEn'] as const).map((key) => (
        <div key={key} className="field">
          <label htmlFor={`plan-${key}`}>{patrols[key]}</label>
          <input
            id={`plan-${key}`}
            className="input"
            maxLength={100}
            value={form[key]}
            onChange={({ target }) => change({ [key]: target.value })}
          />
        </div>
      ))}
    </div>
  )
}

export function Kinds({ form, change }: PartProps) {
  const { patrols, dutyTags: tags } = useWords()
  return (
    <div className="field-pair">
      <fieldset className="field">
        <legend className="label">{patrols.mode}</legend>
        <div className="choices">
          {patrolModes.map((mode) => (
            <button
              key={mode}
              type="button"
              className="button"
              aria-pressed={form.mode === mode}
              data-testid={`mode-${mode}`}
              onClick={() => change({ mode, unit: null })}
            >
              {patrols.modes[mode]}
            </button>
          ))}
        </div>
      </fieldset>
      <div className="field">
        <label htmlFor="plan-tag">{patrols.tag}</label>
        <select
          id="plan-tag"
          className="input"
          value={form.tag}
          onChange={({ target }) => change({ tag: target.value as Form['tag'] })}
        >
          {dutyTags.map((tag) => (
            <option key={tag} value={tag}>
              {tags[tag]}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

export function When({ form, change }: PartProps) {
  const { patrols } = useWords()
  const named = useNamed()
  const shifts = usePlans((state) => state.shifts)
  const toggle = (day: number) =>
    change({
      weekdays: form.weekdays.includes(day)
        ? form.weekdays.filter((each) => each !== day)
        : [...form.weekdays, day].sort(),
    })
  return (
    <div className="field-pair">
      <fieldset className="field">
        <legend className="label">{patrols.recurs}</legend>
        <div className="choices weekdays">
          {patrols.weekdays.map((name, i) => (
            <button
              key={name}
              type="button"
              className="button"
              aria-pressed={form.weekdays.includes(i + 1)}
              onClick={() => toggle(i + 1)}
            >
              {name}
            </button>
          ))}
        </div>
      </fieldset>
      <div className="field">
        <label htmlFor="plan-shift">{patrols.shift}</label>
        <select
          id="plan-shift"
          className="input"
          value={form.shift}
          onChange={({ target }) => change({ shift: target.value })}
        >
          {shifts.map((shift) => (
            <option key={shift.code} value={shift.code}>
              {named(shift)}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

export function Asked({ form, change }: PartProps) {
  const { patrols } = useWords()
  const named = useNamed()
  const items = usePlans((state) => state.items)
  return (
    <div className="field-pair three">
      <div className="field">
        <label htmlFor="plan-unit">{patrols.usual}</label>
        <UnitField
          key={form.mode}
          id="plan-unit"
          mode={form.mode}
          unit={form.unit}
          onUnit={(unit) => change({ unit })}
          placeholder={patrols.usualNone}
        />
      </div>
      <div className="field">
        <label htmlFor="plan-certificates">{patrols.certificates}</label>
        <input
          id="plan-certificates"
          className="input"
          type="number"
          min={0}
          max={9}
          value={form.certificates}
          onChange={({ target }) => change({ certificates: Math.min(9, Math.max(0, Number(target.value))) })}
        />
      </div>
      <div className="field">
        <label htmlFor="plan-item">{patrols.item}</label>
        <select
          id="plan-item"
          className="input"
          value={form.item ?? ''}
          onChange={({ target }) => change({ item: target.value === '' ? null : target.value })}
        >
          <option value="">{patrols.itemNone}</option>
          {items.map((item) => (
            <option key={item.code} value={item.code}>
              {named(item)}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

/** The zones under the stops: leaving all that are chosen is an alarm. */
export function Within({ form, change }: PartProps) {
  const { patrols } = useWords()
  const named = useNamed()
  const stops = useDraft((draft) => draft.stops)
  const zones = new Map(
    stops.flatMap(({ place }) => zonesAt(place)).map((zone) => [zone.properties.id, zone]),
  )
  const toggle = (id: number) =>
    change({
      zones: form.zones.includes(id) ? form.zones.filter((each) => each !== id) : [...form.zones, id],
    })
  return (
    <fieldset className="field">
      <legend className="label">{patrols.zones}</legend>
      {zones.size === 0 && <p className="low">{patrols.zonesNone}</p>}
      <div className="choices">
        {[...zones.values()].map(({ properties }) => (
          <button
            key={properties.id}
            type="button"
            className="button"
            aria-pressed={form.zones.includes(properties.id)}
            onClick={() => toggle(properties.id)}
          >
            {named(properties)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
