/** Recording an inspection: result, the code at the door, and, where it is too soon, why. */
import { type FormEvent, useState } from 'react'
import { type EnforcementObject, inspectObject, type Result, results } from '#contract/objects.ts'
import { call, newKey, Refusal } from '../api.ts'
import { freshPlace } from '../field/location.ts'
import { useMayCommand } from '../link.ts'
import { useAccount } from '../session.ts'
import { CategoryField } from '../tickets/CategoryField.tsx'
import { Field } from '../ui/Field.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { readCard } from './store.ts'

type Props = {
  readonly object: EnforcementObject
  readonly onClose: () => void
  /** Known already: it was scanned to find the object. */
  readonly code?: string
  readonly onDone?: () => void
}

type Draft = {
  readonly result: Result
  readonly code: string
  readonly note: string
  readonly reason: string
  readonly opening: boolean
  readonly category: string | null
  readonly text: string
}

export function InspectSheet({ object, onClose, code = '', onDone }: Props) {
  const { objects } = useWords()
  const isOfficer = useAccount()?.role === 'officer'
  const linked = useMayCommand()
  const [draft, setDraft] = useState<Draft>({ ...empty, code })
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes })
  const { send, problem, tooSoon, busy } = useInspecting(object, draft, () => {
    onClose()
    onDone?.()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Sheet title={objects.sheet.title(object.name)} onClose={onClose} testId="inspect-sheet">
      <form className="inspect-form" onSubmit={submit} noValidate>
        <ResultChoice result={draft.result} onChoose={(result) => change({ result })} />
        <Field label={isOfficer ? objects.sheet.code : objects.sheet.codeOptional}>
          {(id) => (
            <input
              id={id}
              className="input"
              autoComplete="off"
              maxLength={100}
              value={draft.code}
              onChange={(event) => change({ code: event.target.value })}
            />
          )}
        </Field>
        <Field label={objects.sheet.note}>
          {(id) => (
            <textarea
              id={id}
              className="input"
              rows={2}
              maxLength={2000}
              value={draft.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
        {draft.result === 'case' && <CaseFields draft={draft} change={change} />}
        {tooSoon && (
          <Field label={objects.sheet.reason}>
            {(id) => (
              <input
                id={id}
                className="input"
                maxLength={500}
                placeholder={objects.sheet.reasonHint}
                ref={(field) => field?.focus()}
                defaultValue={draft.reason}
                onChange={(event) => change({ reason: event.target.value })}
              />
            )}
          </Field>
        )}
        <Problem words={problem} />
        <div className="actions">
          <button
            type="submit"
            className="button primary"
            disabled={busy || !linked}
            data-testid="inspect-submit"
          >
            {objects.sheet.submit}
          </button>
        </div>
      </form>
    </Sheet>
  )
}

const empty: Draft = {
  result: 'pass',
  code: '',
  note: '',
  reason: '',
  opening: false,
  category: null,
  text: '',
}

function useInspecting(object: EnforcementObject, draft: Draft, done: () => void) {
  const { objects } = useWords()
  const sayRefusal = useRefusalWords()
  const [problem, setProblem] = useState<string | null>(null)
  const [tooSoon, setTooSoon] = useState(false)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    const { result, code, note, reason, opening, category, text } = draft
    if (result === 'case' && opening && (!category || !text.trim())) return setProblem(objects.sheet.needText)
    setBusy(true)
    setProblem(null)
    const place = freshPlace()
    const body = {
      result,
      ...(code.trim() ? { code: code.trim() } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(place ? { place } : {}),
      ...(result === 'case' && opening && category ? { open: { category, text: text.trim() } } : {}),
    }
    try {
      await sentOnce({ params: { id: object.id }, body })
      await readCard(object.id)
      done()
    } catch (error) {
      setProblem(sayRefusal(error))
      if (error instanceof Refusal && error.code === 'too_soon') setTooSoon(true)
    } finally {
      setBusy(false)
    }
  }
  return { send, problem, tooSoon, busy }
}

/** Where nobody answers it is asked once more with the same key: an inspection must not be recorded twice. */
async function sentOnce(sent: Parameters<typeof call<typeof inspectObject>>[1] & object): Promise<void> {
  const key = newKey()
  try {
    await call(inspectObject, { ...sent, key })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'unreachable') throw error
    await call(inspectObject, { ...sent, key })
  }
}

function ResultChoice({ result, onChoose }: { result: Result; onChoose: (result: Result) => void }) {
  const { objects } = useWords()
  return (
    <div className="field">
      <span className="label">{objects.sheet.result}</span>
      <div className="choices">
        {results.map((each) => (
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={result === each}
            data-focus-first={each === 'pass' || undefined}
            data-testid={`inspect-${each}`}
            onClick={() => onChoose(each)}
          >
            {objects.results[each]}
          </button>
        ))}
      </div>
    </div>
  )
}

function CaseFields({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  const { objects } = useWords()
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={draft.opening}
          data-testid="inspect-open"
          onChange={(event) => change({ opening: event.target.checked })}
        />{' '}
        {objects.sheet.openTicket}
      </label>
      {draft.opening && (
        <>
          <CategoryField
            category={draft.category}
            onChoose={({ code }) => change({ category: code })}
            problem={undefined}
          />
          <Field label={objects.sheet.text}>
            {(id) => (
              <textarea
                id={id}
                className="input"
                rows={2}
                maxLength={4000}
                value={draft.text}
                onChange={(event) => change({ text: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
    </>
  )
}
