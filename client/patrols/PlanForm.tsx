/** The form of a plan: what it is called, how, when and by whom it is walked, and its stops. */
import { useEffect, useState } from 'react'
import { changePlan, createPlan, type PlanForm as Form, type Plan } from '#contract/patrols.ts'
import { call } from '../api.ts'
import { say } from '../desk/say.ts'
import { letIn } from '../facts.ts'
import { needLink, useMayCommand } from '../link.ts'
import { fitPlaces } from '../scene.ts'
import { useMay } from '../session.ts'
import { Problem } from '../ui/Problem.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { setStops, stopPutting, useDraft } from './draft.ts'
import { Asked, Kinds, Names, When, Within } from './PlanFields.tsx'
import { RetireButton } from './RetireButton.tsx'
import { Said } from './Said.tsx'
import { StopsEditor } from './StopsEditor.tsx'

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
  const linked = useMayCommand()
  const mayManage = useMay('plan.manage')
  const stops = useDraft((draft) => draft.stops)
  const [form, setForm] = useState<Omit<Form, 'stops'>>(() => (plan ? formOf(plan) : empty))
  const change = (changed: Partial<Form>) => setForm((before) => ({ ...before, ...changed }))
  useEffect(() => takeUp(plan), [plan])
  const whole = { ...form, stops: [...stops] }
  const save = async () => {
    const saved = await send(plan, whole)
    say(patrols.planSaved(named(saved)))
    onSaved(saved)
  }
  const { submit, problem } = useSending(save, () => lackingOf(whole, patrols))
  return (
    <div className="patrols-detail">
      <form className="plan-form" data-testid="plan-form" onSubmit={submit}>
        <Names form={form} change={change} />
        <Kinds form={form} change={change} />
        <When form={form} change={change} />
        <Asked form={form} change={change} />
        <StopsEditor hours />
        <Within form={form} change={change} />
        <Problem words={problem} />
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
