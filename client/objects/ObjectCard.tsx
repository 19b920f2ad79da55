/** The chosen object: grade, credit, when it is due, its last inspections and the cases around it. */
import { useEffect, useState } from 'react'
import { type ObjectCard as Card, dayOf, type Inspection } from '#contract/objects.ts'
import type { TicketState } from '#contract/ticketMoves.ts'
import { useFacts } from '../facts.ts'
import { OfNow } from '../replay/OfNow.tsx'
import { selectMover, selectTicket, useSelection } from '../selection.ts'
import { useMay } from '../session.ts'
import { useCategoryName, useOrganisationName } from '../tickets/names.ts'
import { useNow } from '../ui/now.ts'
import { usePersonName } from '../ui/personName.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { dueWords } from './due.ts'
import { GradeShape } from './GradeShape.tsx'
import { InspectSheet } from './InspectSheet.tsx'
import { onObjectEvents, readCard, selectObject, useObjects } from './store.ts'
import '../dispatch/unitcard.css'
import './objects.css'

export function ObjectCard() {
  const words = useWords()
  const { selected, card, failed } = useObjects()
  useFreshCard()
  if (selected === null) return null
  if (card) return <Shown card={card} />
  return (
    <aside className="unit-card object-card" data-testid="object-card" aria-busy={!failed}>
      <p className="middle">{failed ? words.objects.failed : words.screen.loading}</p>
      {failed && (
        <button type="button" className="button" onClick={() => void readCard(selected)}>
          {words.objects.again}
        </button>
      )}
    </aside>
  )
}

/** Read anew at each entry of the log about it; gives way to a unit that is chosen. */
function useFreshCard(): void {
  const selected = useObjects((objects) => objects.selected)
  const mover = useSelection((selection) => selection.mover)
  useEffect(() => {
    if (selected === null) return
    return onObjectEvents((_, subject) => subject === `object/${selected}` && void readCard(selected))
  }, [selected])
  useEffect(() => {
    if (mover !== null) selectObject(null)
  }, [mover])
  useEffect(() => () => selectObject(null), [])
}

function Shown({ card }: { card: Card }) {
  const words = useWords()
  const { object, at } = card
  const now = useNow()
  const squad = useOrganisationName()(object.organisation)
  const [inspecting, setInspecting] = useState(false)
  const mayInspect = useMay('object.inspect')
  const due = dueWords(object, now, words)
  const soon = card.notBefore !== null && dayOf(now) < card.notBefore
  return (
    <aside className="unit-card object-card" data-testid="object-card" data-object={object.id}>
      <header>
        <GradeShape grade={object.grade} />
        <h3 className="clip" title={object.name}>
          {object.name}
        </h3>
        <OfNow />
        <button type="button" className="button quiet" onClick={() => selectObject(null)}>
          {words.screen.close}
        </button>
      </header>
      <p className="middle">
        {words.objects.kinds[object.kind]} · {words.objects.grades[object.grade]} ·{' '}
        {words.objects.credits[object.credit]}
      </p>
      <p className="middle">
        {object.address} · {squad}
      </p>
      <p>
        <b className={due.late ? 'late' : undefined} data-testid="object-due">
          {due.text}
        </b>{' '}
        <span className="low">
          {object.dueOn}
          {soon && ` · ${words.objects.card.notBefore(card.notBefore ?? '')}`}
        </span>
      </p>
      {mayInspect && (
        <button
          type="button"
          className="button"
          data-testid="object-inspect"
          onClick={() => setInspecting(true)}
        >
          {words.objects.card.inspect}
        </button>
      )}
      <Inspections list={card.inspections} />
      <Tickets list={card.tickets} />
      <p className="low">{words.objects.card.asOf(clockTime(at))}</p>
      {inspecting && <InspectSheet object={object} onClose={() => setInspecting(false)} />}
    </aside>
  )
}

function Inspections({ list }: { list: Card['inspections'] }) {
  const { objects } = useWords()
  return (
    <section>
      <h4 className="low">{objects.card.last}</h4>
      {list.length === 0 && <p className="low">{objects.card.noInspections}</p>}
      <ul data-testid="object-inspections">
        {list.map((inspection) => (
          <InspectionLine key={inspection.id} inspection={inspection} />
        ))}
      </ul>
    </section>
  )
}

function InspectionLine({ inspection }: { inspection: Inspection }) {
  const { objects } = useWords()
  const nameOf = usePersonName()
  const { at, by, result, proven, tooSoon, note, reason } = inspection
  const more = [note, reason].filter(Boolean).join(' · ')
  return (
    <li className="clip" title={more}>
      {dayOf(at)} <b>{objects.results[result]}</b> {nameOf(by)}{' '}
      <span className="low">{proven ? objects.card.proven : objects.card.unproven}</span>{' '}
      {tooSoon && <span className="late">{objects.card.tooSoon}</span>}
    </li>
  )
}

function Tickets({ list }: { list: Card['tickets'] }) {
  const words = useWords()
  const nameOf = useCategoryName()
  const tickets = useFacts((facts) => facts.tickets)
  const choose = (id: number) => {
    selectMover(null)
    selectTicket(id)
  }
  return (
    <section>
      <h4 className="low">{words.objects.card.tickets}</h4>
      {list.length === 0 && <p className="low">{words.objects.card.noTickets}</p>}
      <ul>
        {list.map(({ id, code, category, state, metres }) => (
          <li key={id} className="clip">
            {tickets.has(id) ? (
              <button type="button" className="link" onClick={() => choose(id)}>
                {code}
              </button>
            ) : (
              code
            )}{' '}
            {nameOf({ category })} {words.ticketStates[state as TicketState]}{' '}
            <span className="low">{words.objects.card.metres(metres)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
