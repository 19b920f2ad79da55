/** Settles what was a guess: category, address and place; then the case is filed. */
import { useState } from 'react'
import type { LngLat } from '#contract/endpoint.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useCity } from '../session.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { CategoryField } from './CategoryField.tsx'
import { file } from './commands.ts'
import { Problem } from './NewTicket.tsx'
import { placesLike } from './places.ts'

export function FileSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const words = useWords()
  const sayRefusal = useRefusalWords()
  const [category, setCategory] = useState(ticket.category)
  const [address, setAddress] = useState(ticket.address)
  const [place, setPlace] = useState<LngLat | null>(
    ticket.unsettled.includes('place') ? null : [...ticket.place],
  )
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (address.trim() === '') return setProblem(words.desk.form.needAddress)
    if (place === null) return setProblem(words.loop.needPlace)
    setBusy(true)
    try {
      await file(ticket, { category, address: address.trim(), place })
      onClose()
    } catch (error) {
      setProblem(sayRefusal(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title={`${words.loop.acts.file} ${ticket.code}`} onClose={onClose} testId="file-sheet">
      <form
        className="sheet-body file-sheet"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <CategoryField category={category} onChoose={({ code }) => setCategory(code)} problem={undefined} />
        <div className="field">
          <label htmlFor="file-address">{words.desk.form.address}</label>
          <input
            id="file-address"
            className="input"
            maxLength={300}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </div>
        <PlaceField place={place} onPlace={setPlace} />
        <Problem text={problem} />
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {words.screen.cancel}
          </button>
          <button type="submit" className="button primary" disabled={busy} data-testid="file-confirm">
            {words.screen.confirm}
          </button>
        </div>
      </form>
    </Sheet>
  )
}

const SHOWN = 6

function PlaceField({ place, onPlace }: { place: LngLat | null; onPlace: (place: LngLat | null) => void }) {
  const { loop } = useWords()
  const named = useNamed()
  const places = useCity((city) => city.places)
  const [text, setText] = useState(place ? shown(place) : '')
  const options = placesLike(places, text, SHOWN).map((each) => ({
    key: String(each.id),
    text: named(each),
    place: each.place,
  }))
  return (
    <div className="field">
      <label htmlFor="file-place">{loop.place}</label>
      <Combobox
        id="file-place"
        text={text}
        onText={(typed) => {
          setText(typed)
          onPlace(coordinates(typed))
        }}
        options={options}
        placeholder={loop.findPlace}
        onChoose={(option) => {
          setText(option.text)
          onPlace(option.place)
        }}
      />
    </div>
  )
}

const shown = ([lng, lat]: LngLat): string => `${lng.toFixed(5)}, ${lat.toFixed(5)}`

/** `121.4867, 31.2443`, also with a full-width comma. */
function coordinates(text: string): LngLat | null {
  const [, lng, lat] = /^\s*(\d{1,3}(?:\.\d+)?)\s*[,，]\s*(\d{1,2}(?:\.\d+)?)\s*$/.exec(text) ?? []
  return lng === undefined || lat === undefined ? null : [Number(lng), Number(lat)]
}
