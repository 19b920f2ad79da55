/** The muster on the wall: how many are here of how many, by state and by squad. */
import type { Operation } from '#contract/expo.ts'
import { reinforcementStates } from '#contract/muster.ts'
import { useNamed, useWords } from '../../ui/words.ts'
import { hereOf, useMuster } from '../Muster.tsx'
import { Fitted } from './Fitted.tsx'

/** Two beside each other in 1.9. */
const ROW_REM = 0.95

export function WallMuster({ operation, rootPx }: { operation: Operation; rootPx: number }) {
  const words = useWords()
  const named = useNamed()
  const list = useMuster(operation.id)
  const states = reinforcementStates.filter((state) => list.some((each) => each.state === state))
  return (
    <section className="operation-muster">
      <header className="wall-head">
        <h2>{words.expo.muster}</h2>
        <span className="middle" data-testid="wall-arrived">
          {words.expo.arrived(hereOf(list), list.length)}
        </span>
      </header>
      <p className="operation-states">
        {states.map((state) => (
          <span key={state}>
            {words.expo.states[state]} <b>{list.filter((each) => each.state === state).length}</b>
          </span>
        ))}
      </p>
      <Fitted
        items={operation.squads}
        rowRem={ROW_REM}
        rootPx={rootPx}
        row={(squad) => (
          <li key={squad.id} className="operation-squad">
            <span className="clip middle">{named(squad)}</span>
            <b>{list.filter((each) => each.squad === squad.id).length}</b>
          </li>
        )}
      />
    </section>
  )
}
