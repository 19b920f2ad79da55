/** The page of rules: the list with its filters, and beside it the chosen rule or the one being written. */
import { useEffect, useState } from 'react'
import type { Rule } from '#contract/rules.ts'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { PageMoment, useMayNow } from '../ui/PageMoment.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { TopBar } from '../ui/TopBar.tsx'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { wantZones } from '../zones/store.ts'
import { BehaviourList } from './BehaviourList.tsx'
import { RuleDetail } from './RuleDetail.tsx'
import { RuleForm } from './RuleForm.tsx'
import { RuleTable } from './RuleTable.tsx'
import { keepRules, useRules } from './store.ts'
import { useRulesMoment, useRulesThen } from './then.ts'
import '../desk/desk.css'
import './rules.css'
import './rulesPage.css'

/** `before` null: a new rule. `behaviours`: those that rules are about. */
type Writing = { readonly before: Rule | null } | 'behaviours'

export function RulesPage() {
  useEffect(keepRules, [])
  useEffect(wantZones, [])
  const [chosen, setChosen] = useState<number | null>(null)
  const [writing, setWriting] = useState<Writing | null>(null)
  const loaded = useRules((rules) => rules.loaded)
  const choose = (id: number) => {
    setChosen(id)
    setWriting(null)
  }
  const done = (rule: Rule | null) => {
    setWriting(null)
    if (rule) setChosen(rule.id)
  }
  return (
    <div className="rules-page">
      <TopBar />
      <LinkBanner />
      <PageMoment />
      <Head onCreate={() => setWriting({ before: null })} onBehaviours={() => setWriting('behaviours')} />
      {loaded && (
        <main className="rules-main">
          <RuleTable chosen={chosen} onChoose={choose} />
          {writing === 'behaviours' ? (
            <BehaviourList onClose={() => setWriting(null)} />
          ) : writing ? (
            <RuleForm key={writing.before?.id ?? 'new'} before={writing.before} onDone={done} />
          ) : (
            <Chosen id={chosen} onChange={(before) => setWriting({ before })} />
          )}
        </main>
      )}
    </div>
  )
}

function Head({ onCreate, onBehaviours }: { onCreate: () => void; onBehaviours: () => void }) {
  const { page, failed } = useWords().rules
  const now = useRulesMoment()
  const mayState = useMayNow('rule.state')
  const { loaded, refusal } = useRules()
  const rules = useRulesThen()
  const sayRefusal = useRefusalWords()
  return (
    <header className="rules-head">
      <h1>{page.title}</h1>
      <span className="middle">
        {loaded ? page.lead(rules.size, dateTime(now).slice(0, 16)) : page.loading}
      </span>
      {refusal && (
        <span className="problem" role="alert">
          {failed} {sayRefusal(refusal)}
        </span>
      )}
      {loaded && (
        <button type="button" className="button" data-testid="show-behaviours" onClick={onBehaviours}>
          {page.behaviours}
        </button>
      )}
      {mayState && loaded && (
        <button type="button" className="button primary" data-testid="rule-create" onClick={onCreate}>
          {page.create}
        </button>
      )}
    </header>
  )
}

function Chosen({ id, onChange }: { id: number | null; onChange: (newest: Rule) => void }) {
  const { page } = useWords().rules
  if (id !== null) return <RuleDetail key={id} id={id} onChange={onChange} />
  return (
    <section className="pane">
      <p className="empty">{page.pick}</p>
    </section>
  )
}
