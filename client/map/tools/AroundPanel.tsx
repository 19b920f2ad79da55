/** What is within a distance: the circle's size, how many of each kind, and all of them nearest first. */
import { type KeyboardEvent, useState } from 'react'
import { useFacts } from '../../facts.ts'
import { clockTime } from '../../ui/times.ts'
import { VirtualRows } from '../../ui/VirtualRows.tsx'
import { useWords } from '../../ui/words.ts'
import { FoundRow, keyOfFound } from './FoundRow.tsx'
import type { Found } from './finding.ts'
import { focusMap } from './keys.ts'
import { type Sight, useSight } from './looking.ts'
import { RADIUS, radii } from './radius.ts'
import { type Centre, setRadius, useHand } from './store.ts'

type Kind = Found['kind']
const kinds: readonly Kind[] = ['unit', 'ticket', 'contact']

export function AroundPanel() {
  const words = useWords()
  const centre = useHand((hand) => hand.centre)
  const sight = useSight((state) => state.sight)
  return (
    <>
      <Radius />
      {centre && !sight && <p className="problem">{words.tools.centreLost}</p>}
      {centre && sight && <Within centre={centre} sight={sight} />}
    </>
  )
}

function Radius() {
  const words = useWords()
  const metres = useHand((hand) => hand.metres)
  return (
    <fieldset className="tool-radius" aria-label={words.tools.radius}>
      {radii.map((each) => (
        <button
          key={each}
          type="button"
          className="chip"
          aria-pressed={metres === each}
          data-testid={`radius-${each}`}
          onClick={() => setRadius(each)}
        >
          {each}
        </button>
      ))}
      {/* Begun anew with each new radius: what was typed and not taken goes. */}
      <RadiusField key={metres} metres={metres} />
    </fieldset>
  )
}

function RadiusField({ metres }: { metres: number }) {
  const words = useWords()
  const [typed, setTyped] = useState(String(metres))
  const wanted = Number(typed.normalize('NFKC'))
  const good = typed.trim() !== '' && wanted >= RADIUS.least && wanted <= RADIUS.most
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !good) return
    setRadius(wanted)
    focusMap()
  }
  return (
    <>
      <input
        className="input"
        inputMode="numeric"
        aria-label={words.tools.radius}
        aria-invalid={!good}
        data-testid="radius"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={press}
        onBlur={() => good && setRadius(wanted)}
      />
      {words.tools.metres}
      {!good && <p className="problem">{words.tools.badRadius(RADIUS.least, RADIUS.most)}</p>}
    </>
  )
}

function Within({ centre, sight }: { centre: Centre; sight: Sight }) {
  const words = useWords()
  const [shown, setShown] = useState<readonly Kind[]>(kinds)
  const rows = sight.found.filter(({ kind }) => shown.includes(kind))
  const count = (kind: Kind) => sight.found.filter((each) => each.kind === kind).length
  const toggle = (kind: Kind) =>
    setShown(shown.includes(kind) ? shown.filter((each) => each !== kind) : [...shown, kind])
  return (
    <>
      <p className="clip">
        <b>{useCentreName(centre)}</b>{' '}
        <span className="low">
          {words.tools.straight} · {words.screen.asOf(clockTime(sight.at))}
        </span>
      </p>
      <div className="tool-radius">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="chip"
            aria-pressed={shown.includes(kind)}
            data-testid={`within-${kind}`}
            onClick={() => toggle(kind)}
          >
            {words.tools.kinds[kind]} <b>{count(kind)}</b>
          </button>
        ))}
      </div>
      <Hidden count={sight.hidden} />
      {rows.length === 0 && (
        <p className="low">{sight.found.length > 0 ? words.tools.nothingShown : words.tools.nobodyNear}</p>
      )}
      <VirtualRows
        rows={rows}
        keyOf={keyOfFound}
        label={words.tools.names.around}
        draw={(seen) => <FoundRow seen={seen} />}
      />
      {!sight.riverKnown && <p className="problem">{words.tools.riverUnknown}</p>}
      {rows.some(({ across }) => across) && <p className="low">{words.tools.acrossNote}</p>}
    </>
  )
}

/** Nobody who is there and filtered away is passed over in silence. */
export function Hidden({ count }: { count: number }) {
  const words = useWords()
  if (count === 0) return null
  return (
    <p className="late" data-testid="hidden-by-filter">
      {words.tools.hidden(count)}
    </p>
  )
}

function useCentreName(centre: Centre): string {
  const words = useWords()
  return useFacts(({ tickets, units, contacts }) => {
    if (centre.kind === 'place') return words.tools.centre.place
    if (centre.kind === 'ticket') return words.tools.centre.ticket(tickets.get(centre.id)?.code ?? '')
    const contact = contacts.get(centre.id)
    return units.get(centre.id)?.code ?? contact?.name ?? contact?.device ?? ''
  })
}
