/** The parts of a plan's form: names, mode and tag, days and shift, who walks it, and the zones it stays within. */
import { type PlanForm as Form, patrolModes } from '#contract/patrols.ts'
import { dutyTags } from '#contract/units.ts'
import { Choices } from '../ui/Choices.tsx'
import { Field, NumberField, SelectField, TextField } from '../ui/Field.tsx'
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
        <TextField
          key={key}
          label={patrols[key]}
          value={form[key]}
          onText={(text) => change({ [key]: text })}
        />
      ))}
    </div>
  )
}

export function Kinds({ form, change }: PartProps) {
  const { patrols, dutyTags: tags } = useWords()
  return (
    <div className="field-pair">
      <Choices
        label={patrols.mode}
        options={patrolModes.map((mode) => [mode, patrols.modes[mode]])}
        isChosen={(mode) => form.mode === mode}
        onChoose={(mode) => change({ mode, unit: null })}
        testId="mode"
      />
      <SelectField
        label={patrols.tag}
        value={form.tag}
        options={dutyTags.map((tag) => [tag, tags[tag]])}
        onSelect={(tag) => change({ tag })}
      />
    </div>
  )
}

export function When({ form: { weekdays, shift }, change }: PartProps) {
  const { patrols } = useWords()
  const named = useNamed()
  const shifts = usePlans((state) => state.shifts)
  return (
    <div className="field-pair">
      <Choices
        label={patrols.recurs}
        options={patrols.weekdays.map((name, i) => [i + 1, name])}
        isChosen={(day) => weekdays.includes(day)}
        onChoose={(day) => change({ weekdays: toggled(weekdays, day).sort() })}
      />
      <SelectField
        label={patrols.shift}
        value={shift}
        options={shifts.map((each) => [each.code, named(each)])}
        onSelect={(code) => change({ shift: code })}
      />
    </div>
  )
}

const toggled = (list: readonly number[], one: number): number[] =>
  list.includes(one) ? list.filter((each) => each !== one) : [...list, one]

export function Asked({ form, change }: PartProps) {
  const { patrols } = useWords()
  const named = useNamed()
  const items = usePlans((state) => state.items)
  return (
    <div className="field-pair three">
      <Field label={patrols.usual}>
        {(id) => (
          <UnitField
            key={form.mode}
            id={id}
            mode={form.mode}
            unit={form.unit}
            onUnit={(unit) => change({ unit })}
            placeholder={patrols.usualNone}
          />
        )}
      </Field>
      <NumberField
        label={patrols.certificates}
        most={9}
        value={form.certificates}
        onNumber={(certificates) => change({ certificates })}
      />
      <SelectField
        label={patrols.item}
        value={form.item ?? ''}
        options={[['', patrols.itemNone], ...items.map((item) => [item.code, named(item)] as const)]}
        onSelect={(code) => change({ item: code === '' ? null : code })}
      />
    </div>
  )
}

/** The zones under the stops: leaving all that are chosen is an alarm. */
export function Within({ form: { zones }, change }: PartProps) {
  const { patrols } = useWords()
  const named = useNamed()
  const stops = useDraft((draft) => draft.stops)
  const there = new Map(
    stops.flatMap(({ place }) => zonesAt(place)).map(({ properties }) => [properties.id, named(properties)]),
  )
  return (
    <>
      <Choices
        label={patrols.zones}
        options={[...there]}
        isChosen={(id) => zones.includes(id)}
        onChoose={(id) => change({ zones: toggled(zones, id) })}
      />
      {there.size === 0 && <p className="low">{patrols.zonesNone}</p>}
    </>
  )
}
