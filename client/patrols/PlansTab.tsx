/** The plans, and the form of the one that is made or changed. */
import { useState } from 'react'
import type { Plan } from '#contract/patrols.ts'
import { useFacts } from '../facts.ts'
import { useMay } from '../session.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { PlanForm } from './PlanForm.tsx'
import { usePlans } from './store.ts'

export function PlansTab() {
  const words = useWords()
  const { patrols } = words
  const { plans, error } = usePlans()
  const sayRefusal = useRefusalWords()
  const mayManage = useMay('plan.manage')
  // 0: a new one.
  const [open, setOpen] = useState<number | null>(null)
  const plan = plans?.find(({ id }) => id === open)
  return (
    <section className="patrols-pane">
      <header className="patrols-bar">
        <b>{patrols.tabs.plans}</b>
        <span className="middle">{plans ? plans.filter(({ retired }) => !retired).length : ''}</span>
        <span className="topbar-space" />
        {mayManage && (
          <button type="button" className="button primary" data-testid="new-plan" onClick={() => setOpen(0)}>
            {patrols.planNew}
          </button>
        )}
      </header>
      <div className="patrols-split">
        <div className="patrols-list" role="listbox" aria-label={patrols.tabs.plans}>
          {error && (
            <p className="problem" role="alert">
              {sayRefusal(error)}
            </p>
          )}
          {!plans && !error && <p className="empty">{words.screen.loading}</p>}
          {plans?.length === 0 && <p className="empty">{patrols.noPlans}</p>}
          {plans?.map((each) => (
            <PlanRow key={each.id} plan={each} selected={each.id === open} onOpen={() => setOpen(each.id)} />
          ))}
        </div>
        {open !== null && (open === 0 || plan) ? (
          <PlanForm
            key={`${open} ${plan?.version ?? 0}`}
            plan={plan}
            onSaved={(saved) => setOpen(saved.id)}
          />
        ) : (
          <p className="empty">{patrols.hintPlans}</p>
        )}
      </div>
    </section>
  )
}

function PlanRow({ plan, selected, onOpen }: { plan: Plan; selected: boolean; onOpen: () => void }) {
  const words = useWords()
  const { patrols } = words
  const named = useNamed()
  const shift = usePlans(({ shifts }) => shifts.find(({ code }) => code === plan.shift))
  const unit = useFacts((facts) => facts.units.get(plan.unit ?? 0))
  return (
    <button
      type="button"
      role="option"
      className="row round-row"
      aria-selected={selected}
      data-testid="plan-row"
      onClick={onOpen}
    >
      <span className="round-line">
        <span className="tag">{patrols.modes[plan.mode]}</span>
        <b className="clip">{named(plan)}</b>
        {plan.retired && <span className="low">{patrols.retired}</span>}
      </span>
      <span className="round-line middle">
        <span>{daysOf(plan.weekdays, patrols)}</span>
        {shift && <span>{named(shift)}</span>}
        <span>{words.dutyTags[plan.tag]}</span>
        <span>{unit?.code ?? patrols.noUnit}</span>
        <span>{patrols.stopCount(plan.stops.length)}</span>
      </span>
    </button>
  )
}

const daysOf = (
  days: readonly number[],
  words: { readonly weekdays: readonly string[]; readonly every: string },
) => (days.length === 7 ? words.every : days.map((day) => words.weekdays[day - 1]).join(' '))
