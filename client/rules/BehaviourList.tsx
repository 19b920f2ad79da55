/** What people do, as rules speak of it: the newest version of each, and who may add one or change it. */
import { useState } from 'react'
import type { Behaviour } from '#contract/rules.ts'
import { useCity, useMay } from '../session.ts'
import { dateTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { BehaviourSheet } from './BehaviourSheet.tsx'
import { EffectMark } from './EffectMark.tsx'
import { useRules } from './store.ts'

/** The behaviour that is changed; null: a new one; undefined: none. */
type Writing = Behaviour | null | undefined

export function BehaviourList({ onClose }: { onClose: () => void }) {
  const { page } = useWords().rules
  const behaviours = useRules((rules) => rules.behaviours)
  const mayState = useMay('rule.state')
  const [writing, setWriting] = useState<Writing>()
  return (
    <section className="pane" data-testid="behaviours" aria-label={page.behaviours}>
      <header className="pane-head">
        <h2>{page.behavioursOf(behaviours.size)}</h2>
        <span>
          {mayState && (
            <button
              type="button"
              className="button"
              data-testid="behaviour-create"
              onClick={() => setWriting(null)}
            >
              {page.createBehaviour}
            </button>
          )}
          <button type="button" className="button quiet" onClick={onClose}>
            {page.cancel}
          </button>
        </span>
      </header>
      <ul className="rule-body behaviour-list">
        {[...behaviours.values()].map((each) => (
          <Row key={each.code} behaviour={each} onChange={mayState ? setWriting : undefined} />
        ))}
      </ul>
      {writing !== undefined && <BehaviourSheet before={writing} onClose={() => setWriting(undefined)} />}
    </section>
  )
}

function Row({
  behaviour,
  onChange,
}: {
  behaviour: Behaviour
  onChange: ((behaviour: Behaviour) => void) | undefined
}) {
  const { page, configurable } = useWords().rules
  const named = useNamed()
  const category = useCity((city) => city.categories.get(behaviour.category))
  const { version, validFrom, recordedBy, reason } = behaviour
  return (
    <li data-testid="behaviour-row" data-code={behaviour.code}>
      <EffectMark effect={behaviour.effect} />
      <span>
        <b>{named(behaviour)}</b> {behaviour.configurable && <span className="tag">{configurable}</span>}{' '}
        <span className="middle">
          {category ? named(category) : ''} {behaviour.category}
        </span>
        <br />
        <span className="low">
          {page.version(version)} · {page.from(dateTime(validFrom).slice(0, 16))} ·{' '}
          {page.by(recordedBy, reason)}
        </span>
      </span>
      {onChange && (
        <button type="button" className="button quiet" onClick={() => onChange(behaviour)}>
          {page.change}
        </button>
      )}
    </li>
  )
}
