/** Positions over HTTP: reporting places, reading where everything is, and one unit's track. */

import { protocols } from '#contract/devices.ts'
import { RECORD_BYTES, RECORDS } from '#contract/fixRecords.ts'
import { postPositions, readPositions, readTrack as readTrackEndpoint } from '#contract/positions.ts'
import type { App, Needs } from '../app.ts'
import { requires, sessionBehind } from '../auth.ts'
import { Refused } from '../errors.ts'
import { lookAtTrack } from '../tracks/looking.ts'
import { takeJson } from './batches.ts'
import type { Book, Newest } from './book.ts'
import { deviceRoutes } from './devices.ts'
import type { Intake } from './intake.ts'
import { osmandRoutes } from './osmandRoutes.ts'
import { readTrack } from './queries.ts'
import { takeRecords } from './records.ts'
import type { Registry } from './registry.ts'
import { senderOf } from './senders.ts'

export type PositionParts = { readonly book: Book; readonly registry: Registry; readonly intake: Intake }

/** 20,000 positions with every field are 3.5 MB of JSON. */
const BODY_BYTES = 16_777_216

export function positionRoutes(app: App, needs: Needs, parts: PositionParts): void {
  const { book, registry } = parts
  app.register(async (scope) => reportRoute(scope as App, needs, parts))

  app.route({
    ...readPositions,
    preHandler: requires(needs, 'positions.see'),
    handler: async (request) => {
      const box = readBox(request.query.bbox)
      const fixes = book.all()
      return (box ? fixes.filter((fix) => inBox(fix, box)) : fixes).map(toWire)
    },
  })

  app.route({
    ...readTrackEndpoint,
    preHandler: requires(needs, 'track.see'),
    handler: async (request) => {
      const { params, query } = request
      const session = sessionBehind(request)
      await lookAtTrack(needs.db, { session, mover: params.id, ...query, now: needs.now() })
      needs.nudge()
      return (await readTrack(needs.db, params.id, query.from, query.to)).map(toWire)
    },
  })

  deviceRoutes(app, needs, registry)
  osmandRoutes(app, needs, parts)
}

function reportRoute(app: App, needs: Needs, { registry, intake }: PositionParts): void {
  app.addContentTypeParser(RECORDS, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, json, done) =>
    done(null, { json }),
  )
  app.route({
    ...postPositions,
    bodyLimit: BODY_BYTES,
    // The schema documents the items; they are checked one by one, since each is refused alone.
    validatorCompiler: () => (value: unknown) => ({ value }),
    handler: async (request) => {
      const sender = await senderOf(request, needs, registry)
      const body = bodyOnce(request)
      const taken = Buffer.isBuffer(body)
        ? takeRecords(sender, body, intake)
        : body && takeJson(sender, body.json, intake)
      if (!taken) throw notABatch()
      return taken
    },
  })
}

/** Records as they come, or JSON that nobody has looked at yet; neither where none was sent. */
type Body = Buffer | { readonly json: Buffer } | null | undefined

/** The request lets go of it: kept until the next full collection, bodies of 2 MB a second would bring those on every three seconds. */
function bodyOnce(request: { body: unknown }): Body {
  const body = request.body as Body
  request.body = null
  return body
}

const notABatch = () =>
  new Refused(
    400,
    'invalid',
    {
      zh: `请求体须为位置数组，最多 20,000 条：[{device, at, lng, lat, …}]；或 ${RECORDS}，每条 ${RECORD_BYTES} 字节`,
      en: `The body must be an array of at most 20,000 positions: [{device, at, lng, lat, …}]; or ${RECORDS} with ${RECORD_BYTES} bytes each`,
    },
    'body',
  )

type Box = readonly [west: number, south: number, east: number, north: number]

function readBox(text: string | undefined): Box | undefined {
  if (text === undefined) return undefined
  const box = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [, south = Number.NaN, , north = Number.NaN] = box
  if (box.length === 4 && box.every(Number.isFinite) && south <= north) return box as unknown as Box
  throw new Refused(
    400,
    'invalid',
    {
      zh: 'bbox 须为“西,南,东,北”四个度数，且南不大于北',
      en: 'bbox must be four degrees, west,south,east,north, with south not above north',
    },
    'querystring/bbox',
  )
}

/** A box whose west is east of its east lies across the date line. */
function inBox({ lng, lat }: Newest, [west, south, east, north]: Box): boolean {
  const between = west <= east ? lng >= west && lng <= east : lng >= west || lng <= east
  return between && lat >= south && lat <= north
}

/** JSON knows no NaN, and a hundredth is all that is kept. */
const toWire = ({ skew, ...fix }: Newest) => ({
  ...fix,
  deviceAt: fix.at + skew,
  source: protocols[fix.source] ?? null,
  speed: toHundredths(fix.speed),
  heading: toHundredths(fix.heading),
  accuracy: toHundredths(fix.accuracy),
})
const toHundredths = (value: number): number | null =>
  Number.isNaN(value) ? null : Math.round(value * 100) / 100
