/** The door for OsmAnd and the Traccar client. */
import type { Refusal } from '#contract/positions.ts'
import type { App, Needs } from '../app.ts'
import { hashToken } from '../auth.ts'
import { Refused } from '../errors.ts'
import { type OsmandFields, readOsmand } from './osmand.ts'
import type { KnownDevice } from './registry.ts'
import type { PositionParts } from './routes.ts'

/** Refusals the client can do something about; the others it would only send again for ever, so they are answered 200. */
const clientErrors: readonly Refusal[] = ['invalid', 'out_of_range']

/**
 * The protocol knows no secret: whoever knows the id of a device registered for it may report, so ids should be long and
 * random where the port is public. A `token` sent along must be the device's own.
 */
export function osmandRoutes(app: App, { now }: Needs, { registry, intake }: PositionParts): void {
  const known = async (id: string): Promise<KnownDevice> => {
    if (!registry.find('osmand', id)) await registry.missed()
    const device = registry.find('osmand', id)
    if (device) return device
    intake.refuse('osmand', 'unknown_device')
    throw unknownDevice(id)
  }
  const take = async (fields: OsmandFields) => {
    const message = readOsmand(fields, now())
    if (typeof message === 'string') {
      intake.refuse('osmand', 'invalid')
      throw unreadable(message)
    }
    const device = await known(message.device)
    if (message.token !== undefined && hashToken(message.token).toString('hex') !== device.tokenHash) {
      intake.refuse('osmand', 'not_your_device')
      throw wrongToken()
    }
    if (!message.report) return { accepted: 0, refused: [] }
    const verdict = intake.take('osmand', device, message.report)
    if (verdict === 'accepted' || verdict === 'late') return { accepted: 1, refused: [] }
    if (verdict === 'too_often') throw tooOften()
    if (clientErrors.includes(verdict)) throw unreadable(`the place is refused: ${verdict}`)
    return { accepted: 0, refused: [{ index: 0, reason: verdict }] }
  }

  app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    scope.route({
      method: ['GET', 'POST'],
      url: '/ingest/osmand',
      schema: {
        summary:
          'OsmAnd and Traccar client: id, lat, lon, timestamp, speed in knots, bearing, accuracy; or their JSON',
        tags: ['positions'],
      },
      handler: ({ query, body }) => take({ ...(query as OsmandFields), ...(body as OsmandFields | null) }),
    })
  })
}

/** The client keeps the place and sends it later. */
const tooOften = () =>
  new Refused(429, 'too_often', {
    zh: '该设备上报过于频繁，请稍后再发',
    en: 'This device reports too often: send it again later',
  })

const unreadable = (detail: string) =>
  new Refused(400, 'invalid', { zh: `无法读取位置：${detail}`, en: `The position cannot be read: ${detail}` })

const unknownDevice = (id: string) =>
  new Refused(400, 'unknown_device', {
    zh: `设备 ${id} 未以 osmand 协议注册，请联系管理员`,
    en: `Device ${id} is not registered for the osmand protocol; ask an administrator to register it`,
  })

const wrongToken = () =>
  new Refused(403, 'not_your_device', { zh: '令牌与设备不符', en: 'The token is not that of the device' })
