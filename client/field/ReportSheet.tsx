/** What was found and done: disposition, words, photos. Goes out with the outbox. */
import { type FormEvent, useEffect, useState } from 'react'
import { type Assignment, dispositions } from '#contract/assignments.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { DraftPhotos } from './DraftPhotos.tsx'
import { PhotoButton } from './PhotoButton.tsx'
import { changeDraft, forgetDraft, isBefore, useReportDraft } from './reportDraft.ts'
import { take } from './steps.ts'

type Problem = 'needDisposition' | 'needText' | 'needPhoto'

export function ReportSheet({ assignment, onClose }: { assignment: Assignment; onClose: () => void }) {
  const words = useWords()
  const { id } = assignment
  const draft = useReportDraft(id)
  const [problem, setProblem] = useState<Problem | null>(null)
  // What was asked for may be there by now.
  useEffect(() => {
    if (draft) setProblem(null)
  }, [draft])
  const send = (event: FormEvent) => {
    event.preventDefault()
    const { disposition, text, photos } = draft
    if (disposition === null) return setProblem('needDisposition')
    if (text.trim() === '') return setProblem('needText')
    // Nobody closes without evidence; where nothing was found there is none to take.
    if (photos.length === 0 && disposition !== 'not_found') return setProblem('needPhoto')
    const before = photos.filter((photo) => isBefore(draft, photo))
    const report = { disposition, text: text.trim(), photos: [...photos], before }
    // The draft goes once the phone has kept the report, and not before.
    void take(assignment, 'report', { report }).then(() => {
      forgetDraft(id)
      onClose()
    })
  }
  return (
    <Sheet title={words.field.report.heading} onClose={onClose} testId="report-sheet">
      <form className="report-form" onSubmit={send} noValidate>
        <fieldset className="field">
          <legend>{words.field.report.disposition}</legend>
          <div className="choices">
            {dispositions.map((each) => (
              <button
                key={each}
                type="button"
                className="button"
                aria-pressed={draft.disposition === each}
                data-testid={`disposition-${each}`}
                onClick={() => changeDraft(id, { disposition: each })}
              >
                {words.dispositions[each]}
              </button>
            ))}
          </div>
        </fieldset>
        <div className="field">
          <label htmlFor="report-text">{words.field.report.text}</label>
          <textarea
            id="report-text"
            className="input"
            rows={4}
            maxLength={4000}
            placeholder={words.field.report.textHint}
            data-testid="report-text"
            value={draft.text}
            onChange={(event) => changeDraft(id, { text: event.target.value })}
          />
        </div>
        <DraftPhotos assignment={id} removable />
        <PhotoButton assignment={id} />
        {problem && (
          <p className="problem" role="alert" data-testid="problem">
            {words.field.report[problem]}
          </p>
        )}
        <button type="submit" className="button primary next-step" data-testid="report-submit">
          {words.field.report.submit}
        </button>
      </form>
    </Sheet>
  )
}
