/** Checking in by the gate's own code: whoever stands before its screen opens it on the phone. */
import type { checkInHere } from '#contract/gate.ts'
import type { Reinforcement } from '#contract/muster.ts'
import { reinforcementMoves } from '#contract/muster.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { gateCodeAt, judgeCode, readGateCode } from './codes.ts'
import { changed } from './muster.ts'
import { callOfAccount, gateSecret, lockReinforcement } from './musterQueries.ts'
import { codeForeign, codeUsed, gateCodeExpired, gateCodeWrong, notCalled, notNow } from './musterRefusals.ts'
import { noOperation } from './refusals.ts'

/** The code of an operation's gate at a moment, and until when it is shown. */
export async function gateCode(
  db: Db,
  operation: number,
  now: number,
): Promise<{ code: string; until: number }> {
  const secret = await gateSecret(db, operation)
  if (!secret) throw noOperation(operation)
  return gateCodeAt(secret, operation, now)
}

export async function checkInAtGate(tx: Db, command: Command<typeof checkInHere>): Promise<Reinforcement> {
  const { body, account, now } = command
  const code = readGateCode(body.code)
  if (!code) throw gateCodeWrong()
  const own = await callOfAccount(tx, account.id)
  if (!own) throw notCalled()
  const secret = await gateSecret(tx, code.operation)
  const verdict = secret ? judgeCode(secret, code.digits, now) : 'wrong'
  if (verdict === 'wrong') throw gateCodeWrong()
  if (code.operation !== own.operation) throw codeForeign(own.operationName, own.operationNameEn)
  const before = await lockReinforcement(tx, own.id)
  if (!before) throw notCalled()
  if (before.checkedInAt !== null) throw codeUsed(before)
  if (verdict === 'expired') throw gateCodeExpired()
  if (!reinforcementMoves.check_in.includes(before.state)) throw notNow(before)
  return changed(tx, before, { state: 'checked_in', checkedInAt: now }, 'checked_in', command)
}
