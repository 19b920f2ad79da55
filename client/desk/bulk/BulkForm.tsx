/** What a deed on several cases still needs, the sentence that says what it does, and its one confirmation. */
import { useMayCommand } from '../../link.ts'
import { PriorityChoice } from '../../ui/PriorityChoice.tsx'
import { useWords } from '../../ui/words.ts'
import type { BulkDeed } from './deeds.ts'

type Props = {
  readonly deed: BulkDeed
  readonly count: number
  readonly busy: boolean
  readonly onDeed: (deed: BulkDeed) => void
  readonly onConfirm: (deed: BulkDeed) => void
}

export function BulkForm({ deed, count, busy, onDeed, onConfirm }: Props) {
  const words = useWords()
  const linked = useMayCommand()
  const names = { prioritise: words.desk.prioritise, note: words.bulk.note, recall: words.bulk.recall }
  const name =
    deed.kind === 'send'
      ? words.bulk.send
      : deed.kind === 'prioritise'
        ? words.bulk.priority(deed.priority)
        : names[deed.kind]
  const ready = deed.kind === 'send' ? deed.units.size > 0 : deed.text.trim() !== ''
  const reasons = deed.kind === 'send' || deed.kind === 'note' ? [] : words.desk.reasons[deed.kind]
  return (
    <form
      className="bulk-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onConfirm(deed)
      }}
    >
      {deed.kind === 'prioritise' && (
        <PriorityChoice value={deed.priority} onChoose={(priority) => onDeed({ ...deed, priority })} />
      )}
      {reasons.length > 0 && deed.kind !== 'send' && (
        <div className="choices">
          {reasons.map((text) => (
            <button
              key={text}
              type="button"
              className="button"
              aria-pressed={deed.text === text}
              onClick={() => onDeed({ ...deed, text })}
            >
              {text}
            </button>
          ))}
        </div>
      )}
      {deed.kind !== 'send' && (
        <input
          className="input"
          aria-label={words.bulk.reason}
          placeholder={words.bulk.reason}
          maxLength={500}
          data-testid="bulk-text"
          value={deed.text}
          onChange={(event) => onDeed({ ...deed, text: event.target.value })}
        />
      )}
      <div className="actions">
        <span className="middle">
          {words.bulk.preview(name, deed.kind === 'send' ? deed.units.size : count)}
        </span>
        <button
          type="submit"
          className="button primary"
          disabled={!linked || busy || !ready}
          data-testid="bulk-confirm"
        >
          {words.bulk.confirm} <kbd>Enter</kbd>
        </button>
      </div>
    </form>
  )
}
