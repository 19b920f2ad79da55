/** Opens a case: category, priority, what happens, where; a refusal is shown at the field it is about. */
import { type FormEvent, useEffect, useRef } from 'react'
import { write } from '../desk/view.ts'
import { useMayCommand } from '../link.ts'
import { SimilarToDraft } from '../problems/SimilarToDraft.tsx'
import { startPicking, useSelection } from '../selection.ts'
import { PriorityChoice } from '../ui/PriorityChoice.tsx'
import { useWords } from '../ui/words.ts'
import { AddressField } from './AddressField.tsx'
import { CategoryField } from './CategoryField.tsx'
import type { Draft } from './complete.ts'
import { useDraft } from './draft.ts'
import { PhotoField } from './PhotoField.tsx'
import { ComplainantFields, SourceFields } from './SourceFields.tsx'

export function NewTicket() {
  const words = useWords()
  const linked = useMayCommand()
  const { draft, change, problems, busy, submit } = useDraft()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  // What is missing comes into sight with the focus, however short the pane.
  useEffect(() => {
    const wrong = '.field:has(.problem) :is(input, textarea, button)'
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>(wrong)?.focus()
  }, [problems])
  const send = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <section className="pane" data-testid="new-ticket-form">
      <header className="pane-head">
        <h2>{words.desk.newTicket}</h2>
        <button type="button" className="button quiet" onClick={() => write(false)}>
          {words.screen.cancel} <kbd>Esc</kbd>
        </button>
      </header>
      <form ref={form} className="pane-scroll new-ticket" onSubmit={send} noValidate>
        <CategoryField
          category={draft.category}
          onChoose={({ code, priority }) => change({ category: code, priority: draft.priority ?? priority })}
          problem={problems.category}
        />
        <div className="field">
          <span className="label">{words.desk.form.priority}</span>
          <PriorityChoice value={draft.priority} onChoose={(priority) => change({ priority })} />
          <Problem text={problems.priority} />
        </div>
        <TextField draft={draft} change={change} problem={problems.text} />
        <AddressField draft={draft} change={change} problem={problems.address} />
        <PlaceField problem={problems.place} />
        <SourceFields draft={draft} change={change} problem={problems.source} />
        <ComplainantFields draft={draft} change={change} problem={problems.complainant} />
        <PhotoField draft={draft} change={change} problem={problems.photos} />
        <div className="case-actions">
          <SimilarToDraft draft={draft} />
          <Problem text={problems.whole} />
          <button
            type="submit"
            className="button primary"
            disabled={busy || !linked}
            data-testid="ticket-submit"
          >
            {busy ? words.desk.form.opening : words.desk.form.open}
          </button>
        </div>
      </form>
    </section>
  )
}

export type FieldProps = {
  readonly draft: Draft
  readonly change: (changes: Partial<Draft>) => void
  readonly problem: string | undefined
}

function TextField({ draft, change, problem }: FieldProps) {
  const words = useWords()
  return (
    <div className="field">
      <label htmlFor="ticket-text">{words.desk.form.text}</label>
      <textarea
        id="ticket-text"
        className="input"
        rows={2}
        maxLength={4000}
        aria-invalid={problem !== undefined}
        data-testid="ticket-text"
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <Problem text={problem} />
    </div>
  )
}

function PlaceField({ problem }: { problem: string | undefined }) {
  const words = useWords()
  const { picking, picked } = useSelection()
  return (
    <div className="field">
      <span className="label">{words.desk.form.place}</span>
      <div className="choices">
        <button
          type="button"
          className="button"
          aria-pressed={picking}
          data-testid="pick-place"
          onClick={startPicking}
        >
          {words.desk.form.pick}
        </button>
        {picked && (
          <output className="middle" data-testid="picked-place">
            {words.desk.form.picked(picked[0].toFixed(5), picked[1].toFixed(5))}
          </output>
        )}
      </div>
      <Problem text={problem} />
    </div>
  )
}

export function Problem({ text }: { text: string | undefined }) {
  return text ? (
    <p className="problem" role="alert" data-testid="problem">
      {text}
    </p>
  ) : null
}
