/** A note to the case, written where there is no network too. */
import { type FormEvent, useState } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { addNote } from './steps.ts'

export function NoteButton({ ticket }: { ticket: Ticket }) {
  const { phone } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button" data-testid="field-note" onClick={() => setOpen(true)}>
        {phone.note.heading}
      </button>
      {open && <NoteSheet ticket={ticket} onClose={() => setOpen(false)} />}
    </>
  )
}

function NoteSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { phone } = useWords()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return setMissing(true)
    void addNote(ticket.id, text.trim()).then(onClose)
  }
  return (
    <Sheet title={`${phone.note.heading} ${ticket.code}`} onClose={onClose} testId="note-sheet">
      <form className="report-form" onSubmit={send} noValidate>
        <div className="field">
          <label htmlFor="note-text">{phone.note.text}</label>
          <textarea
            id="note-text"
            className="input"
            rows={4}
            maxLength={2000}
            placeholder={phone.note.hint}
            data-testid="note-text"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {missing && (
          <p className="problem" role="alert">
            {phone.note.needText}
          </p>
        )}
        <button type="submit" className="button primary next-step" data-testid="note-submit">
          {phone.note.add}
        </button>
      </form>
    </Sheet>
  )
}
