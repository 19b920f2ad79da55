/** Why it is done although conflicts stand against it. */
import { TextField } from '../ui/Field.tsx'
import { useWords } from '../ui/words.ts'

export function OverrideField({ reason, onReason }: { reason: string; onReason: (reason: string) => void }) {
  const { roster } = useWords().patrols
  return <TextField label={roster.override} value={reason} onText={onReason} most={500} />
}

/** As it is sent: left out where nothing was written. */
export const overrideBy = (reason: string) => (reason.trim() === '' ? undefined : { reason: reason.trim() })
