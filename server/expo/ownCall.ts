/** The call to one officer as the phone shows it, with the code for the gate once it is accepted. */
import type { Static } from 'typebox'
import type { readOwnCall } from '#contract/muster.ts'
import type { Db } from '../db.ts'
import { codeAt } from './codes.ts'
import { allReinforcements, callOfAccount } from './musterQueries.ts'

type OwnCall = Static<(typeof readOwnCall.schema.response)[200]>['call']

export async function ownCall(db: Db, account: number, now: number): Promise<OwnCall> {
  const call = await callOfAccount(db, account)
  const reinforcement = call && (await allReinforcements(db, call.operation)).find(({ id }) => id === call.id)
  if (!call || !reinforcement) return null
  const shown = reinforcement.state === 'accepted' ? codeAt(call.secret, reinforcement.number, now) : null
  return {
    operation: { zh: call.operationName, en: call.operationNameEn },
    reinforcement,
    squad: call.squad === null ? null : { zh: call.squad, en: call.squadEn ?? call.squad },
    code: shown?.code ?? null,
    until: shown?.until ?? null,
  }
}
