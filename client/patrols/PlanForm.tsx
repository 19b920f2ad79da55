/** The form of a plan: what it is called, how, when and by whom it is walked, and its stops. */
import { useEffect, useState } from 'react'
import { changePlan, createPlan, type PlanForm as Form, type Plan, patrolModes } from '#contract/patrols.ts'
import { dutyTags } from '#contract/units.ts'
import { call } from '../api.ts'
import { say } from '../desk/say.ts'
import { letIn } from '../facts.ts'
import { needLink, useMayCommand } from '../link.ts'
import { fitPlaces } from '../scene.ts'
import { useMay } from '../session.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { setStops, stopPutting, useDraft, zonesAt } from './draft.ts'
import { RetireButton } from './RetireButton.tsx'
import { Said } from './Said.tsx'
import { StopsEditor } from './StopsEditor.tsx'
import { usePlans } from './store.ts'
import { UnitField } from './UnitField.tsx'

const empty: Omit<Form, 'stops'> = {
  name: '',
  nameEn: '',
  mode: 'foot',
  tag: 'daily',
  certificates: 1,
  item: null,
  zones: [],
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  shift: 'early',
  unit: null,
}

type Props = { readonly plan: Plan | undefined; readonly onSaved: (plan: Plan) => void }

export function PlanForm({ plan, onSaved }: Props) {
  const { patrols } = useWords()
  const named = useNamed()
  const sayRefusal = useRefusalWords()
  const linked = useMayCommand()
  const mayManage = useMay('plan.manage')
  const stops = useDraft((draft) => draft.stops)
  const [form, setForm] = useState<Omit<Form, 'stops'>>(() => (plan ? formOf(plan) : empty))
  const [problem, setProblem] = useState<string | null>(null)
  const change = (changed: Partial<Form>) => setForm((before) => ({ ...before, ...changed }))
  useEffect(() => takeUp(plan), [plan])
  const save = async () => {
    const lacking = lackingOf({ ...form, stops: [...stops] }, patrols)
    if (lacking) return setProblem(lacking)
    try {
      const saved = await send(plan, { ...form, stops: [...stops] })
      say(patrols.planSaved(named(saved)))
      setProblem(null)
      onSaved(saved)
    } catch (error) {
      setProblem(sayRefusal(error))
    }
  }
  return (
    <div className="patrols-detail">
      <form
        className="plan-form"
        data-testid="plan-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Names form={form} change={change} />
        <Kinds form={form} change={change} />
        <When form={form} change={change} />
        <Asked form={form} change={change} />
        <StopsEditor hours />
        <Within form={form} change={change} />
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        {mayManage && !plan?.retired && (
          <div className="actions">
            <Said />
            <button type="submit" className="button primary" disabled={!linked} data-testid="save-plan">
              {patrols.planSave}
            </button>
          </div>
        )}
      </form>
      {mayManage && plan && !plan.retired && (
        <div className="actions">
          <RetireButton plan={plan} />
        </div>
      )}
    </div>
  )
}

type PartProps = {
  readonly form: Omit<Form, 'stops'>
  readonly change: (changed: Partial<Form>) => void
}

function Names({ form, change }: PartProps) {
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

function Kinds({ form, change }: PartProps) {
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

function When({ form, change }: PartProps) {
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

function Asked({ form, change }: PartProps) {
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
function Within({ form, change }: PartProps) {
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

function formOf({
  id: _id,
  version: _version,
  retired: _retired,
  stops: _stops,
  ...form
}: Plan): Omit<Form, 'stops'> {
  return form
}

/** The stops of the plan go onto the map, and off it again. */
function takeUp(plan: Plan | undefined): () => void {
  setStops(plan?.stops ?? [])
  if (plan) {
    fitPlaces(
      plan.stops.map(({ place }) => place),
      'person',
    )
  }
  return () => {
    stopPutting()
    setStops([])
  }
}

type Lacking = { readonly needName: string; readonly needStops: string; readonly needWeekday: string }

function lackingOf({ name, nameEn, stops, weekdays }: Form, words: Lacking): string | null {
  if (name.trim() === '' || nameEn.trim() === '') return words.needName
  if (stops.length === 0) return words.needStops
  return weekdays.length === 0 ? words.needWeekday : null
}

async function send(plan: Plan | undefined, form: Form): Promise<Plan> {
  needLink()
  const saved = plan
    ? await call(changePlan, { params: { id: plan.id }, body: { version: plan.version, form } })
    : await call(createPlan, { body: form })
  letIn({ plan: saved })
  return saved
}
