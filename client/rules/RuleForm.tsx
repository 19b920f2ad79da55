/** States a rule or changes one: its fields, what differs, what that changes on which zones, and why. */
import { useState } from 'react'
import type { RuleDraft } from '#contract/ruleCommands.ts'
import { effects, type Rule } from '#contract/rules.ts'
import { useMayCommand } from '../link.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useWords } from '../ui/words.ts'
import { type Preview, preview, save } from './commands.ts'
import { Differences } from './Differences.tsx'
import { draftOf, emptyDraft } from './draft.ts'
import { EffectMark } from './EffectMark.tsx'
import { ExceptionFields } from './ExceptionFields.tsx'
import { WeekFields } from './HoursFields.tsx'
import { MomentField } from './MomentField.tsx'
import { PreviewList } from './PreviewList.tsx'
import { ScopeFields } from './ScopeFields.tsx'
import { StatementFields } from './StatementFields.tsx'
import { useBehaviourName } from './saying.ts'
import { useRules } from './store.ts'
import { WeekStrip } from './WeekStrip.tsx'

type Props = {
  /** The version that is changed; null: a new rule. */
  readonly before: Rule | null
  readonly onDone: (rule: Rule | null) => void
}

export function RuleForm({ before, onDone }: Props) {
  const { page } = useWords().rules
  const linked = useMayCommand()
  const form = useForm(before, onDone)
  const { draft, change } = form
  return (
    <form
      className="pane rule-form"
      data-testid="rule-form"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <header className="pane-head">
        <h2>{before ? `${page.change} · ${page.version(before.version + 1)}` : page.create}</h2>
        <button type="button" className="button quiet" onClick={() => onDone(null)}>
          {page.cancel}
        </button>
      </header>
      <div className="pane-scroll rule-body">
        <BehaviourField draft={draft} change={change} fixed={before !== null} />
        <ScopeFields
          scope={draft}
          onChange={({ zone, kind, river }) => change({ zone, kind, river })}
          onLacking={form.setLackingZone}
        />
        <EffectField draft={draft} change={change} />
        <WeekFields
          week={draft.calendar.week}
          onChange={(week) => change({ calendar: { ...draft.calendar, week } })}
        />
        <WeekStrip week={draft.calendar.week} effect={draft.effect} />
        <ExceptionFields
          exceptions={draft.calendar.exceptions}
          onChange={(exceptions) => change({ calendar: { ...draft.calendar, exceptions } })}
        />
        <StatementFields draft={draft} change={change} />
        <div className="side-fields">
          <MomentField
            id="rule-from"
            label={page.validFrom}
            value={draft.validFrom ?? null}
            onChange={(at) => change({ validFrom: at ?? undefined })}
          />
          <MomentField
            id="rule-to"
            label={page.validTo}
            value={draft.validTo}
            onChange={(validTo) => change({ validTo })}
          />
        </div>
        {before && <Differences before={before} draft={draft} />}
        {form.told && <PreviewList preview={form.told} />}
        <div className="field">
          <label htmlFor="rule-reason">{page.reason}</label>
          <input
            id="rule-reason"
            className="input"
            maxLength={500}
            value={form.reason}
            onChange={({ target }) => form.setReason(target.value)}
          />
        </div>
        {form.problem && (
          <p className="problem" role="alert">
            {form.problem}
          </p>
        )}
      </div>
      <div className="actions rule-actions">
        <button type="button" className="button" data-testid="rule-try" onClick={() => void form.tryOut()}>
          {page.preview}
        </button>
        <button
          type="submit"
          className="button primary"
          disabled={form.busy || !linked}
          data-testid="rule-save"
        >
          {form.busy ? page.saving : page.save}
        </button>
      </div>
    </form>
  )
}

/** A moment that is not given is left out. */
type Changes = Partial<Omit<RuleDraft, 'validFrom'>> & { readonly validFrom?: number | undefined }
export type FieldProps = { readonly draft: RuleDraft; readonly change: (changes: Changes) => void }

function useForm(before: Rule | null, onDone: Props['onDone']) {
  const { page } = useWords().rules
  const sayRefusal = useRefusalWords()
  const first = useRules(({ behaviours }) => [...behaviours.keys()][0] ?? '')
  const [draft, setDraft] = useState(() => (before ? draftOf(before) : emptyDraft(first)))
  const [reason, setReason] = useState('')
  const [told, setTold] = useState<Preview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [lackingZone, setLackingZone] = useState(false)
  const [busy, setBusy] = useState(false)
  const attempt = async (deed: () => Promise<void>) => {
    if (lackingZone) return setProblem(page.needZone)
    setProblem(null)
    setBusy(true)
    try {
      await deed()
    } catch (error) {
      setProblem(sayRefusal(error))
    } finally {
      setBusy(false)
    }
  }
  return {
    draft,
    reason,
    told,
    problem,
    busy,
    setReason,
    setLackingZone,
    change({ validFrom = draft.validFrom, ...changes }: Changes) {
      setDraft({ ...draft, ...changes, ...(validFrom === undefined ? {} : { validFrom }) })
      // What was shown was of another draft.
      setTold(null)
    },
    tryOut: () => attempt(async () => setTold(await preview(before?.id, draft))),
    submit: () =>
      reason.trim() === ''
        ? setProblem(page.needReason)
        : attempt(async () => onDone(await save(before, draft, reason.trim()))),
  }
}

function BehaviourField({ draft, change, fixed }: FieldProps & { fixed: boolean }) {
  const { page } = useWords().rules
  const behaviours = useRules((rules) => rules.behaviours)
  const behaviourName = useBehaviourName()
  return (
    <div className="field">
      <label htmlFor="rule-form-behaviour">{page.columns.behaviour}</label>
      <select
        id="rule-form-behaviour"
        className="input"
        disabled={fixed}
        value={draft.behaviour}
        onChange={({ target }) => change({ behaviour: target.value })}
      >
        {[...behaviours.keys()].map((code) => (
          <option key={code} value={code}>
            {behaviourName(code)}
          </option>
        ))}
      </select>
    </div>
  )
}

function EffectField({ draft, change }: FieldProps) {
  const { page } = useWords().rules
  return (
    <fieldset className="field">
      <legend className="label">{page.effect}</legend>
      <div className="choices">
        {effects.map((effect) => (
          <button
            key={effect}
            type="button"
            className="chip"
            aria-pressed={draft.effect === effect}
            data-testid={`effect-${effect}`}
            onClick={() => change({ effect })}
          >
            <EffectMark effect={effect} />
          </button>
        ))}
      </div>
    </fieldset>
  )
}
