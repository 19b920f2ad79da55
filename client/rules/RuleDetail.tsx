/** One rule: what it says now, its week, its exceptions, and every version it had. */
import { useState } from 'react'
import type { Rule } from '#contract/rules.ts'
import { useMayNow } from '../ui/PageMoment.tsx'
import { usePersonName } from '../ui/personName.ts'
import { dateTime } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { EffectMark } from './EffectMark.tsx'
import { EndSheet } from './EndSheet.tsx'
import { rowOf } from './rows.ts'
import { sayCalendar, sayException, useBehaviourName, useScopeName } from './saying.ts'
import { useRulesMoment, useRulesThen } from './then.ts'
import { ConfigurableMark } from './VerdictList.tsx'
import { WeekStrip } from './WeekStrip.tsx'

type Props = { readonly id: number; readonly onChange: (newest: Rule) => void }

export function RuleDetail({ id, onChange }: Props) {
  const { page } = useWords().rules
  const versions = useRulesThen().get(id)
  const mayState = useMayNow('rule.state')
  const [ending, setEnding] = useState(false)
  const minute = Math.floor(useRulesMoment() / 60_000) * 60_000
  if (!versions) return <p className="empty">{page.pick}</p>
  const { rule, state } = rowOf(versions, minute + 59_999)
  const newest = versions.at(-1) as Rule
  return (
    <section className="pane rule-detail" data-testid="rule-detail" data-rule={id}>
      <Head rule={rule} />
      <div className="pane-scroll rule-body">
        {state !== 'holds' && <p className="tag">{page.states[state]}</p>}
        <Statement rule={rule} />
        <WeekStrip week={rule.calendar.week} effect={rule.effect} />
        <Exceptions rule={rule} />
        {mayState && !newest.ended && (
          <div className="actions">
            <button
              type="button"
              className="button"
              data-testid="rule-change"
              onClick={() => onChange(newest)}
            >
              {page.change}
            </button>
            <button type="button" className="button" data-testid="rule-end" onClick={() => setEnding(true)}>
              {page.end}
            </button>
          </div>
        )}
        <History versions={versions} />
      </div>
      {ending && <EndSheet rule={newest} onClose={() => setEnding(false)} />}
    </section>
  )
}

function Head({ rule }: { rule: Rule }) {
  const behaviourName = useBehaviourName()
  const scopeName = useScopeName()
  return (
    <header className="pane-head">
      <EffectMark effect={rule.effect} />
      <h2 className="clip">
        {behaviourName(rule.behaviour)} · {scopeName(rule)}
      </h2>
      {rule.configurable && <ConfigurableMark />}
    </header>
  )
}

function Statement({ rule }: { rule: Rule }) {
  const { rules } = useWords()
  const language = useLanguage()
  const { article, fine, configurable } = rule
  const conditions = language === 'zh' ? rule.conditions : rule.conditionsEn
  return (
    <div className="rule-statement">
      <p>{article ?? rules.page.empty}</p>
      <p className="middle">
        {[fine && rules.fine(fine.from, fine.to), conditions].filter(Boolean).join(' · ')}
      </p>
      {configurable && <p className="low">{rules.configurableTip}</p>}
    </div>
  )
}

function Exceptions({ rule: { calendar } }: { rule: Rule }) {
  const { rules } = useWords()
  const { page, effects } = rules
  return (
    <div>
      <p className="middle">{sayCalendar(calendar, page)}</p>
      {calendar.exceptions.length > 0 && <h3>{page.exceptions}</h3>}
      <ul>
        {calendar.exceptions.map((exception) => (
          <li key={JSON.stringify(exception)} className="middle">
            {sayException(exception, page)}
            {exception.effect && ` · ${effects[exception.effect]}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

function History({ versions }: { versions: readonly Rule[] }) {
  const { rules } = useWords()
  const { page } = rules
  const nameOf = usePersonName()
  return (
    <div>
      <h3>{page.history}</h3>
      <ol className="rule-history" data-testid="rule-history">
        {versions.toReversed().map((rule) => (
          <li key={rule.version}>
            <b>{page.version(rule.version)}</b>
            {rule.ended ? (
              <span>{page.endedFrom(dateTime(rule.validFrom).slice(0, 16))}</span>
            ) : (
              <span>
                <EffectMark effect={rule.effect} /> {sayCalendar(rule.calendar, page)}
              </span>
            )}
            <span className="low">
              {page.from(dateTime(rule.validFrom).slice(0, 16))}
              {rule.validTo !== null && ` ${page.until(dateTime(rule.validTo).slice(0, 16))}`}
            </span>
            <span className="low">{page.by(nameOf(rule.recordedBy), rule.reason)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
