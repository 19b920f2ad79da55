/** The muster: the gate, the squads, and the call list with what can be done to each and to several. */
import { useMemo, useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import {
  type Outcomes,
  type Reinforcement,
  type ReinforcementState,
  reinforcementMoves,
  reinforcementStates,
  releaseOrder,
} from '#contract/muster.ts'
import { attempt } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useLanguage, useWords } from '../ui/words.ts'
import { callAll, releaseAll } from './commands.ts'
import { Gate } from './Gate.tsx'
import { MusterRow } from './MusterRow.tsx'
import { Part } from './Part.tsx'
import { Squads } from './Squads.tsx'
import { useExpo } from './store.ts'

export function Muster({ operation }: { operation: Operation }) {
  const words = useWords()
  const list = useMuster(operation.id)
  const mayRun = useMay('expo.run')
  const [state, setState] = useState<ReinforcementState | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const shown = list.filter((each) => state === null || each.state === state)
  const choose = (id: number) =>
    setChosen((before) =>
      before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]),
    )
  return (
    <Part section="muster" title={words.expo.muster} aside={words.expo.arrived(hereOf(list), list.length)}>
      {mayRun && <Gate operation={operation} />}
      <Squads operation={operation} list={list} />
      <States list={list} state={state} onChoose={setState} />
      {mayRun && (
        <Bulk
          operation={operation}
          list={list}
          shown={shown}
          chosen={chosen}
          onDone={() => setChosen(new Set())}
        />
      )}
      <ul className="rows expo-muster" data-testid="muster-list">
        {shown.map((each) => (
          <MusterRow
            key={each.id}
            operation={operation}
            person={each}
            chosen={chosen.has(each.id)}
            onChoose={() => choose(each.id)}
          />
        ))}
      </ul>
    </Part>
  )
}

/** The people of an operation in the order of the list. */
export function useMuster(operation: number): readonly Reinforcement[] {
  const all = useExpo((expo) => expo.reinforcements)
  return useMemo(
    () =>
      [...all.values()]
        .filter((each) => each.operation === operation)
        .sort((one, other) => one.number - other.number),
    [all, operation],
  )
}

export const hereOf = (list: readonly Reinforcement[]): number =>
  list.filter(({ state }) => state === 'checked_in').length

type StatesProps = {
  readonly list: readonly Reinforcement[]
  readonly state: ReinforcementState | null
  readonly onChoose: (state: ReinforcementState | null) => void
}

function States({ list, state, onChoose }: StatesProps) {
  const words = useWords()
  return (
    <div className="choices expo-states">
      {([null, ...reinforcementStates] as const).map((each) => (
        <button
          key={String(each)}
          type="button"
          className="button quiet"
          aria-pressed={each === state}
          data-testid={`muster-${each ?? 'all'}`}
          onClick={() => onChoose(each)}
        >
          {each === null ? words.expo.all : words.expo.states[each]}{' '}
          <b>{each === null ? list.length : list.filter((person) => person.state === each).length}</b>
        </button>
      ))}
    </div>
  )
}

type BulkProps = {
  readonly operation: Operation
  readonly list: readonly Reinforcement[]
  readonly shown: readonly Reinforcement[]
  readonly chosen: ReadonlySet<number>
  readonly onDone: () => void
}

/** Of the chosen, or where none is of those shown: who can be called; and who can be released, or the next by order. */
function Bulk({ operation, list, shown, chosen, onDone }: BulkProps) {
  const words = useWords()
  const linked = useMayCommand()
  const [outcomes, setOutcomes] = useState<Outcomes | null>(null)
  const [asking, setAsking] = useState(false)
  const meant = chosen.size > 0 ? list.filter(({ id }) => chosen.has(id)) : shown
  const callable = meant.filter((each) => reinforcementMoves.call.includes(each.state))
  const order = releaseOrder(list)
  const leaving = chosen.size > 0 ? releaseOrder(meant) : order.slice(0, 1)
  const isNext = leaving.every((each) => order.indexOf(each) < leaving.length)
  const send = async (work: () => Promise<Outcomes>) => {
    if (await attempt(async () => setOutcomes(await work()))) onDone()
  }
  const release = (reason?: string) => releaseAll(operation.id, idsOf(leaving), reason)
  return (
    <>
      <div className="choices">
        <button
          type="button"
          className="button"
          disabled={!linked || callable.length === 0}
          data-testid="call-all"
          onClick={() => void send(() => callAll(operation.id, idsOf(callable)))}
        >
          {words.expo.callAll(callable.length)}
        </button>
        <button
          type="button"
          className="button"
          disabled={!linked || leaving.length === 0}
          title={words.expo.releaseRule}
          data-testid="release-all"
          onClick={() => (isNext ? void send(() => release()) : setAsking(true))}
        >
          {words.expo.releaseAll(leaving.length)}
        </button>
        <span className="low clip expo-rule">{words.expo.releaseRule}</span>
      </div>
      {outcomes && <Outcome outcomes={outcomes} list={list} />}
      {asking && (
        <ReasonSheet
          title={words.expo.releaseTitle(leaving.length)}
          reasons={words.expo.releaseReasons}
          onReason={(reason) => send(() => release(reason))}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

const idsOf = (list: readonly Reinforcement[]): number[] => list.map(({ id }) => id)

function Outcome({ outcomes, list }: { outcomes: Outcomes; list: readonly Reinforcement[] }) {
  const words = useWords()
  const language = useLanguage()
  const refused = outcomes.results.filter((each) => each.refused !== null)
  return (
    <div className="expo-outcome" data-testid="muster-outcome">
      <p className={refused.length > 0 ? 'late' : 'middle'}>
        {words.expo.outcome(outcomes.results.length - refused.length, refused.length)}
      </p>
      {refused.map(({ id, refused: why }) => (
        <p key={id} className="low clip">
          {list.find((each) => each.id === id)?.number ?? id} {why?.[language]}
        </p>
      ))}
    </div>
  )
}
