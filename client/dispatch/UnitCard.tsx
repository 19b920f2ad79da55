/** The unit, or the passing vessel, that was chosen on the map or in a list. */
import type { ReactNode } from 'react'
import { isAllowed } from '#contract/ticketMoves.ts'
import { type Unit, unitStatus } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { FollowButton } from '../map/FollowChip.tsx'
import { UnitRound } from '../patrols/UnitRound.tsx'
import { fixOf } from '../positions/store.ts'
import { FromHere } from '../replay/FromHere.tsx'
import { flyToMover } from '../scene.ts'
import { selectMover, selectTicket, toggleChosen, useSelection } from '../selection.ts'
import { useMay } from '../session.ts'
import { EarlierTrack } from '../tracks/EarlierTrack.tsx'
import { useNow } from '../ui/now.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { useLanguage, useNamed, useWords } from '../ui/words.ts'
import { Overdue } from './Overdue.tsx'
import { Trust } from './Trust.tsx'
import { FixAge } from './UnitList.tsx'
import { UnitLog } from './UnitLog.tsx'
import { UnitPresence } from './UnitPresence.tsx'
import './unitcard.css'

export function UnitCard() {
  const mover = useSelection((selection) => selection.mover)
  const unit = useFacts((facts) => (mover === null ? undefined : facts.units.get(mover)))
  const contact = useFacts((facts) => (mover === null ? undefined : facts.contacts.get(mover)))
  const words = useWords()
  if (unit) return <OfUnit unit={unit} />
  if (!contact) return null
  const facts = [
    contact.device,
    contact.callsign,
    contact.lengthMetres === null ? null : `${contact.lengthMetres} m`,
  ]
  return (
    <Card
      mover={contact.id}
      title={contact.name ?? contact.device}
      mark={<span className="tag">{words.desk.vessel}</span>}
    >
      <p className="middle">{facts.filter(Boolean).join(' · ')}</p>
    </Card>
  )
}

function OfUnit({ unit }: { unit: Unit }) {
  const words = useWords()
  const language = useLanguage()
  const named = useNamed()
  const active = useFacts((facts) => facts.activeByUnit.get(unit.id))
  const status = unitStatus(unit, active)
  return (
    <Card
      mover={unit.id}
      title={`${unit.code} ${words.unitStatuses[status]}`}
      mark={<UnitShape status={status} size="1.2em" />}
    >
      <p className="middle">
        {words.unitKinds[unit.kind]} · {language === 'zh' ? unit.squad : unit.squadEn} ·{' '}
        {words.duties[unit.duty]}
      </p>
      {unit.crew.length > 0 && (
        <p className="middle">
          {words.desk.crew} {unit.crew.map(named).join('、')}
        </p>
      )}
      <UnitPresence unit={unit.id} />
      <EarlierTrack unit={unit.id} />
      <UnitRound unit={unit.id} />
      <Task unit={unit} />
      <UnitLog unit={unit.id} />
    </Card>
  )
}

/** What it is on, or marking it for the case that is open. */
function Task({ unit }: { unit: Unit }) {
  const words = useWords()
  const active = useFacts((facts) => facts.activeByUnit.get(unit.id))
  const task = useFacts((facts) => (active ? facts.tickets.get(active.ticket) : undefined))
  const open = useFacts((facts) => facts.tickets.get(useSelection.getState().ticket ?? 0))
  const chosen = useSelection((selection) => selection.chosen.includes(unit.id))
  const mayDispatch = useMay('ticket.dispatch')
  if (active && task) {
    return (
      <p>
        {words.desk.task}{' '}
        <button type="button" className="link" onClick={() => selectTicket(task.id)}>
          {task.code}
        </button>{' '}
        {words.assignmentStates[active.state]} <Overdue assignment={active} />
        <FromHere at={active.dispatchedAt} />
        {mayDispatch && open && open.priority < task.priority && (
          <button
            type="button"
            className="button"
            aria-pressed={chosen}
            onClick={() => toggleChosen(unit.id)}
          >
            {words.sending.takeForThis(open.code)}
          </button>
        )}
      </p>
    )
  }
  if (!mayDispatch || !open || unit.duty !== 'on' || !isAllowed('dispatch', open.state)) return null
  return (
    <button type="button" className="button" aria-pressed={chosen} onClick={() => toggleChosen(unit.id)}>
      {words.desk.follow} {open.code}
    </button>
  )
}

function Card(props: { mover: number; title: string; mark: ReactNode; children: ReactNode }) {
  const { mover, title, mark, children } = props
  const words = useWords()
  return (
    <aside className="unit-card" data-testid="unit-card">
      <header>
        {mark}
        <h3 className="clip">{title}</h3>
        <button type="button" className="button quiet" onClick={() => flyToMover(mover)}>
          {words.desk.call}
        </button>
        <FollowButton />
        <button type="button" className="button quiet" onClick={() => selectMover(null)}>
          {words.screen.close}
        </button>
      </header>
      {children}
      <Motion mover={mover} />
      <Trust mover={mover} />
    </aside>
  )
}

/** m/s to km/h. */
const KMH = 3.6

function Motion({ mover }: { mover: number }) {
  const words = useWords()
  useNow()
  const fix = fixOf(mover)
  return (
    <p className="low">
      {words.screen.age} <FixAge mover={mover} />
      {fix && !Number.isNaN(fix.speed) && ` · ${words.desk.speed} ${Math.round(fix.speed * KMH)} km/h`}
    </p>
  )
}
