/** An action card: its steps, each done by whom and when, and its end with a result. */
import { useState } from 'react'
import type { Card, Counter } from '#contract/counters.ts'
import { attempt } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { clockTime } from '../ui/times.ts'
import { useLanguage, useNamed, useWords } from '../ui/words.ts'
import { close, doStep } from './commands.ts'

export function ActionCard({ card, counter }: { card: Card; counter: Counter | undefined }) {
  const words = useWords()
  const named = useNamed()
  const mayRun = useMay('expo.run')
  const linked = useMayCommand()
  const [closing, setClosing] = useState(false)
  const done = stepsDone(card)
  return (
    <article className="expo-card" data-testid="action-card" data-card={card.id}>
      <header>
        <b>{words.expo.cardOf(counter ? named(counter) : '', words.expo.effects[card.effect])}</b>{' '}
        <span className="low">
          {words.expo.cardOpened(card.count.toLocaleString('en'), clockTime(card.openedAt))} ·{' '}
          {words.expo.cardSteps(done, card.steps.length)}
        </span>
      </header>
      <ol>
        {card.steps.map((step, i) => (
          <Step key={step.text} card={card} index={i} />
        ))}
      </ol>
      {mayRun && (
        <button
          type="button"
          className="button"
          disabled={!linked || done < card.steps.length}
          data-testid="close-card"
          onClick={() => setClosing(true)}
        >
          {words.expo.cardClose}
        </button>
      )}
      {closing && (
        <ReasonSheet
          title={words.expo.cardClose}
          label={words.expo.cardResult}
          reasons={words.expo.cardResults}
          onReason={(result) => close(card, result)}
          onClose={() => setClosing(false)}
        />
      )}
    </article>
  )
}

export const stepsDone = ({ steps }: Card): number => steps.filter(({ doneAt }) => doneAt !== null).length

function Step({ card, index }: { card: Card; index: number }) {
  const language = useLanguage()
  const words = useWords()
  const nameOf = usePersonName()
  const mayRun = useMay('expo.run')
  const linked = useMayCommand()
  const step = card.steps[index]
  if (!step) return null
  return (
    <li className="expo-step" data-done={step.doneAt !== null}>
      <span>
        {index + 1}. {language === 'zh' ? step.text : step.textEn}
      </span>
      {step.doneAt !== null && step.doneBy !== null && (
        <span className="low">{words.expo.doneBy(nameOf(step.doneBy), clockTime(step.doneAt))}</span>
      )}
      {step.doneAt === null && mayRun && (
        <button
          type="button"
          className="button quiet"
          disabled={!linked}
          data-testid="card-step"
          onClick={() => void attempt(() => doStep(card, index))}
        >
          {words.expo.cardDone}
        </button>
      )}
    </li>
  )
}
