/** One person of the call list: from where, what state, in which squad, and what can be done. Dragged onto a squad, or by the list beside. */
import { type ReactNode, useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { type Reinforcement, type ReinforcementCommand, reinforcementMoves } from '#contract/muster.ts'
import { attempt } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { useOrganisationName } from '../tickets/names.ts'
import { useNow } from '../ui/now.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { elapsed } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { answer, pause, putIntoSquad } from './commands.ts'

type Props = {
  readonly operation: Operation
  readonly person: Reinforcement
  readonly chosen: boolean
  readonly onChoose: () => void
}

/** What a dragged person is carried as. */
export const CARRIED = 'application/x-reinforcement'

export function MusterRow({ operation, person, chosen, onChoose }: Props) {
  const words = useWords()
  const named = useNamed()
  const homeOf = useOrganisationName()
  const mayRun = useMay('expo.run')
  return (
    <li
      className="row expo-person"
      draggable={mayRun && person.state === 'checked_in'}
      data-testid="muster-row"
      data-number={person.number}
      data-state={person.state}
      onDragStart={(event) => event.dataTransfer.setData(CARRIED, String(person.id))}
    >
      <input
        type="checkbox"
        aria-label={words.expo.choose(named(person))}
        checked={chosen}
        onChange={onChoose}
      />
      <span className="low">{String(person.number).padStart(3, '0')}</span>
      <b className="clip">{named(person)}</b>
      <span className="middle clip">{homeOf(person.home)}</span>
      <StateWords person={person} />
      {mayRun && <Acts operation={operation} person={person} />}
    </li>
  )
}

function StateWords({ person }: { person: Reinforcement }) {
  const words = useWords()
  const now = useNow()
  const { state, pause: paused, reason, checkedInAt } = person
  if (state === 'checked_in' && checkedInAt !== null) {
    const time = elapsed(now - checkedInAt, words.screen.days)
    return <span className="clip">{paused ? words.expo.pauses[paused] : words.expo.onDutyFor(time)}</span>
  }
  return (
    <span className={state === 'refused' ? 'late clip' : 'middle clip'} title={reason ?? undefined}>
      {words.expo.states[state]} {reason}
    </span>
  )
}

function Acts({ operation, person }: { operation: Operation; person: Reinforcement }) {
  const words = useWords()
  const named = useNamed()
  const linked = useMayCommand()
  const [refusing, setRefusing] = useState(false)
  const may = (command: ReinforcementCommand) => reinforcementMoves[command].includes(person.state)
  const button = (name: string, testId: string, deed: () => void) => (
    <button type="button" className="button quiet" disabled={!linked} data-testid={testId} onClick={deed}>
      {name}
    </button>
  )
  return (
    <span className="expo-acts">
      {may('accept') && button(words.expo.accepts, 'muster-accept', () => void attempt(() => answer(person)))}
      {may('refuse') && button(words.expo.refuses, 'muster-refuse', () => setRefusing(true))}
      {may('pause') && <Pauses person={person} button={button} />}
      {may('squad') && <SquadChoice operation={operation} person={person} />}
      {refusing && (
        <ReasonSheet
          title={words.expo.refuseTitle(named(person))}
          reasons={words.expo.refuseReasons}
          onReason={(reason) => answer(person, reason)}
          onClose={() => setRefusing(false)}
        />
      )}
    </span>
  )
}

type Button = (name: string, testId: string, deed: () => void) => ReactNode

function Pauses({ person, button }: { person: Reinforcement; button: Button }) {
  const words = useWords()
  if (person.pause !== null) {
    return button(words.expo.resume, 'muster-resume', () => void attempt(() => pause(person, null)))
  }
  return (
    <>
      {button(words.expo.pauses.meal, 'muster-meal', () => void attempt(() => pause(person, 'meal')))}
      {button(words.expo.pauses.rest, 'muster-rest', () => void attempt(() => pause(person, 'rest')))}
    </>
  )
}

function SquadChoice({ operation, person }: { operation: Operation; person: Reinforcement }) {
  const words = useWords()
  const named = useNamed()
  const linked = useMayCommand()
  return (
    <select
      className="expo-squad-choice"
      aria-label={words.expo.squadOf(named(person))}
      disabled={!linked}
      value={person.squad ?? ''}
      onChange={({ target }) =>
        void attempt(() => putIntoSquad(person, target.value === '' ? null : Number(target.value)))
      }
    >
      <option value="">{words.expo.noSquad}</option>
      {operation.squads.map((squad) => (
        <option key={squad.id} value={squad.id}>
          {named(squad)}
        </option>
      ))}
    </select>
  )
}
