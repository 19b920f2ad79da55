/** Asks for a reason, from a short list or in words, before something is done that needs one. */
import { type ReactNode, useState } from 'react'
import { Choices } from './Choices.tsx'
import { TextField } from './Field.tsx'
import { FormSheet } from './FormSheet.tsx'
import { useSending } from './sending.ts'
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
  const [reason, setReason] = useState('')
  const missing = () => {
    if (lacking) return lacking
    if (reason.trim() !== '') return null
    return label ? words.loop.needText : words.desk.chooseReason
  }
  const sending = useSending(async () => {
    await onReason(reason.trim())
    onClose()
  }, missing)
  return (
    <FormSheet
      title={title}
      sending={sending}
      onClose={onClose}
      confirm={words.screen.confirm}
      testId="reason"
    >
      {children}
      {reasons.length > 0 && (
        <Choices
          options={reasons.map((each) => [each, each])}
          isChosen={(each) => each === reason}
          onChoose={setReason}
        />
      )}
      <TextField
        label={label ?? words.desk.otherReason}
        value={reason}
        onText={setReason}
        most={500}
        // Where a text is the only thing asked, the keyboard is there at once.
        first={label !== undefined}
      />
    </FormSheet>
  )
}
