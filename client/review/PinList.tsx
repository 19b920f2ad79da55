/** All pinned moments, the newest first: opened, changed, removed, and put into the chosen playlist. */
import { useState } from 'react'
import { Link } from 'wouter'
import type { Pin } from '#contract/review.ts'
import { useFacts } from '../facts.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { SearchBox } from '../ui/SearchBox.tsx'
import { dateTime, shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { orderPins, removePin } from './commands.ts'
import { ChangePin } from './PinSheet.tsx'
import { shownPins, useReview } from './store.ts'

export function PinList() {
  const words = useWords().review
  const codeOf = useTicketCode()
  const review = useReview()
  const [text, setText] = useState('')
  const [changing, setChanging] = useState<Pin | null>(null)
  const pins = shownPins(review)
  const found = pins.filter((pin) =>
    [pin.note, ...pin.tags, codeOf(pin.ticket)].some((each) => each.includes(text.trim())),
  )
  return (
    <section className="review-pins" aria-label={words.pins}>
      <header className="pane-head">
        <h2>{words.pins}</h2>
        <SearchBox label={words.search} value={text} onText={setText} />
      </header>
      {found.length === 0 ? (
        <p className="empty">{pins.length === 0 ? words.noPins : words.noneFound}</p>
      ) : (
        <ol className="pin-list" data-testid="pin-list">
          {found.map((pin) => (
            <PinRow key={pin.id} pin={pin} onChange={() => setChanging(pin)} />
          ))}
        </ol>
      )}
      {changing && <ChangePin pin={changing} onClose={() => setChanging(null)} />}
    </section>
  )
}

function PinRow({ pin, onChange }: { pin: Pin; onChange: () => void }) {
  const words = useWords().review
  const mayEdit = useMay('review.edit')
  const playlist = useReview(({ playlists, chosen }) => playlists.get(chosen ?? 0))
  const isIn = playlist?.pins.includes(pin.id) ?? false
  return (
    <li className="pin-row" data-testid={`pin-${pin.id}`}>
      <PinText pin={pin} />
      <div className="pin-deeds">
        <Link className="button" href={pin.address} data-testid="pin-open">
          {words.open}
        </Link>
        {mayEdit && playlist && !playlist.removed && (
          <button
            type="button"
            className="button"
            disabled={isIn}
            data-testid="pin-add"
            onClick={() => void orderPins(playlist, [...playlist.pins, pin.id])}
          >
            {isIn ? words.isIn : words.add}
          </button>
        )}
        {mayEdit && (
          <>
            <button type="button" className="button quiet" onClick={onChange}>
              {words.edit}
            </button>
            <button
              type="button"
              className="button quiet"
              data-testid="pin-remove"
              onClick={() => void removePin(pin)}
            >
              {words.remove}
            </button>
          </>
        )}
      </div>
    </li>
  )
}

/** When, of which case, tags and note. */
export function PinText({ pin }: { pin: Pin }) {
  const words = useWords().review
  const codeOf = useTicketCode()
  const nameOf = usePersonName()
  return (
    <div className="pin-text">
      <p>
        <time title={dateTime(pin.at)}>{dateTime(pin.at)}</time>{' '}
        {pin.ticket !== null && <b>{codeOf(pin.ticket)}</b>}{' '}
        {pin.tags.map((tag) => (
          <span key={tag} className="review-tag">
            {tag}
          </span>
        ))}
      </p>
      <p className={pin.note ? 'pin-note' : 'pin-note low'}>{pin.note || words.noNote}</p>
      <p className="low">{words.by(nameOf(pin.by), shortDate(pin.madeAt))}</p>
    </div>
  )
}

function useTicketCode(): (ticket: number | null) => string {
  const tickets = useFacts((facts) => facts.tickets)
  return (ticket) => (ticket === null ? '' : (tickets.get(ticket)?.code ?? `#${ticket}`))
}
