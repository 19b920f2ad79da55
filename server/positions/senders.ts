/** Who sends positions over HTTP, and for which devices that sender may speak. */

import type { FastifyRequest } from 'fastify'
import { may } from '#contract/roles.ts'
import type { Account } from '#contract/session.ts'
import type { Needs } from '../app.ts'
import { hashToken, notSignedIn, sessionOf } from '../auth.ts'
import { transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { upsertDevice } from './deviceQueries.ts'
import { registeredEvent } from './devices.ts'
import type { KnownDevice, Registry } from './registry.ts'
import { textOf } from './scan.ts'

/** The device that is meant when this sender says a name, spells it in ASCII, or says a number; or why there is none. */
export type Sender = {
  named(name: string): Meant
  spelt(bytes: Buffer, from: number, to: number): Meant
  numbered(number: number): Meant
}
export type Meant = KnownDevice | 'unknown_device' | 'not_your_device'

/** By the device's token, or by an officer's session, whose phone then reports for the officer's unit. */
export async function senderOf(request: FastifyRequest, needs: Needs, registry: Registry): Promise<Sender> {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) return byToken(authorization, registry)
  const session = await sessionOf(needs.db, cookie, needs.now())
  if (!session) throw notSignedIn()
  return onlyFor(await phoneOf(needs, registry, session.account))
}

async function byToken(authorization: string, registry: Registry): Promise<Sender> {
  const token = /^Bearer ([\w-]{20,100})$/i.exec(authorization)?.[1]
  const hash = token && hashToken(token).toString('hex')
  if (hash && !registry.byToken(hash)) await registry.missed()
  const device = hash && registry.byToken(hash)
  if (!device) throw unknownToken()
  if (device.protocol !== 'feed') return onlyFor(device)
  const orMissed = (meant: KnownDevice | undefined): Meant => {
    if (meant) return meant
    void registry.missed()
    return 'unknown_device'
  }
  return {
    named: (name) => orMissed(registry.findAny(name)),
    spelt: (bytes, from, to) => orMissed(registry.spelt(bytes, from, to)),
    numbered: (number) => orMissed(registry.byNumber(number)),
  }
}

function onlyFor(device: KnownDevice): Sender {
  const ifIts = (isIts: boolean): Meant => (isIts ? device : 'not_your_device')
  const named = (name: string) => ifIts(name === device.id)
  return {
    named,
    spelt: (bytes, from, to) => named(textOf(bytes, from, to)),
    numbered: (number) => ifIts(number === device.number),
  }
}

/** The officer's phone: registered when it first reports, and bound to another unit when its officer is. */
async function phoneOf(needs: Needs, registry: Registry, account: Account): Promise<KnownDevice> {
  const { unit } = account
  if (!may(account.role, 'assignment.work') || unit === null) {
    throw new Refused(403, 'no_unit', {
      zh: '只有已编入单元的队员可以上报自己的位置',
      en: 'Only an officer who crews a unit reports a position with a session; devices send their own token',
    })
  }
  const id = `phone:${account.username}`
  const known = registry.find('http', id)
  if (known?.unit === unit) return known
  const phone = await transaction(needs.db, async (tx) => {
    const device = await upsertDevice(tx, { id, protocol: 'http', datum: undefined, unit, tokenHash: null })
    await append(tx, needs.now(), [registeredEvent(device, account.username)])
    return device
  })
  registry.put(phone)
  needs.nudge()
  return phone
}

const unknownToken = () =>
  new Refused(401, 'unknown_token', {
    zh: '设备令牌无效：请用 Authorization: Bearer <令牌>，令牌由管理员注册设备时获得',
    en: 'The device token is not known. Send Authorization: Bearer <token>; an administrator gets one by registering the device',
  })
