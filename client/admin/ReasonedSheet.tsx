/** Asks whether it is meant, and why: for what takes something away from people, or gives it back. */
import { useState } from 'react'
import { needLink } from '../link.ts'
import { TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useWords } from '../ui/words.ts'

type Props = {
  readonly title: string
  readonly lead: string
  readonly confirm: string
  readonly testId: string
  readonly send: (reason: string) => Promise<unknown>
  readonly onDone: () => void
  readonly onClose: () => void
}

export function ReasonedSheet({ title, lead, confirm, testId, send, onDone, onClose }: Props) {
  const { people } = useWords()
  const [reason, setReason] = useState('')
  const sending = useSending(
    async () => {
      needLink()
      await send(reason.trim())
      onDone()
    },
    () => (reason.trim() === '' ? people.needReason : null),
  )
  return (
    <FormSheet title={title} sending={sending} onClose={onClose} confirm={confirm} testId={testId}>
      <p>{lead}</p>
      <TextField label={people.reason} value={reason} most={500} onText={setReason} first />
    </FormSheet>
  )
}
