/** What is to be done when a counter passes a limit: the steps of the next card of an effect, in both languages. */
import { useEffect, useState } from 'react'
import { type Effect, effects } from '#contract/counters.ts'
import { type AllSteps, type CardStep, readCardSteps } from '#contract/expoSettings.ts'
import { call, Refusal } from '../../api.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRefusalWords } from '../../ui/refusalWords.ts'
import { useWords } from '../../ui/words.ts'
import { saveCardSteps } from './commands.ts'
import { RemoveLine, SettingForm, useLines } from './SettingForm.tsx'

export function CardStepsForm() {
  const { expo, screen } = useWords()
  const sayRefusal = useRefusalWords()
  const [effect, setEffect] = useState<Effect>('control')
  const [steps, setSteps] = useState<AllSteps | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    let gone = false
    call(readCardSteps).then(
      (answer) => !gone && setSteps(answer),
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        if (!gone) setRefusal(error)
      },
    )
    return () => {
      gone = true
    }
  }, [])
  if (!steps)
    return refusal ? <Problem words={sayRefusal(refusal)} /> : <p className="low">{screen.loading}</p>
  return (
    <>
      <Choices<Effect>
        label={expo.settings.effect}
        options={effects.map((each) => [each, expo.effects[each]])}
        isChosen={(each) => each === effect}
        onChoose={setEffect}
      />
      <OfEffect key={effect} effect={effect} known={steps[effect]} onSaved={setSteps} />
    </>
  )
}

type Props = {
  readonly effect: Effect
  readonly known: readonly CardStep[]
  readonly onSaved: (steps: AllSteps) => void
}

function OfEffect({ effect, known, onSaved }: Props) {
  const { settings } = useWords().expo
  const lines = useLines<CardStep>(known)
  const lacking = () => {
    if (lines.lines.length === 0) return settings.needStep
    const wrong = lines.lines.findIndex(({ text, textEn }) => text.trim() === '' || textEn.trim() === '')
    return wrong < 0 ? null : settings.badStep(wrong + 1)
  }
  const save = async () => {
    const after = await saveCardSteps(effect, lines.seen, lines.lines)
    lines.saved(after[effect])
    onSaved(after)
  }
  return (
    <SettingForm
      lines={lines}
      save={save}
      lacking={lacking}
      onAdd={() => lines.add({ text: '', textEn: '' })}
      testId="steps"
      note={settings.stepsNote}
    >
      {lines.lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <div key={i} className="setting-line of-steps">
          <span className="low">{i + 1}.</span>
          <input
            className="input"
            aria-label={settings.stepZh(i + 1)}
            maxLength={200}
            value={line.text}
            onChange={({ target }) => lines.put(i, { text: target.value })}
          />
          <input
            className="input"
            aria-label={settings.stepEn(i + 1)}
            maxLength={300}
            value={line.textEn}
            onChange={({ target }) => lines.put(i, { textEn: target.value })}
          />
          <RemoveLine line={i} onRemove={() => lines.remove(i)} />
        </div>
      ))}
    </SettingForm>
  )
}
