/** Tasks of partners on the wall, open ones first, each with the clock that runs. */
import { isJointOpen, type JointTask } from '#contract/joint.ts'
import { useJointList } from '../../joint/JointList.tsx'
import { JointTime } from '../../joint/JointRow.tsx'
import { useNamed, useWords } from '../../ui/words.ts'
import { Fitted } from './Fitted.tsx'

const ROW_REM = 2.25

export function WallJoints({ rootPx }: { rootPx: number }) {
  const words = useWords()
  const list = useJointList()
  return (
    <section className="operation-joints">
      <header className="wall-head">
        <h2>{words.expo.joint}</h2>
        <span className="middle">{list.filter(isJointOpen).length}</span>
      </header>
      <Fitted
        items={list}
        rowRem={ROW_REM}
        rootPx={rootPx}
        empty={words.joint.none}
        row={(task) => <JointLine key={task.id} task={task} />}
      />
    </section>
  )
}

function JointLine({ task }: { task: JointTask }) {
  const words = useWords()
  const named = useNamed()
  return (
    <li className="operation-joint" data-testid="wall-joint">
      <b className="clip">{named(task.partner)}</b>
      <span className={task.state === 'refused' ? 'late' : ''}>{words.joint.states[task.state]}</span>
      {isJointOpen(task) ? (
        <JointTime task={task} />
      ) : (
        <span className="low clip">{task.reason ?? task.result}</span>
      )}
    </li>
  )
}
