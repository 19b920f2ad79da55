/** Counters of halls and gates against their limits, and the action cards that wait to be worked off. */
import { useMemo } from 'react'
import { type Card, type Counter, reachedLimit, silentFor } from '#contract/counters.ts'
import type { Operation } from '#contract/expo.ts'
import { flyTo } from '../scene.ts'
import { useNow } from '../ui/now.ts'
import { clockTime, elapsed } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { ActionCard } from './ActionCard.tsx'
import { Part } from './Part.tsx'
import { useExpo } from './store.ts'

export function Counters({ operation }: { operation: Operation }) {
  const words = useWords()
  const counters = useCounters(operation.id)
  const cards = useOpenCards(counters)
  return (
    <Part section="counters" title={words.expo.counters} aside={words.expo.people}>
      <div className="rows">
        {cards.length === 0 && <p className="expo-note low">{words.expo.cardNone}</p>}
        {cards.map((card) => (
          <ActionCard key={card.id} card={card} counter={counters.find(({ id }) => id === card.counter)} />
        ))}
        <ul>
          {counters.map((counter) => (
            <CounterRow key={counter.id} counter={counter} />
          ))}
        </ul>
      </div>
    </Part>
  )
}

/** Halls first, each in the order of its code. */
export function useCounters(operation: number): readonly Counter[] {
  const all = useExpo((expo) => expo.counters)
  return useMemo(
    () =>
      [...all.values()]
        .filter((counter) => counter.operation === operation)
        .sort((one, other) =>
          one.kind === other.kind ? (one.code < other.code ? -1 : 1) : one.kind === 'hall' ? -1 : 1,
        ),
    [all, operation],
  )
}

/** Cards that are not worked off, the highest limit first. */
export function useOpenCards(counters: readonly Counter[]): readonly Card[] {
  const all = useExpo((expo) => expo.cards)
  return useMemo(() => {
    const known = new Set(counters.map(({ id }) => id))
    return [...all.values()]
      .filter((card) => card.closedAt === null && known.has(card.counter))
      .sort((one, other) => other.value - one.value || one.openedAt - other.openedAt)
  }, [all, counters])
}

function CounterRow({ counter }: { counter: Counter }) {
  const named = useNamed()
  return (
    <li className="expo-counter" data-testid="counter-row" data-code={counter.code}>
      <button type="button" className="expo-place clip" onClick={() => flyTo(counter.place, 16)}>
        {named(counter)}
      </button>
      <CounterBar counter={counter} />
      <CounterNumbers counter={counter} />
    </li>
  )
}

export function CounterNumbers({ counter }: { counter: Counter }) {
  const words = useWords()
  const now = useNow()
  const silent = silentFor(counter, now)
  const reached = reachedLimit(counter)
  const next = counter.limits.find(({ value }) => value > (counter.count ?? 0)) ?? counter.limits.at(-1)
  if (counter.count === null || counter.readAt === null)
    return <span className="low">{words.expo.never}</span>
  return (
    <span className={silent === undefined ? 'expo-count' : 'expo-count stale'}>
      <b className={reached ? 'late' : undefined}>{counter.count.toLocaleString('en')}</b>
      <span className="low"> / {next?.value.toLocaleString('en') ?? '—'} </span>
      {reached && <span className="late">{words.expo.effects[reached.effect]} </span>}
      <span className="low">
        {silent === undefined
          ? clockTime(counter.readAt)
          : words.expo.stale(elapsed(silent, words.screen.days))}
      </span>
    </span>
  )
}

/** The count along the way to the highest limit, with a line at each. */
export function CounterBar({ counter }: { counter: Counter }) {
  const now = useNow()
  const highest = counter.limits.at(-1)?.value ?? 1
  const whole = Math.max(highest * 1.1, counter.count ?? 0)
  const share = (count: number) => `${(100 * count) / whole}%`
  const tone = silentFor(counter, now) !== undefined ? 'stale' : reachedLimit(counter) ? 'short' : 'held'
  return (
    <span className={`expo-gauge ${tone}`} aria-hidden="true">
      <span className="expo-gauge-now" style={{ width: share(counter.count ?? 0) }} />
      {counter.limits.map(({ value }) => (
        <span key={value} className="expo-gauge-least" style={{ left: share(value) }} />
      ))}
    </span>
  )
}
