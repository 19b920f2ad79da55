/** The operation beside the desk's map: rings, posts that need somebody, crowds and cards; key Y shows and hides it. */
import { useState } from 'react'
import type { Operation, Phase } from '#contract/expo.ts'
import { flyTo } from '../scene.ts'
import { useNow } from '../ui/now.ts'
import { clockTime } from '../ui/times.ts'
import { useLanguage, useNamed, useWords } from '../ui/words.ts'
import { ActionCard } from './ActionCard.tsx'
import { BurnDown } from './BurnDown.tsx'
import { CounterNumbers, useCounters, useOpenCards } from './Counters.tsx'
import { hereOf, useMuster } from './Muster.tsx'
import { phaseOf } from './OperationHead.tsx'
import { Relief, Standing } from './Posts.tsx'
import { useExpoPanel } from './panel.ts'
import { Gauge, RingNumbers } from './Rings.tsx'
import { useOperation } from './store.ts'
import { useOpenItems, usePosts, useStrengths } from './strengths.ts'
import './panel.css'

export function ExpoPanel() {
  const operation = useOperation()
  const shown = useExpoPanel(operation?.switched ?? null)
  if (!operation || !shown) return null
  return <Panel operation={operation} />
}

function Panel({ operation }: { operation: Operation }) {
  const words = useWords()
  const named = useNamed()
  const now = useNow()
  const list = useMuster(operation.id)
  return (
    <section className="map-panel expo-panel" aria-label={named(operation)} data-testid="expo-panel">
      <header>
        <b className="clip">{named(operation)}</b>
        <a href="/expo">{words.expo.open}</a>
      </header>
      <p className="low">
        {words.expo.arrived(hereOf(list), list.length)} · {words.screen.asOf(clockTime(now))}
      </p>
      <PanelItems operation={operation} />
      <PanelRings operation={operation} />
      <PanelPosts operation={operation} />
      <PanelCounters operation={operation} />
    </section>
  )
}

/** The phase's burn-down, and where it has places left to go to. */
function PanelItems({ operation }: { operation: Operation }) {
  const phase = phaseOf(operation)
  return phase ? <OpenItems operation={operation} phase={phase} /> : null
}

function OpenItems({ operation, phase }: { operation: Operation; phase: Phase }) {
  const words = useWords()
  const language = useLanguage()
  const named = useNamed()
  const open = useOpenItems(operation, phase)
  return (
    <details open data-testid="panel-items">
      <summary>
        {named(phase)} · {words.expo.burnDown(open.length, phase.items.length)}
      </summary>
      <BurnDown operation={operation} />
      <ul>
        {open.map(({ id, text, textEn, place }) => (
          <li key={id} className="expo-line one">
            {place ? (
              <button type="button" className="expo-place clip" onClick={() => flyTo(place, 16)}>
                ◯ {language === 'zh' ? text : textEn}
              </button>
            ) : (
              <span className="clip middle">{language === 'zh' ? text : textEn}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

function PanelRings({ operation }: { operation: Operation }) {
  const named = useNamed()
  const strengths = useStrengths(operation)
  return (
    <ul>
      {operation.rings.map((ring) => {
        const strength = strengths.get(ring.zone)
        return (
          strength && (
            <li key={ring.zone} className="expo-line" data-testid="panel-ring" data-level={strength.level}>
              <span className="clip">{named(ring)}</span>
              <Gauge strength={strength} />
              <RingNumbers strength={strength} />
            </li>
          )
        )
      })}
    </ul>
  )
}

/** Those that nobody stands at, or whose relief is late. */
function PanelPosts({ operation }: { operation: Operation }) {
  const named = useNamed()
  const states = usePosts(operation)
  const waiting = operation.posts.filter(({ zone }) => {
    const state = states.get(zone)
    return state && (state.standing.length === 0 || state.overdueSince !== undefined)
  })
  return (
    <ul>
      {waiting.map((post) => {
        const state = states.get(post.zone)
        return (
          state && (
            <li key={post.zone} className="expo-line">
              <span className="clip">{named(post)}</span>
              <Standing state={state} />
              <Relief state={state} />
            </li>
          )
        )
      })}
    </ul>
  )
}

function PanelCounters({ operation }: { operation: Operation }) {
  const words = useWords()
  const named = useNamed()
  const counters = useCounters(operation.id)
  const cards = useOpenCards(counters)
  const [all, setAll] = useState(false)
  const busiest = [...counters].sort((one, other) => (other.count ?? -1) - (one.count ?? -1))
  return (
    <>
      {cards.map((card) => (
        <ActionCard key={card.id} card={card} counter={counters.find(({ id }) => id === card.counter)} />
      ))}
      <ul>
        {busiest.slice(0, all ? busiest.length : SHOWN).map((counter) => (
          <li key={counter.id} className="expo-line two">
            <span className="clip">{named(counter)}</span>
            <CounterNumbers counter={counter} />
          </li>
        ))}
      </ul>
      {busiest.length > SHOWN && !all && (
        <button type="button" className="button quiet" onClick={() => setAll(true)}>
          +{words.expo.more(busiest.length - SHOWN)}
        </button>
      )}
    </>
  )
}

const SHOWN = 3
