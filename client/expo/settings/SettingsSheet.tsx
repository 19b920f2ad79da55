/** What an operation goes by, to be read by all and changed by who may: rings, steps, counters, and action cards. */
import { useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useNamed, useWords } from '../../ui/words.ts'
import { CardStepsForm } from './CardStepsForm.tsx'
import { CounterLimitsForm } from './CounterLimitsForm.tsx'
import { LimitsForm } from './LimitsForm.tsx'
import { MinimaForm } from './MinimaForm.tsx'
import './settings.css'

const parts = ['minima', 'limits', 'counters', 'cards'] as const
type Part = (typeof parts)[number]

export function SettingsSheet({ operation, onClose }: { operation: Operation; onClose: () => void }) {
  const { expo } = useWords()
  const named = useNamed()
  const [part, setPart] = useState<Part>('minima')
  return (
    <Sheet title={expo.settings.title(named(operation))} onClose={onClose} testId="expo-settings">
      <Choices<Part>
        options={parts.map((each) => [each, expo.settings.parts[each]])}
        isChosen={(each) => each === part}
        onChoose={setPart}
        testId="setting"
      />
      {part === 'minima' && <MinimaForm operation={operation} />}
      {part === 'limits' && <LimitsForm operation={operation} />}
      {part === 'counters' && <CounterLimitsForm operation={operation} />}
      {part === 'cards' && <CardStepsForm />}
    </Sheet>
  )
}
