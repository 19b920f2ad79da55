/** Positions over HTTP: reporting places, reading where everything is, and one unit's track. */

import { protocols } from '#contract/devices.ts'
import { RECORD_BYTES, RECORDS } from '#contract/fixRecords.ts'
import {
  postPositions,
  type Refusal,
  readPositions,
  readTrack as readTrackEndpoint,
} from '#contract/positions.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { Refused } from '../errors.ts'
import type { Book, Newest } from './book.ts'
import { deviceRoutes } from './devices.ts'
import type { Intake } from './intake.ts'
import { osmandRoutes } from './osmandRoutes.ts'
import { readTrack } from './queries.ts'
import { isRecords, takeRecords } from './records.ts'
import type { KnownDevice, Registry } from './registry.ts'
import { readReport } from './reports.ts'
import { type Sender, senderOf } from './senders.ts'

export type PositionParts = { readonly book: Book; readonly registry: Registry; readonly intake: Intake }

/** 20,000 positions with every field are 3.5 MB of JSON. */
const BODY_BYTES = 16_777_216
const MOST_ITEMS = 20_000

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
    handler: async ({ params, query }) =>
      (await readTrack(needs.db, params.id, query.from, query.to)).map(toWire),
  })

  deviceRoutes(app, needs, registry)
  osmandRoutes(app, needs, parts)
}

function reportRoute(app: App, needs: Needs, { registry, intake }: PositionParts): void {
  app.addContentTypeParser(RECORDS, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // Fields are read by name and nothing is merged, so no key can do harm: looking for such keys takes as long as reading.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(body as string))
    } catch {
      done(notABatch())
    }
  })
  app.route({
    ...postPositions,
    bodyLimit: BODY_BYTES,
    // The schema documents the items; they are checked one by one, since each is refused alone.
    validatorCompiler: () => (body: unknown) => (isBatch(body) ? { value: body } : { error: notABatch() }),
    handler: async (request) => {
      const sender = await senderOf(request, needs, registry)
      const body: unknown = request.body
      return Buffer.isBuffer(body)
        ? takeRecords(sender, body, intake)
        : takeBatch(sender, body as readonly unknown[], intake)
    },
  })
}

const isBatch = (body: unknown): boolean =>
  Buffer.isBuffer(body) ? isRecords(body) : Array.isArray(body) && body.length <= MOST_ITEMS

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

function takeBatch(sender: Sender, items: readonly unknown[], intake: Intake) {
  const refused: { index: number; reason: Refusal }[] = []
  items.forEach((item, index) => {
    const verdict = takeItem(sender, item, intake)
    if (verdict !== 'accepted' && verdict !== 'late') refused.push({ index, reason: verdict })
  })
  return { accepted: items.length - refused.length, refused }
}

function takeItem(sender: Sender, item: unknown, intake: Intake) {
  const read = readReport(item)
  const device: KnownDevice | Refusal = read ? sender(read.device) : 'invalid'
  if (read && typeof device === 'object') return intake.take('http', device, read.report)
  const reason = device as Refusal
  intake.refuse('http', reason)
  return reason
}

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
