/** Every task of a partner that this console knows: open ones first, each with its clock. */
import { useMemo } from 'react'
import { isJointOpen, type JointTask } from '#contract/joint.ts'
import { Part } from '../expo/Part.tsx'
import { useFacts } from '../facts.ts'
import { useWords } from '../ui/words.ts'
import { JointRow } from './JointRow.tsx'
import { useJoints } from './store.ts'
import './joint.css'

export function JointList() {
  const words = useWords()
  const list = useJointList()
  const tickets = useFacts((facts) => facts.tickets)
  return (
    <Part section="joint" title={words.joint.title} aside={list.filter(isJointOpen).length}>
      <ul className="rows">
        {list.map((task) => (
          <JointRow key={task.id} task={task} code={tickets.get(task.ticket)?.code ?? ''} />
        ))}
        {list.length === 0 && <li className="empty">{words.joint.none}</li>}
      </ul>
    </Part>
  )
}

/** Open ones first, then the newest. */
export function useJointList(): readonly JointTask[] {
  const joints = useJoints((state) => state.joints)
  return useMemo(
    () =>
      [...joints.values()].sort(
        (one, other) => Number(isJointOpen(other)) - Number(isJointOpen(one)) || other.id - one.id,
      ),
    [joints],
  )
}
