/** Asks the desk for backup. */
import { useWords } from '../ui/words.ts'
import { useOutbox } from './outbox.ts'
import { take } from './steps.ts'
import type { Task } from './task.ts'

export function Backup({ task: { assignment } }: { task: Task }) {
  const words = useWords()
  const waits = useOutbox((box) =>
    box.items.some(
      (item) => item.kind === 'step' && item.step === 'backup' && item.assignment === assignment.id,
    ),
  )
  const asked = assignment.backup || waits
  return (
    <button
      type="button"
      className="button backup"
      disabled={asked}
      data-testid="field-backup"
      onClick={() => void take(assignment, 'backup')}
    >
      {asked ? words.field.backupAsked : words.field.backup}
      {waits && ` · ${words.field.pending}`}
    </button>
  )
}
