/** At how many people the counter of a hall or gate opens a card, and below how many the next crossing counts again. */
import { useState } from 'react'
import { type Counter, type CounterLimit, type Effect, effects } from '#contract/counters.ts'
import type { Operation } from '#contract/expo.ts'
import { SelectField } from '../../ui/Field.tsx'
import { useNamed, useWords } from '../../ui/words.ts'
import { useCounters } from '../Counters.tsx'
import { saveCounterLimits } from './commands.ts'
import { NumberCell, RemoveLine, SettingForm, useLines, within } from './SettingForm.tsx'

const MOST = 1_000_000

export function CounterLimitsForm({ operation }: { operation: Operation }) {
  const { settings } = useWords().expo
  const named = useNamed()
  const counters = useCounters(operation.id)
  const [id, setId] = useState(counters[0]?.id)
  const counter = counters.find((each) => each.id === id) ?? counters[0]
  if (!counter) return <p className="low">{settings.noCounters}</p>
  return (
    <>
      <SelectField
        label={settings.counter}
        value={String(counter.id)}
        options={counters.map((each) => [String(each.id), `${named(each)} ${each.code}`])}
        onSelect={(value) => setId(Number(value))}
      />
      <OfCounter key={counter.id} counter={counter} />
    </>
  )
}

function OfCounter({ counter }: { counter: Counter }) {
  const { settings, effects: effectWords } = useWords().expo
  const lines = useLines<CounterLimit>(counter.limits)
  const lacking = () => {
    const wrong = lines.lines.findIndex(
      ({ value, clears }) => !within(value, 1, MOST) || !within(clears, 0, value),
    )
    return wrong < 0 ? null : settings.badThreshold(wrong + 1)
  }
  return (
    <SettingForm
      lines={lines}
      save={async () => lines.saved((await saveCounterLimits(counter, lines.seen, lines.lines)).limits)}
      lacking={lacking}
      onAdd={() => lines.add({ value: 8000, clears: 7600, effect: 'control' })}
      testId="thresholds"
      note={settings.thresholdsNote}
    >
      {lines.lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <div key={i} className="setting-line of-thresholds">
          <span className="low">≥</span>
          <NumberCell
            label={settings.value}
            value={line.value}
            onNumber={(value) => lines.put(i, { value })}
            least={1}
            most={MOST}
          />
          <select
            className="input"
            aria-label={settings.effect}
            value={line.effect}
            onChange={({ target }) => lines.put(i, { effect: target.value as Effect })}
          >
            {effects.map((effect) => (
              <option key={effect} value={effect}>
                {effectWords[effect]}
              </option>
            ))}
          </select>
          <span className="low">{settings.clears}</span>
          <NumberCell
            label={settings.clears}
            value={line.clears}
            onNumber={(clears) => lines.put(i, { clears })}
            least={0}
            most={line.value}
          />
          <RemoveLine line={i} onRemove={() => lines.remove(i)} />
        </div>
      ))}
    </SettingForm>
  )
}
