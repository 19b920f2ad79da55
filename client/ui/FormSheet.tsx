/** A sheet that asks for something: its fields, what is wrong with them, and the two ways out. */
import type { ReactNode } from 'react'
import { Problem } from './Problem.tsx'
import { Sheet } from './Sheet.tsx'
import type { Sending } from './sending.ts'
import { useWords } from './words.ts'

type Props = {
  readonly title: string
  readonly sending: Sending
  readonly onClose: () => void
  /** What the button that sends it says. */
  readonly confirm: string
  /** To tests the sheet is this and `-sheet`, its button this and `-confirm`. */
  readonly testId: string
  readonly children: ReactNode
}

export function FormSheet({ title, sending, onClose, confirm, testId, children }: Props) {
  const words = useWords()
  return (
    <Sheet title={title} onClose={onClose} testId={`${testId}-sheet`}>
      <form className="sheet-form" onSubmit={sending.submit} noValidate>
        {children}
        <Problem words={sending.problem} />
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {words.screen.cancel}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={sending.busy}
            data-testid={`${testId}-confirm`}
          >
            {confirm}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
