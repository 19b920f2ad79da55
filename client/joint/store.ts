/** Tasks of partner departments by their id: let in with the facts, the newest version wins. */
import { create } from 'zustand'
import type { JointTask } from '#contract/joint.ts'

export const useJoints = create<{ readonly joints: ReadonlyMap<number, JointTask> }>(() => ({
  joints: new Map(),
}))

export function letInJoint(joint: JointTask): void {
  useJoints.setState(({ joints }) =>
    joint.version > (joints.get(joint.id)?.version ?? 0)
      ? { joints: new Map(joints).set(joint.id, joint) }
      : {},
  )
}

export function loadJoints(list: readonly JointTask[] = []): void {
  useJoints.setState({ joints: new Map(list.map((joint) => [joint.id, joint])) })
}
