/** Offering a task to a partner and taking it back; and the partner's own answers. */
import {
  acceptJoint,
  type JointTask,
  offerJoint,
  type PartnerTask,
  refuseJoint,
  returnJoint,
  withdrawJoint,
} from '#contract/joint.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { letInJoint } from './store.ts'

export type Offer = {
  readonly partner: number
  readonly text: string
  readonly metres: number
  readonly hours: number
}

export async function offer(ticket: number, body: Offer): Promise<void> {
  needLink()
  letInJoint(await call(offerJoint, { params: { id: ticket }, body }))
}

export async function withdraw({ id, version }: JointTask, reason: string): Promise<void> {
  needLink()
  letInJoint(await call(withdrawJoint, { params: { id }, body: { version, reason } }))
}

type Seen = Pick<PartnerTask, 'id' | 'version'>

export const accept = ({ id, version }: Seen): Promise<PartnerTask> =>
  call(acceptJoint, { params: { id }, body: { version } })

export const refuse = ({ id, version }: Seen, reason: string): Promise<PartnerTask> =>
  call(refuseJoint, { params: { id }, body: { version, reason } })

export const giveBack = ({ id, version }: Seen, result: string): Promise<PartnerTask> =>
  call(returnJoint, { params: { id }, body: { version, result } })
