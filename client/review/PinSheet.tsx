/** Asks what is to be said of a moment: when it is pinned, and when its words are changed. */
import { useState } from 'react'
import type { Pin } from '#contract/review.ts'
import { useFacts } from '../facts.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { changeWords, type PinWords, pinMoment } from './commands.ts'
import { endPinning, usePinning } from './pinning.ts'
import './review.css'

/** The moment that is being pinned on this page, if any. */
export function Pinning() {
  const words = useWords().review
  const moment = usePinning((state) => state.moment)
  if (!moment) return null
  const pin = (said: PinWords) => pinMoment({ ...moment, ...said })
  return (
    <PinSheet
      title={words.pinTitle(dateTime(moment.at))}
      before={{ note: '', tags: [], ticket: moment.ticket }}
      onSave={pin}
      onClose={endPinning}
    />
  )
}

export function ChangePin({ pin, onClose }: { pin: Pin; onClose: () => void }) {
  const words = useWords().review
  return (
    <PinSheet
      title={words.editTitle(dateTime(pin.at))}
      before={pin}
      onSave={(said) => changeWords(pin, said)}
      onClose={onClose}
    />
  )
}

type Props = {
  readonly title: string
  readonly before: PinWords
  readonly onSave: (words: PinWords) => Promise<void>
  readonly onClose: () => void
}

function PinSheet({ title, before, onSave, onClose }: Props) {
  const all = useWords()
  const words = all.review
  const sayRefusal = useRefusalWords()
  const tickets = useFacts((facts) => facts.tickets)
  const [note, setNote] = useState(before.note)
  const [tags, setTags] = useState(before.tags.join(' '))
  const [code, setCode] = useState(codeOf(before.ticket))
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  function codeOf(ticket: number | null): string {
    return ticket === null ? '' : (tickets.get(ticket)?.code ?? `#${ticket}`)
  }
  const ticketOf = (text: string): number | null | undefined => {
    if (text.trim() === '') return null
    if (text === codeOf(before.ticket)) return before.ticket
    return [...tickets.values()].find((ticket) => ticket.code === text.trim())?.id
  }
  const save = async () => {
    const ticket = ticketOf(code)
    if (ticket === undefined) return setProblem(words.noSuchTicket)
    setBusy(true)
    try {
      await onSave({
        note: note.trim(),
        tags: [...new Set(tags.split(/[\s,，、]+/).filter(Boolean))],
        ticket,
      })
      onClose()
    } catch (error) {
      setProblem(sayRefusal(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title={title} onClose={onClose} testId="pin-sheet">
      <form
        className="pin-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="field">
          <label htmlFor="pin-note">{words.note}</label>
          <textarea
            id="pin-note"
            className="input"
            rows={4}
            maxLength={2000}
            data-focus-first
            value={note}
            onChange={({ target }) => setNote(target.value)}
            onKeyDown={(event) => {
              if (event.ctrlKey && event.key === 'Enter') void save()
            }}
          />
        </div>
        <div className="field">
          <label htmlFor="pin-tags">{words.tags}</label>
          <input
            id="pin-tags"
            className="input"
            maxLength={160}
            value={tags}
            onChange={({ target }) => setTags(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="pin-ticket">{words.ticket}</label>
          <input
            id="pin-ticket"
            className="input"
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        </div>
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {all.screen.cancel}
          </button>
          <button type="submit" className="button primary" disabled={busy} data-testid="pin-save">
            {words.save}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
