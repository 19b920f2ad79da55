/** Asks for what one person's track is looked at: a digit answers; whoever closes it does not look. */
import { useEffect, useRef, useState } from 'react'
import { type TrackPurpose, trackPurposes } from '#contract/tracks.ts'
import { useFacts } from '../facts.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { answerPurpose, refusePurpose, usePurposes } from './purpose.ts'

export function PurposeSheet() {
  const asking = usePurposes((purposes) => purposes.asking)
  return asking && <Question key={asking.unit} unit={asking.unit} />
}

function Question({ unit }: { unit: number }) {
  const { tracks } = useWords()
  const code = useFacts((facts) => facts.units.get(unit)?.code) ?? `#${unit}`
  const note = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState(false)
  const choose = (purpose: TrackPurpose) => {
    const words = note.current?.value.trim() || null
    if (purpose !== 'other' || words) return answerPurpose(purpose, words)
    setProblem(true)
    note.current?.focus()
  }
  // On the window: the browser gives the focus to the sheet's first button, which is another.
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const chosen = trackPurposes[Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]) - 1]
      if (!chosen || event.isComposing || document.activeElement === note.current) return
      event.preventDefault()
      choose(chosen)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  })
  return (
    <Sheet title={tracks.title(code)} onClose={refusePurpose} testId="purpose-sheet">
      <p className="middle">{tracks.told}</p>
      <div className="choices">
        {trackPurposes.map((each, index) => (
          <button
            key={each}
            type="button"
            className="button"
            data-testid={`purpose-${each}`}
            onClick={() => choose(each)}
          >
            <kbd>{index + 1}</kbd> {tracks.purposes[each]}
          </button>
        ))}
      </div>
      <div className="field">
        <label htmlFor="purpose-note">{tracks.note}</label>
        <input
          id="purpose-note"
          ref={note}
          className="input"
          maxLength={500}
          aria-invalid={problem}
          onInput={() => setProblem(false)}
        />
        {problem && (
          <p className="problem" role="alert">
            {tracks.needNote}
          </p>
        )}
      </div>
    </Sheet>
  )
}
