/** Asks for a reason, from a short list or in words, before something is done that needs one. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useRefusalWords } from './refusalWords.ts'
import { Sheet } from './Sheet.tsx'
import { useWords } from './words.ts'

type Props = {
  readonly title: string
  readonly reasons: readonly string[]
  /** Does it; a refusal is shown here and the sheet stays. */
  readonly onReason: (reason: string) => Promise<unknown>
  readonly onClose: () => void
  /** What else is asked, above the reason. */
  readonly children?: ReactNode
  /** What is to be written, where it is no reason. */
  readonly label?: string
  /** What is still missing of what else is asked, in words. */
  readonly lacking?: string | null
}

export function ReasonSheet({ title, reasons, onReason, onClose, children, label, lacking }: Props) {
  const words = useWords()
  const sayRefusal = useRefusalWords()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  // Where a text is the only thing asked, the keyboard is there at once; after the sheet has opened, which takes the focus.
  useEffect(() => {
    if (label) field.current?.focus()
  }, [label])
  const submit = async () => {
    if (lacking) return setProblem(lacking)
    if (reason.trim() === '') return setProblem(label ? words.loop.needText : words.desk.chooseReason)
    setBusy(true)
    try {
      await onReason(reason.trim())
      onClose()
    } catch (error) {
      setProblem(sayRefusal(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title={title} onClose={onClose} testId="reason-sheet">
      <form
        className="sheet-body"
        style={{ padding: 0 }}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {children}
        <div className="choices">
          {reasons.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={reason === each}
              onClick={() => setReason(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <div className="field">
          <label htmlFor="reason">{label ?? words.desk.otherReason}</label>
          <input
            id="reason"
            className="input"
            maxLength={500}
            ref={field}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {words.screen.cancel}
          </button>
          <button type="submit" className="button primary" disabled={busy} data-testid="reason-confirm">
            {words.screen.confirm}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
