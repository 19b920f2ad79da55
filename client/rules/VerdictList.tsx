/** Every behaviour at one place and moment: its effect, why, and when that changes. */
import type { Verdict } from '#contract/rules.ts'
import { clockTime, shortDate } from '../ui/times.ts'
import { useLanguage, useNamed, useWords } from '../ui/words.ts'
import type { Law } from './asking.ts'
import { EffectMark } from './EffectMark.tsx'

export function VerdictList({ law }: { law: Law }) {
  const { rules } = useWords()
  if (law.verdicts.length === 0) return <p className="empty">{rules.none}</p>
  const statutes = [...new Set(law.verdicts.flatMap(({ article }) => (article ? [statuteOf(article)] : [])))]
  return (
    <>
      <ul className="verdicts" data-testid="verdicts">
        {[...law.verdicts].sort(inOrderOfCategories).map((verdict) => (
          <Row key={verdict.behaviour.code} verdict={verdict} at={law.at} />
        ))}
      </ul>
      {statutes.length > 0 && <p className="low">{rules.basis(statutes.join('、'))}</p>}
    </>
  )
}

const inOrderOfCategories = (one: Verdict, other: Verdict): number =>
  Number(other.behaviour.category >= '21') - Number(one.behaviour.category >= '21') ||
  (one.behaviour.category < other.behaviour.category ? -1 : 1)

function Row({ verdict, at }: { verdict: Verdict; at: number }) {
  const { rules } = useWords()
  const named = useNamed()
  const { behaviour, effect, changes } = verdict
  return (
    <li className="verdict" data-testid="verdict" data-behaviour={behaviour.code} data-effect={effect}>
      <EffectMark effect={effect} />
      <span className="clip strong">{named(behaviour)}</span>
      <span className="verdict-change middle" data-testid="verdict-change">
        {changes ? rules.changes(moment(changes.at, at), rules.effects[changes.effect]) : ''}
      </span>
      <Why verdict={verdict} />
    </li>
  )
}

function Why({ verdict }: { verdict: Verdict }) {
  const { rules } = useWords()
  const named = useNamed()
  const language = useLanguage()
  const { article, fine, zone, exception, rule, configurable } = verdict
  const conditions = language === 'zh' ? verdict.conditions : verdict.conditionsEn
  const parts = [
    rule === null ? rules.noRule : null,
    article && clauseOf(article),
    fine && rules.fine(fine.from, fine.to),
    zone && named(zone),
    exception ? rules.exception : null,
    conditions,
  ].filter(Boolean)
  return (
    <span className="verdict-why low">
      <span className="clip" title={[article, ...parts].filter(Boolean).join(' · ')}>
        {parts.join(' · ')}
      </span>
      {configurable && <ConfigurableMark />}
    </span>
  )
}

export function ConfigurableMark() {
  const { rules } = useWords()
  return (
    <span className="tag configurable" title={rules.configurableTip}>
      {rules.configurable}
    </span>
  )
}

/** `22:00` today, else with its date. */
export const moment = (at: number, seenFrom: number): string =>
  shortDate(at).slice(0, 5) === shortDate(seenFrom).slice(0, 5) ? clockTime(at).slice(0, 5) : shortDate(at)

/** Of “statute article” the article; the statute is told once below the list. */
export const clauseOf = (article: string): string => article.split(' ').at(-1) ?? article
const statuteOf = (article: string): string => article.split(' ').slice(0, -1).join(' ') || article
