/** The muster: called, answered, checked in by code, put into squads, paused, and released in order. */
import {
  type answerCall,
  type callReinforcements,
  type checkInByCode,
  type joinSquad,
  type Outcomes,
  type pauseDuty,
  type Reinforcement,
  type ReinforcementCommand,
  reinforcementMoves,
  releaseOrder,
  type releaseReinforcements,
} from '#contract/muster.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { judgeCode, readCode } from './codes.ts'
import {
  allReinforcements,
  lockReinforcement,
  officerOfAccount,
  type ReinforcementChange,
  secretsOfNumber,
  updateReinforcement,
} from './musterQueries.ts'
import {
  codeExpired,
  codeForeign,
  codeUnreadable,
  codeUsed,
  codeWrong,
  needsReason,
  noReinforcement,
  noSquad,
  notNow,
  outOfOrder,
  staleReinforcement,
} from './musterRefusals.ts'
import { operationById } from './operationQueries.ts'
import { noOperation } from './refusals.ts'

export const call = (tx: Db, command: Command<typeof callReinforcements>): Promise<Outcomes> =>
  eachOf(command.body.ids, async (id) => {
    const before = await held(tx, id, 'call')
    if (before.operation !== command.params.id) throw noReinforcement(id)
    const change = { state: 'called', calledAt: command.now, answeredAt: null, reason: null } as const
    return changed(tx, before, change, 'called', command)
  })

/** The desk by telephone, or the officer alone. */
export async function answer(tx: Db, command: Command<typeof answerCall>): Promise<Reinforcement> {
  const { params, body, account, now } = command
  if (account.role === 'officer' && !(await officerOfAccount(tx, account.id, params.id)))
    throw noReinforcement(params.id)
  const before = await held(tx, params.id, body.accepts ? 'accept' : 'refuse', body.version)
  if (body.accepts) return changed(tx, before, { state: 'accepted', answeredAt: now }, 'accepted', command)
  if (body.reason === undefined) throw needsReason()
  const { reason } = body
  return changed(tx, before, { state: 'refused', answeredAt: now, reason }, 'refused', command, { reason })
}

/** The gate takes a code once, from the person whose it is, for this operation, while it holds; otherwise it says why not. */
export async function checkIn(tx: Db, command: Command<typeof checkInByCode>): Promise<Reinforcement> {
  const { params, body, now } = command
  const code = readCode(body.code)
  if (!code) throw codeUnreadable()
  const known = (await secretsOfNumber(tx, code.number)).map((each) => ({
    ...each,
    verdict: judgeCode(each.secret, code.digits, now),
  }))
  const mine = known.find((each) => each.operation === params.id && each.verdict !== 'wrong')
  if (!mine) {
    const foreign = known.find((each) => each.verdict !== 'wrong')
    throw foreign ? codeForeign(foreign.operationName, foreign.operationNameEn) : codeWrong()
  }
  const before = await lockReinforcement(tx, mine.id)
  if (!before) throw codeWrong()
  if (before.checkedInAt !== null) throw codeUsed(before)
  if (mine.verdict === 'expired') throw codeExpired()
  if (!reinforcementMoves.check_in.includes(before.state)) throw notNow(before)
  return changed(tx, before, { state: 'checked_in', checkedInAt: now }, 'checked_in', command)
}

export async function assignSquad(tx: Db, command: Command<typeof joinSquad>): Promise<Reinforcement> {
  const { params, body, now } = command
  const before = await held(tx, params.id, 'squad', body.version)
  const operation = await operationById(tx, before.operation, now)
  if (body.squad !== null && !operation?.squads.some(({ id }) => id === body.squad)) throw noSquad()
  return changed(tx, before, { squad: body.squad }, 'assigned', command)
}

export async function pause(tx: Db, command: Command<typeof pauseDuty>): Promise<Reinforcement> {
  const { params, body, now } = command
  const before = await held(tx, params.id, 'pause', body.version)
  if (before.pause === body.pause) throw notNow(before)
  if (body.pause !== null) return changed(tx, before, { pause: body.pause }, 'paused', command)
  return changed(tx, before, { pause: null, resumedAt: now }, 'resumed', command)
}

/** Only the first of the order go without a reason. */
export async function release(tx: Db, command: Command<typeof releaseReinforcements>): Promise<Outcomes> {
  const { params, body, now } = command
  if (!(await operationById(tx, params.id, now))) throw noOperation(params.id)
  const order = releaseOrder(await allReinforcements(tx, params.id)).slice(0, body.ids.length)
  const first = new Set(order.map(({ id }) => id))
  return eachOf(body.ids, async (id) => {
    const before = await held(tx, id, 'release')
    if (before.operation !== params.id) throw noReinforcement(id)
    if (!first.has(id) && body.reason === undefined) throw outOfOrder(before, order[0])
    const change = { state: 'released', releasedAt: now, pause: null, squad: null } as const
    return changed(tx, before, change, 'released', command, { reason: body.reason ?? null })
  })
}

/** Each by itself: what is refused does not keep the others back. Nothing is written before a refusal. */
async function eachOf(
  ids: readonly number[],
  carryOut: (id: number) => Promise<Reinforcement>,
): Promise<Outcomes> {
  const results: Outcomes['results'] = []
  // In one order, so that two who hold the same rows wait for each other instead of both being broken off.
  for (const id of [...ids].sort((one, other) => one - other)) {
    try {
      results.push({ id, reinforcement: await carryOut(id), refused: null })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      results.push({ id, reinforcement: null, refused: error.body.message })
    }
  }
  return { results }
}

/** The person, locked, where the command is allowed now. */
async function held(
  tx: Db,
  id: number,
  command: ReinforcementCommand,
  version?: number,
): Promise<Reinforcement> {
  const before = await lockReinforcement(tx, id)
  if (!before) throw noReinforcement(id)
  if (version !== undefined && before.version !== version) throw staleReinforcement(before)
  if (!reinforcementMoves[command].includes(before.state)) throw notNow(before)
  return before
}

export async function changed(
  tx: Db,
  before: Reinforcement,
  change: ReinforcementChange,
  kind: string,
  { account, now }: { readonly account: { readonly username: string }; readonly now: number },
  words: Readonly<Record<string, unknown>> = {},
): Promise<Reinforcement> {
  const reinforcement = await updateReinforcement(tx, before, change)
  await append(tx, now, [
    {
      actor: account.username,
      kind: `reinforcement.${kind}`,
      subject: `reinforcement/${before.id}`,
      units: before.unit === null ? [] : [before.unit],
      body: { expo: { reinforcement }, ...words },
    },
  ])
  return reinforcement
}
