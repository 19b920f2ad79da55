/** Tasks of partner departments by their id: let in with the facts, the newest version wins. */
import type { JointTask } from '#contract/joint.ts'
import { createTwofold } from '../twofold.ts'

type Joints = { readonly joints: ReadonlyMap<number, JointTask> }

const nothing: Joints = { joints: new Map() }

export const { useShown: useJoints, show: showJoints, set: setJoints } = createTwofold(nothing)

export const letInJoint = (joint: JointTask): void => setJoints((known) => withJoint(known, joint))

export const withJoint = (known: Joints, joint: JointTask): Joints =>
  joint.version > (known.joints.get(joint.id)?.version ?? 0)
    ? { joints: new Map(known.joints).set(joint.id, joint) }
    : known

export const loadJoints = (list?: readonly JointTask[]): void => setJoints(jointsOf(list))

export const jointsOf = (list: readonly JointTask[] = []): Joints => ({
  joints: new Map(list.map((joint) => [joint.id, joint])),
})
