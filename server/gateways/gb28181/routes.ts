/** The door for GB/T 28181: a video gateway hands on the MobilePosition notifications of its cameras and recorders. */
import type { FastifyRequest } from 'fastify'
import type { Refusal } from '#contract/positions.ts'
import type { App } from '../../app.ts'
import { hashToken } from '../../auth.ts'
import { Refused } from '../../errors.ts'
import type { Registry } from '../../positions/registry.ts'
import type { ReceptionNeeds } from '../reception.ts'
import { type DevicePlace, readMobilePosition } from './messages.ts'

/** A list of a thousand devices is 250 KB. */
const BODY_BYTES = 524_288

export type Gb28181Needs = Pick<ReceptionNeeds, 'intake' | 'unknown' | 'metrics'> & {
  readonly registry: Pick<Registry, 'find' | 'missed' | 'byToken'>
}

export function gb28181Routes(app: App, needs: Gb28181Needs): void {
  const { registry, metrics } = needs
  app.register(async (scope) => {
    // MANSCDP is what SIP calls it. The bytes stay bytes: their encoding is declared inside.
    scope.addContentTypeParser(
      /^(application|text)\/(xml|manscdp\+xml)/i,
      { parseAs: 'buffer' },
      (_request, body, done) => done(null, body),
    )
    scope.route({
      method: 'POST',
      url: '/ingest/gb28181',
      bodyLimit: BODY_BYTES,
      schema: {
        summary: 'GB/T 28181 MobilePosition notification as XML (UTF-8 or GB18030), with the token of a feed',
        tags: ['positions'],
      },
      async handler(request) {
        await requireFeed(request, registry)
        if (!Buffer.isBuffer(request.body)) throw unreadable('the body is no XML')
        const notification = readMobilePosition(request.body)
        if (typeof notification === 'string') {
          metrics.heard('gb28181', notification)
          throw unreadable(notification)
        }
        for (const fault of notification.faults) metrics.heard('gb28181', fault)
        return takeAll(notification.items, notification.faults.length, request.ip, needs)
      },
    })
  })
}

function takeAll(items: readonly DevicePlace[], faults: number, address: string, needs: Gb28181Needs) {
  const refused: { device: string; reason: Refusal }[] = []
  for (const item of items) {
    const verdict = take(item, address, needs)
    if (verdict !== 'accepted' && verdict !== 'late') refused.push({ device: item.device, reason: verdict })
  }
  return { accepted: items.length - refused.length, refused, unreadable: faults }
}

function take({ device: id, place }: DevicePlace, address: string, needs: Gb28181Needs) {
  const { registry, intake, unknown, metrics } = needs
  const device = registry.find('gb28181', id)
  if (!device) {
    metrics.heard('gb28181', 'unknown_terminal')
    unknown.heard('gb28181', id, address)
    intake.refuse('gb28181', 'unknown_device')
    return 'unknown_device' as const
  }
  metrics.heard('gb28181', place.valid ? 'place' : 'not_located')
  return intake.take('gb28181', device, place)
}

async function requireFeed({ headers }: FastifyRequest, registry: Gb28181Needs['registry']): Promise<void> {
  const token = /^Bearer ([\w-]{20,100})$/i.exec(headers.authorization ?? '')?.[1]
  const hash = token === undefined ? '' : hashToken(token).toString('hex')
  if (!registry.byToken(hash)) await registry.missed()
  if (registry.byToken(hash)?.protocol !== 'feed') throw notAFeed()
}

const unreadable = (detail: string) =>
  new Refused(400, 'invalid', {
    zh: `无法读取 MobilePosition 通知：${detail}`,
    en: `The MobilePosition notification cannot be read: ${detail}`,
  })

const notAFeed = () =>
  new Refused(401, 'unknown_token', {
    zh: '需要数据源（feed）令牌：请用 Authorization: Bearer <令牌>，由管理员以 feed 协议注册后获得',
    en: 'The token of a feed is needed: send Authorization: Bearer <token>; an administrator gets one by registering a device of protocol feed',
  })
