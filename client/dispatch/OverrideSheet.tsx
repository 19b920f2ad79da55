/** Asks why the first recommended unit is passed over: a digit answers and sends. */
import { useEffect, useRef, useState } from 'react'
import { type OverrideCode, overrideCodes } from '#contract/candidates.ts'
import { useFacts } from '../facts.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { useOverriding } from './overriding.ts'

export function OverrideSheet() {
  const asking = useOverriding((overriding) => overriding.asking)
  return asking && <Question key={asking.first} {...asking} />
}

type Asking = NonNullable<ReturnType<typeof useOverriding.getState>['asking']>

function Question({ first, answer }: Asking) {
  const words = useWords().recommend.override
  const code = useFacts((facts) => facts.units.get(first)?.code) ?? `#${first}`
  const [writing, setWriting] = useState(false)
  const choose = (chosen: OverrideCode) => {
    if (chosen === 'other') setWriting(true)
    else answer({ code: chosen })
  }
  // On the window: the browser gives the focus to the sheet's first button, which is another.
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
      const chosen = overrideCodes[Number(digit) - 1]
      if (!chosen || writing || event.isComposing) return
      event.preventDefault()
      if (chosen === 'other') setWriting(true)
      else answer({ code: chosen })
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [writing, answer])
  return (
    <Sheet title={words.title(code)} onClose={() => answer(null)} testId="override-sheet">
      <div className="sheet-form">
        <p className="low">{words.hint}</p>
        <div className="choices">
          {overrideCodes.map((each, index) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={each === 'other' && writing}
              data-testid={`override-${each}`}
              onClick={() => choose(each)}
            >
              <kbd>{index + 1}</kbd> {words.overrides[each]}
            </button>
          ))}
        </div>
        {writing && <OtherReason onText={(text) => answer({ code: 'other', text })} />}
      </div>
    </Sheet>
  )
}

function OtherReason({ onText }: { onText: (text: string) => void }) {
  const words = useWords()
  const field = useRef<HTMLInputElement>(null)
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault()
        const text = field.current?.value.trim()
        if (text) onText(text)
      }}
    >
      <label htmlFor="override-text">{words.recommend.override.text}</label>
      {/* biome-ignore lint/a11y/noAutofocus: it was asked for by its key */}
      <input id="override-text" ref={field} className="input" maxLength={500} required autoFocus />
      <div className="actions">
        <button type="submit" className="button primary">
          {words.screen.confirm}
        </button>
      </div>
    </form>
  )
}
