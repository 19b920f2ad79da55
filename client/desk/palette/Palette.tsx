/** Ctrl+K: every function of the desk, every case, unit and place, found by typing and done by Enter. */
import { type KeyboardEvent, useState } from 'react'
import { may } from '#contract/roles.ts'
import { useFacts } from '../../facts.ts'
import { useObjectsNamed } from '../../objects/search.ts'
import { pagesOf } from '../../pages.ts'
import { useAccount, useCity } from '../../session.ts'
import { useCategoryName } from '../../tickets/names.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { useWords } from '../../ui/words.ts'
import { showPalette } from '../view.ts'
import { type Entry, entriesFor } from './entries.ts'
import './palette.css'

export function Palette() {
  const words = useWords()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const entries = useEntries(text)
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    showPalette(false)
    // The dialog gives the focus back first: a function that moves it has the last word.
    window.setTimeout(entry.run)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') run(entries[chosen])
    else if (event.key === 'ArrowDown') setChosen(Math.min(entries.length - 1, chosen + 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1))
    else return
    event.preventDefault()
  }
  return (
    <Sheet title={words.bulk.palette} onClose={() => showPalette(false)} testId="palette">
      <input
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-entries"
        aria-activedescendant={`palette-${chosen}`}
        aria-label={words.bulk.find}
        placeholder={words.bulk.find}
        data-testid="palette-text"
        data-focus-first
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(0)
        }}
        onKeyDown={press}
      />
      {entries.length === 0 && <p className="low">{words.bulk.none}</p>}
      <div id="palette-entries" className="palette-entries" role="listbox" aria-label={words.bulk.palette}>
        {entries.map((entry, index) => (
          <button
            key={entry.id}
            id={`palette-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            ref={(row) => (index === chosen ? row?.scrollIntoView({ block: 'nearest' }) : undefined)}
            className="row palette-row"
            data-testid="palette-row"
            onClick={() => run(entry)}
          >
            <span className="low">{words.bulk.kinds[entry.kind]}</span>
            <b className="clip">{entry.name}</b>
            <span className="middle clip">{entry.more}</span>
            {entry.key ? <kbd>{entry.key}</kbd> : <span />}
          </button>
        ))}
      </div>
    </Sheet>
  )
}

function useEntries(text: string): readonly Entry[] {
  const words = useWords()
  const role = useAccount()?.role
  const tickets = useFacts((facts) => facts.tickets)
  const units = useFacts((facts) => facts.units)
  const places = useCity((city) => city.places)
  const nameOf = useCategoryName()
  const objects = useObjectsNamed(text)
  return entriesFor(text, {
    tickets,
    units,
    places,
    objects,
    nameOf,
    words,
    pages: role ? pagesOf(role) : [],
    may: (action) => role !== undefined && may(role, action),
  })
}
