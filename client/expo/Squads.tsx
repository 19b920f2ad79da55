/** The temporary squads with how many are in each; a person dragged here joins. */
import { type DragEvent, useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import type { Reinforcement, Squad } from '#contract/muster.ts'
import { attempt } from '../desk/say.ts'
import { useMay } from '../session.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { putIntoSquad } from './commands.ts'
import { CARRIED } from './MusterRow.tsx'

export function Squads({ operation, list }: { operation: Operation; list: readonly Reinforcement[] }) {
  const words = useWords()
  const unplaced = list.filter(({ state, squad }) => state === 'checked_in' && squad === null).length
  return (
    <ul className="expo-squads" aria-label={words.expo.squads}>
      {operation.squads.map((squad) => (
        <SquadChip key={squad.id} squad={squad} list={list} />
      ))}
      <li className="middle">
        {words.expo.noSquad} <b>{unplaced}</b>
      </li>
    </ul>
  )
}

function SquadChip({ squad, list }: { squad: Squad; list: readonly Reinforcement[] }) {
  const named = useNamed()
  const mayRun = useMay('expo.run')
  const [over, setOver] = useState(false)
  const take = (event: DragEvent) => {
    setOver(false)
    const id = Number(event.dataTransfer.getData(CARRIED))
    const person = list.find((each) => each.id === id)
    if (person) void attempt(() => putIntoSquad(person, squad.id))
  }
  return (
    <li
      className={over ? 'tag over' : 'tag'}
      data-testid="squad"
      onDragOver={(event) => {
        if (!mayRun || !event.dataTransfer.types.includes(CARRIED)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={take}
    >
      {named(squad)} <b>{list.filter((each) => each.squad === squad.id).length}</b>
    </li>
  )
}
