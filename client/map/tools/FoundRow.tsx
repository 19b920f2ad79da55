/** Rows of what a tool has found: a unit with its status, a case with its wait, a vessel; a click goes there. */
import type { ReactNode } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { type Unit, unitStatus } from '#contract/units.ts'
import { FixAge } from '../../dispatch/UnitList.tsx'
import { useFacts } from '../../facts.ts'
import { flyTo, showMover } from '../../scene.ts'
import { selectTicket, useSelection } from '../../selection.ts'
import { useCategoryName } from '../../tickets/names.ts'
import { WaitedTime } from '../../tickets/WaitedTime.tsx'
import { PriorityShape, UnitShape } from '../../ui/shapes.tsx'
import { useWords } from '../../ui/words.ts'
import type { Found } from './finding.ts'
import { writtenLength } from './surveying.ts'

/** What a row tells beside its own facts; nothing of it for what was merely inside a ring. */
type Seen = Pick<Found, 'kind' | 'id'> & Partial<Pick<Found, 'metres' | 'across'>>

/** Numbers apart for cases, whose ids are counted by themselves. */
export const keyOfFound = ({ kind, id }: Pick<Found, 'kind' | 'id'>): number => (kind === 'ticket' ? -id : id)

export function FoundRow({ seen }: { seen: Seen }) {
  const { id, kind } = seen
  const ticket = useFacts((facts) => (kind === 'ticket' ? facts.tickets.get(id) : undefined))
  const unit = useFacts((facts) => (kind === 'unit' ? facts.units.get(id) : undefined))
  if (ticket) return <OfTicket seen={seen} ticket={ticket} />
  if (unit) return <OfUnit seen={seen} unit={unit} />
  return kind === 'contact' ? <OfContact seen={seen} /> : null
}

function OfUnit({ seen, unit }: { seen: Seen; unit: Unit }) {
  const words = useWords()
  const status = useFacts((facts) => unitStatus(unit, facts.activeByUnit.get(unit.id)))
  return (
    <Row
      seen={seen}
      code={unit.code}
      shape={<UnitShape status={status} />}
      said={`${words.unitStatuses[status]} · ${words.unitKinds[unit.kind]}`}
      end={<FixAge mover={unit.id} />}
      onClick={() => showMover(unit.id)}
    />
  )
}

function OfTicket({ seen, ticket }: { seen: Seen; ticket: Ticket }) {
  const category = useCategoryName()(ticket)
  const go = () => {
    selectTicket(ticket.id)
    flyTo(ticket.place)
  }
  return (
    <Row
      seen={seen}
      code={ticket.code.slice(-5)}
      shape={<PriorityShape priority={ticket.priority} size="1.3em" />}
      said={category}
      end={<WaitedTime ticket={ticket} />}
      onClick={go}
    />
  )
}

function OfContact({ seen }: { seen: Seen }) {
  const words = useWords()
  const contact = useFacts((facts) => facts.contacts.get(seen.id))
  if (!contact) return null
  return (
    <Row
      seen={seen}
      code={contact.name ?? contact.device}
      shape={<span />}
      said={words.desk.vessel}
      end={<FixAge mover={contact.id} />}
      onClick={() => showMover(contact.id)}
    />
  )
}

type RowProps = {
  readonly seen: Seen
  readonly code: string
  readonly shape: ReactNode
  readonly said: string
  readonly end: ReactNode
  readonly onClick: () => void
}

function Row({ seen, code, shape, said, end, onClick }: RowProps) {
  const words = useWords()
  const selected = useSelection(({ mover, ticket }) => seen.id === (seen.kind === 'ticket' ? ticket : mover))
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      className="row found-row"
      data-testid="found-row"
      data-kind={seen.kind}
      data-id={seen.id}
      title={`${code} · ${said}`}
      onClick={onClick}
    >
      {shape}
      <b className="clip">{code}</b>
      <span className="middle clip">{said}</span>
      <span className="tool-across">{seen.across && <span className="tag">{words.tools.across}</span>}</span>
      <span className="tool-metres">{seen.metres !== undefined && writtenLength(seen.metres)}</span>
      {end}
    </button>
  )
}
