/** The route of a command: one transaction, in effect once however often it is sent. */
import { createHash } from 'node:crypto'
import type { Static, TSchema } from 'typebox'
import type { Endpoint, ErrorBody } from '#contract/endpoint.ts'
import type { Action } from '#contract/roles.ts'
import type { Account } from '#contract/session.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { type Db, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { type Answer, commandByKey, insertCommand, lockKey, type Sent } from './queries.ts'

type Field<E extends Endpoint, F extends 'params' | 'body'> = E['schema'][F] extends TSchema
  ? Static<E['schema'][F]>
  : undefined

/** A command as the function that carries it out sees it. `now`: when the server received it, ms UTC. */
export type Command<E extends Endpoint> = {
  readonly params: Field<E, 'params'>
  readonly body: Field<E, 'body'>
  readonly account: Account
  readonly now: number
}

/** A route for a command: who may, the transaction, once only, then the nudge that pushes its events. */
export function commandRoute<E extends Endpoint>(
  app: App,
  needs: Needs,
  endpoint: E,
  action: Action,
  carryOut: (tx: Db, command: Command<E>) => Promise<Static<E['schema']['response'][200]>>,
): void {
  const join = joiner<Static<E['schema']['response'][200]>>()
  app.route({
    ...(endpoint as Endpoint),
    preHandler: requires(needs, action),
    handler: (request) => {
      const account = accountOf(request)
      const { params, body } = request as unknown as Pick<Command<E>, 'params' | 'body'>
      const command = { params, body, account, now: needs.now() }
      const sent = {
        account: account.id,
        key: String(request.headers['idempotency-key']),
        request: digest(request),
      }
      return join(`${sent.account} ${sent.key} ${sent.request}`, async () => {
        const answer = await once(needs, sent, command.now, (tx) => carryOut(tx, command))
        needs.nudge()
        return answer
      })
    },
  })
}

/** A repeat that comes to this server while the command is under way gets its answer, and costs the database nothing. */
function joiner<T>(): (name: string, work: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>()
  return (name, work) => {
    const first = underWay.get(name)
    if (first) return first
    const mine = work().finally(() => underWay.delete(name))
    underWay.set(name, mine)
    return mine
  }
}

/** Carries the command out, or answers as the first time. A refusal is an answer too: a late repeat must not take effect after all. */
async function once<T>(needs: Needs, sent: Sent, now: number, carryOut: (tx: Db) => Promise<T>): Promise<T> {
  const answer = await transaction(needs.db, async (tx) => {
    const first = await firstAnswer(tx, sent)
    if (first) return first
    const fresh = await attempt(tx, carryOut)
    await insertCommand(tx, sent, fresh, now)
    return fresh
  })
  if (answer.status === 200) return answer.body as T
  const refusal = answer.body as ErrorBody
  throw new Refused(refusal.status, refusal.code, refusal.message, refusal.where)
}

/** What was answered when the key came first; refused while that is under way, or when the key came with something else. */
async function firstAnswer(tx: Db, sent: Sent): Promise<Answer | undefined> {
  if (!(await lockKey(tx, sent))) {
    throw new Refused(409, 'in_flight', {
      zh: '同一命令正在处理中，请稍候',
      en: 'The same command is being carried out right now; wait for its answer',
    })
  }
  const first = await commandByKey(tx, sent)
  if (!first) return undefined
  if (first.request !== sent.request) {
    throw new Refused(422, 'key_reused', {
      zh: '该 Idempotency-Key 已用于另一条命令，请使用新的键',
      en: 'This Idempotency-Key was used for another command; use a fresh one',
    })
  }
  return first.answer
}

async function attempt<T>(tx: Db, carryOut: (tx: Db) => Promise<T>): Promise<Answer> {
  await tx.query('savepoint attempt')
  try {
    return { status: 200, body: await carryOut(tx) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await tx.query('rollback to savepoint attempt')
    return { status: error.body.status, body: error.body }
  }
}

const digest = (request: { method: string; url: string; body?: unknown }): string =>
  createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex')
