/** The address in words; choosing a named place also gives the place on the map. */
import type { Place } from '#contract/city.ts'
import { flyTo } from '../scene.ts'
import { pickPlace } from '../selection.ts'
import { useCity } from '../session.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { type FieldProps, Problem } from './NewTicket.tsx'
import { placesLike } from './places.ts'

const SHOWN = 6

export function AddressField({ draft, change, problem }: FieldProps) {
  const words = useWords()
  const named = useNamed()
  const places = useCity((city) => city.places)
  const options = placesLike(places, draft.address, SHOWN).map((place) => ({
    key: String(place.id),
    text: named(place),
    detail: named({ name: place.nameEn, nameEn: place.name }),
    place,
  }))
  const choose = (place: Place) => {
    change({ address: named(place) })
    pickPlace([place.place[0], place.place[1]])
    flyTo(place.place)
  }
  return (
    <div className="field" data-testid="ticket-address">
      <label htmlFor="ticket-address">{words.desk.form.address}</label>
      <Combobox
        id="ticket-address"
        text={draft.address}
        onText={(address) => change({ address })}
        options={options}
        placeholder={words.desk.form.findAddress}
        invalid={problem !== undefined}
        onChoose={(option) => choose(option.place)}
      />
      <Problem text={problem} />
    </div>
  )
}
