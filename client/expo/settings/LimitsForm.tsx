/** How long steps may take inside the rings while the operation is switched on; what is not named goes as usual. */
import { useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { type Limit, limitedSteps } from '#contract/limits.ts'
import { useWords } from '../../ui/words.ts'
import { saveLimits } from './commands.ts'
import { NumberCell, RemoveLine, SettingForm, useLines, within } from './SettingForm.tsx'

const [LEAST, MOST] = [10, 86_400]
/** Minutes. */
const MOST_RELIEF = 120
const priorities = [1, 2, 3, 4] as const

export function LimitsForm({ operation }: { operation: Operation }) {
  const { settings } = useWords().expo
  const lines = useLines<Limit>(operation.limits)
  const known = operation.reliefSeconds ?? 0
  const [relief, setRelief] = useState(known / 60)
  const lacking = () => {
    if (!within(relief, 0, MOST_RELIEF)) return settings.badRelief(MOST_RELIEF)
    const wrong = lines.lines.findIndex(({ seconds }) => !within(seconds, LEAST, MOST))
    return wrong < 0 ? null : settings.badSeconds(wrong + 1, LEAST, MOST)
  }
  const free = limitedSteps
    .flatMap((step) => priorities.map((priority) => ({ step, priority })))
    .find(
      ({ step, priority }) => !lines.lines.some((each) => each.step === step && each.priority === priority),
    )
  return (
    <SettingForm
      lines={{ ...lines, untouched: lines.untouched && relief === known / 60 }}
      save={async () => lines.saved((await saveLimits(operation, lines.lines, relief * 60)).limits)}
      lacking={lacking}
      onAdd={() => free && lines.add({ ...free, seconds: 300 })}
      testId="limits"
      note={settings.limitsNote}
    >
      <div className="setting-line of-limits">
        <span>{settings.relief}</span>
        <span />
        <NumberCell
          label={settings.relief}
          value={relief}
          onNumber={setRelief}
          least={0}
          most={MOST_RELIEF}
        />
        <span className="low">{settings.minutes}</span>
      </div>
      {lines.lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <div key={i} className="setting-line of-limits">
          <select
            className="input"
            aria-label={settings.step}
            value={line.step}
            onChange={({ target }) => lines.put(i, { step: target.value as Limit['step'] })}
          >
            {limitedSteps.map((step) => (
              <option key={step} value={step}>
                {settings.steps[step]}
              </option>
            ))}
          </select>
          <select
            className="input"
            aria-label={settings.priority}
            value={line.priority}
            onChange={({ target }) => lines.put(i, { priority: Number(target.value) })}
          >
            {priorities.map((priority) => (
              <option key={priority} value={priority}>
                P{priority}
              </option>
            ))}
          </select>
          <NumberCell
            label={settings.seconds}
            value={line.seconds}
            onNumber={(seconds) => lines.put(i, { seconds })}
            least={LEAST}
            most={MOST}
          />
          <span className="low">{settings.seconds}</span>
          <RemoveLine line={i} onRemove={() => lines.remove(i)} />
        </div>
      ))}
    </SettingForm>
  )
}
