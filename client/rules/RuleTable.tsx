/** The list of rules with what they are sought by. */
import { useMemo, useState } from 'react'
import { effects, type Rule } from '#contract/rules.ts'
import { SearchBox } from '../ui/SearchBox.tsx'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import { useWords } from '../ui/words.ts'
import { EffectMark } from './EffectMark.tsx'
import { everything, inOrder, isSought, type RuleRow, type RuleState, rowOf, type Sought } from './rows.ts'
import { sayCalendar, useBehaviourName, useScopeName } from './saying.ts'
import { useRules } from './store.ts'
import { useRulesMoment, useRulesThen } from './then.ts'
import { ConfigurableMark, clauseOf } from './VerdictList.tsx'

type Props = { readonly chosen: number | null; readonly onChoose: (id: number) => void }

export function RuleTable({ chosen, onChoose }: Props) {
  const { page } = useWords().rules
  const [sought, setSought] = useState(everything)
  const rows = useRows(sought)
  return (
    <section className="pane rule-list">
      <Filters sought={sought} change={(changes) => setSought({ ...sought, ...changes })} />
      <div className="rule-row rule-heads low" aria-hidden="true">
        <span>{page.columns.effect}</span>
        <span>{page.columns.behaviour}</span>
        <span>{page.columns.zone}</span>
        <span>{page.columns.hours}</span>
        <span>{page.columns.article}</span>
        <span>{page.columns.version}</span>
      </div>
      {rows.length === 0 && <p className="empty">{page.noMatch}</p>}
      <VirtualRows
        rows={rows}
        keyOf={({ id }) => id}
        label={page.title}
        shown={chosen}
        draw={(row) => <Row row={row} chosen={row.id === chosen} onChoose={onChoose} />}
      />
    </section>
  )
}

/** A rule that begins or ends moves by itself, within the minute. */
function useRows(sought: Sought): RuleRow[] {
  const rules = useRulesThen()
  const behaviours = useRules((state) => state.behaviours)
  const minute = Math.floor(useRulesMoment() / 60_000) * 60_000
  const behaviourName = useBehaviourName()
  const scopeName = useScopeName()
  const all = useMemo(
    () => [...rules.values()].map((versions) => rowOf(versions, minute + 59_999)).sort(inOrder(behaviours)),
    [rules, behaviours, minute],
  )
  const named = (rule: Rule) => `${behaviourName(rule.behaviour)} ${scopeName(rule)}`
  return all.filter((row) => isSought(row, sought, named))
}

const states: readonly RuleState[] = ['holds', 'comes', 'ended']

function Filters({ sought, change }: { sought: Sought; change: (changes: Partial<Sought>) => void }) {
  const { rules } = useWords()
  const { page } = rules
  const behaviours = useRules((state) => state.behaviours)
  const behaviourName = useBehaviourName()
  return (
    <search className="rule-filters">
      <SearchBox
        label={page.search}
        value={sought.text}
        onText={(text) => change({ text })}
        testId="rule-search"
      />
      <select
        className="input"
        aria-label={page.columns.behaviour}
        data-testid="rule-behaviour"
        value={sought.behaviour}
        onChange={({ target }) => change({ behaviour: target.value })}
      >
        <option value="">{page.anyBehaviour}</option>
        {[...behaviours.keys()].map((code) => (
          <option key={code} value={code}>
            {behaviourName(code)}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label={page.anyState}
        value={sought.state}
        onChange={({ target }) => change({ state: target.value as RuleState | '' })}
      >
        <option value="">{page.anyState}</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {page.states[state]}
          </option>
        ))}
      </select>
      {effects.map((effect) => (
        <button
          key={effect}
          type="button"
          className="chip"
          aria-pressed={sought.effect === effect}
          onClick={() => change({ effect: sought.effect === effect ? null : effect })}
        >
          <EffectMark effect={effect} />
        </button>
      ))}
      <button
        type="button"
        className="chip"
        aria-pressed={sought.configurable}
        onClick={() => change({ configurable: !sought.configurable })}
      >
        {page.onlyConfigurable}
      </button>
    </search>
  )
}

type RowProps = {
  readonly row: RuleRow
  readonly chosen: boolean
  readonly onChoose: (id: number) => void
}

function Row({ row: { id, rule, state }, chosen, onChoose }: RowProps) {
  const { page } = useWords().rules
  const behaviourName = useBehaviourName()
  const scopeName = useScopeName()
  const exceptions = rule.calendar.exceptions.length
  const hours = `${sayCalendar(rule.calendar, page)}${exceptions > 0 ? ` · ${page.exceptions} ${exceptions}` : ''}`
  return (
    <button
      type="button"
      role="option"
      aria-selected={chosen}
      className="row rule-row"
      data-testid="rule-row"
      data-rule={id}
      onClick={() => onChoose(id)}
    >
      <EffectMark effect={rule.effect} />
      <span className="clip strong">{behaviourName(rule.behaviour)}</span>
      <span className="clip">{scopeName(rule)}</span>
      <span className="clip middle" title={hours}>
        {hours}
      </span>
      <span className="clip low" title={rule.article ?? undefined}>
        {rule.article && clauseOf(rule.article)}
      </span>
      <span className="rule-marks low">
        {state !== 'holds' && <span className="tag">{page.states[state]}</span>}
        {rule.configurable && <ConfigurableMark />}
        {rule.version}
      </span>
    </button>
  )
}
