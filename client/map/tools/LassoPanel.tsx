/** What a ring has caught: how many by status, kind and priority, the list, and marking the free for the case. */
import { useMemo } from 'react'
import { isAllowed } from '#contract/ticketMoves.ts'
import { type Unit, type UnitKind, type UnitStatus, unitKinds, unitStatus } from '#contract/units.ts'
import { selectTickets } from '../../desk/bulk/store.ts'
import { type Facts, useFacts } from '../../facts.ts'
import { toggleChosen, useSelection } from '../../selection.ts'
import { useMay } from '../../session.ts'
import { PriorityShape, UnitShape } from '../../ui/shapes.tsx'
import { clockTime } from '../../ui/times.ts'
import { VirtualRows } from '../../ui/VirtualRows.tsx'
import { useWords } from '../../ui/words.ts'
import { Hidden } from './AroundPanel.tsx'
import { FoundRow, keyOfFound } from './FoundRow.tsx'
import type { Caught } from './finding.ts'
import { finish, takeBackPoint, useHand } from './store.ts'

export function LassoPanel() {
  const words = useWords()
  const caught = useHand((hand) => hand.caught)
  const count = useHand((hand) => hand.points.length)
  if (caught) return <Result caught={caught} />
  return (
    <div className="actions">
      <button type="button" className="button" disabled={count === 0} onClick={takeBackPoint}>
        {words.tools.takeBack} <kbd>Backspace</kbd>
      </button>
      <button type="button" className="button" disabled={count < 3} onClick={finish}>
        {words.tools.closeRing} <kbd>Enter</kbd>
      </button>
    </div>
  )
}

function Result({ caught }: { caught: Caught }) {
  const words = useWords()
  const rows = useMemo(
    () => [
      ...caught.units.map((id) => ({ kind: 'unit', id }) as const),
      ...caught.tickets.map((id) => ({ kind: 'ticket', id }) as const),
    ],
    [caught],
  )
  return (
    <>
      <p data-testid="caught">
        <b>
          {words.tools.kinds.unit} {caught.units.length} · {words.tools.kinds.ticket} {caught.tickets.length}
        </b>{' '}
        <span className="low">{words.screen.asOf(clockTime(caught.at))}</span>
      </p>
      <Hidden count={caught.hidden} />
      {rows.length === 0 && <p className="low">{words.tools.nobodyInside}</p>}
      {rows.length > 0 && <Counts caught={caught} />}
      {caught.units.length > 0 && <MarkFree units={caught.units} />}
      {caught.tickets.length > 1 && (
        <button
          type="button"
          className="button"
          data-testid="select-caught"
          onClick={() => selectTickets(caught.tickets)}
        >
          {words.bulk.selectCaught(caught.tickets.length)}
        </button>
      )}
      <VirtualRows
        rows={rows}
        keyOf={keyOfFound}
        label={words.tools.names.lasso}
        draw={(seen) => <FoundRow seen={seen} />}
      />
    </>
  )
}

const statuses: readonly UnitStatus[] = ['sos', 'idle', 'enroute', 'onscene', 'off']

/** As they are now, of those that were inside. */
function Counts({ caught }: { caught: Caught }) {
  const words = useWords()
  const units = useFacts((facts) => facts.units)
  const active = useFacts((facts) => facts.activeByUnit)
  const tickets = useFacts((facts) => facts.tickets)
  const inside = caught.units.flatMap((id) => units.get(id) ?? [])
  const ofStatus = counted(inside.map((unit) => unitStatus(unit, active.get(unit.id))))
  const ofKind = counted(inside.map(({ kind }) => kind))
  const ofPriority = counted(caught.tickets.flatMap((id) => tickets.get(id)?.priority ?? []))
  const kindsThere = unitKinds.filter((kind: UnitKind) => ofKind.has(kind))
  return (
    <ul className="tool-counts">
      {statuses
        .filter((status) => ofStatus.has(status))
        .map((status) => (
          <li key={status} data-testid={`caught-${status}`}>
            <UnitShape status={status} /> {words.unitStatuses[status]} <b>{ofStatus.get(status)}</b>
          </li>
        ))}
      {[1, 2, 3, 4]
        .filter((priority) => ofPriority.has(priority))
        .map((priority) => (
          <li key={priority}>
            <PriorityShape priority={priority} size="1.2em" /> <b>{ofPriority.get(priority)}</b>
          </li>
        ))}
      {kindsThere.length > 0 && (
        <li className="low">
          {kindsThere.map((kind) => `${words.unitKinds[kind]} ${ofKind.get(kind)}`).join(' · ')}
        </li>
      )}
    </ul>
  )
}

function counted<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>()
  for (const each of values) counts.set(each, (counts.get(each) ?? 0) + 1)
  return counts
}

/** Marks who could go to the selected case; sending them stays a deed of its own. */
function MarkFree({ units }: { units: readonly number[] }) {
  const words = useWords()
  const facts = useFacts()
  const { ticket: id, chosen } = useSelection()
  const mayDispatch = useMay('ticket.dispatch')
  const ticket = id === null ? undefined : facts.tickets.get(id)
  const free = freeOf(units, facts)
  const unmarked = free.filter((unit) => !chosen.includes(unit.id))
  if (!mayDispatch) return null
  if (!ticket || !isAllowed('dispatch', ticket.state)) return <p className="low">{words.tools.pickCase}</p>
  if (free.length === 0) return <p className="low">{words.tools.noneFree}</p>
  if (unmarked.length === 0) return <p className="low">{words.tools.allMarked}</p>
  return (
    <button
      type="button"
      className="button"
      data-testid="mark-free"
      onClick={() => {
        for (const unit of unmarked) toggleChosen(unit.id)
      }}
    >
      {words.tools.mark(unmarked.length, ticket.code)}
    </button>
  )
}

/** On duty, without a task and not calling for help. */
const freeOf = (ids: readonly number[], { units, activeByUnit }: Facts): readonly Unit[] =>
  ids
    .flatMap((id) => units.get(id) ?? [])
    .filter((unit) => unitStatus(unit, activeByUnit.get(unit.id)) === 'idle')
