/** Crowds on the wall: open cards with how far they are, then the fullest counters. */
import { useMemo } from 'react'
import type { Card, Counter } from '#contract/counters.ts'
import type { Operation } from '#contract/expo.ts'
import { clockTime } from '../../ui/times.ts'
import { useLanguage, useNamed, useWords } from '../../ui/words.ts'
import { stepsDone } from '../ActionCard.tsx'
import { CounterBar, CounterNumbers, useCounters, useOpenCards } from '../Counters.tsx'
import { Fitted } from './Fitted.tsx'

const ROW_REM = 2.6

type Row = { readonly key: string; readonly card?: Card; readonly counter: Counter }

export function WallCounters({ operation, rootPx }: { operation: Operation; rootPx: number }) {
  const words = useWords()
  const counters = useCounters(operation.id)
  const cards = useOpenCards(counters)
  const rows = useMemo(() => rowsOf(cards, counters), [cards, counters])
  return (
    <section className="operation-counters">
      <header className="wall-head">
        <h2>{words.expo.counters}</h2>
        <span className="middle">
          {words.expo.card} <b className={cards.length > 0 ? 'late' : ''}>{cards.length}</b> ·{' '}
          {words.expo.people}
        </span>
      </header>
      <Fitted
        items={rows}
        rowRem={ROW_REM}
        rootPx={rootPx}
        row={({ key, card, counter }) =>
          card ? (
            <CardLine key={key} card={card} counter={counter} />
          ) : (
            <CounterLine key={key} counter={counter} />
          )
        }
      />
    </section>
  )
}

const fullness = ({ count, limits }: Counter): number => (count ?? 0) / (limits[0]?.value ?? 1)

function rowsOf(cards: readonly Card[], counters: readonly Counter[]): Row[] {
  const ofCards = cards.flatMap((card): Row[] => {
    const counter = counters.find(({ id }) => id === card.counter)
    return counter ? [{ key: `card ${card.id}`, card, counter }] : []
  })
  const fullest = [...counters].sort((one, other) => fullness(other) - fullness(one))
  return [...ofCards, ...fullest.map((counter) => ({ key: `counter ${counter.id}`, counter }))]
}

function CounterLine({ counter }: { counter: Counter }) {
  const named = useNamed()
  return (
    <li className="operation-counter" data-testid="wall-counter">
      <span className="clip">{named(counter)}</span>
      <CounterNumbers counter={counter} />
      <CounterBar counter={counter} />
    </li>
  )
}

/** The next step that is open, and how many are done. */
function CardLine({ card, counter }: { card: Card; counter: Counter }) {
  const words = useWords()
  const named = useNamed()
  const language = useLanguage()
  const next = card.steps.find(({ doneAt }) => doneAt === null)
  return (
    <li className="operation-card" data-testid="wall-card">
      <b className="late clip">
        ≥ {card.value.toLocaleString('en')}{' '}
        {words.expo.cardOf(named(counter), words.expo.effects[card.effect])}
      </b>
      <span className="middle">
        {words.expo.cardSteps(stepsDone(card), card.steps.length)} · {clockTime(card.openedAt)}
      </span>
      <span className="low clip">{next && `→ ${language === 'zh' ? next.text : next.textEn}`}</span>
    </li>
  )
}
