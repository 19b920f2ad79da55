/** Objects over HTTP: lists, cards, tiles, inspections and registers. */

import { importObjects, listIntervals, setInterval } from '#contract/objectRegister.ts'
import {
  dayOf,
  type EnforcementObject,
  inspectObject,
  listObjects,
  type ObjectCard,
  readObject,
  readVenue,
  summariseObjects,
} from '#contract/objects.ts'
import { seesWholeLog } from '#contract/roles.ts'
import type { Account } from '#contract/session.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { Refused } from '../errors.ts'
import { drawRoutes } from './drawRoutes.ts'
import { takeInObjects } from './import.ts'
import { changeInterval, inspect, noObject } from './inspect.ts'
import {
  allIntervals,
  inspectionsOf,
  notBefore,
  objectById,
  objectByVenue,
  objectsLike,
  summary,
  ticketsAround,
} from './queries.ts'
import { createTiles } from './tiles.ts'

export function objectRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  const maySee = requires(needs, 'object.see')

  app.route({
    ...listObjects,
    preHandler: maySee,
    handler: async ({ query: { offset = 0, limit = 100, ...filter } }) => {
      const at = now()
      return { at, ...(await objectsLike(db, { ...filter, offset, limit }, dayOf(at))) }
    },
  })

  app.route({
    ...summariseObjects,
    preHandler: maySee,
    handler: async () => {
      const at = now()
      return { at, ...(await summary(db, dayOf(at), at)) }
    },
  })

  app.route({ ...listIntervals, preHandler: maySee, handler: () => allIntervals(db) })

  app.route({
    ...readObject,
    preHandler: maySee,
    handler: async (request) => {
      const object = await objectById(db, request.params.id)
      if (!object) throw noObject(request.params.id)
      return cardOf(needs, object, accountOf(request))
    },
  })

  app.route({
    ...readVenue,
    preHandler: maySee,
    handler: async (request) => {
      const object = await objectByVenue(db, request.params.code)
      if (!object) throw noVenue(request.params.code)
      return cardOf(needs, object, accountOf(request))
    },
  })

  tileRoute(app, needs)
  commandRoute(app, needs, inspectObject, 'object.inspect', inspect)
  commandRoute(app, needs, setInterval, 'object.interval', changeInterval)
  commandRoute(app, needs, importObjects, 'object.import', takeInObjects)
  drawRoutes(app, needs)
}

async function cardOf({ db, now }: Needs, object: EnforcementObject, { role }: Account): Promise<ObjectCard> {
  const at = now()
  const [inspections, soonest, tickets] = await Promise.all([
    inspectionsOf(db, object.id),
    notBefore(db, object.id),
    // An officer sees only the tickets of the own unit.
    seesWholeLog(role) ? ticketsAround(db, object.id, at) : [],
  ])
  return { at, object, notBefore: soonest, inspections, tickets }
}

/** A browser keeps its tiles, and asks each time whether they still hold: a change shows at once, and costs only what changed. */
function tileRoute(app: App, needs: Needs): void {
  const tiles = createTiles(needs.db)
  app.get(
    '/api/objects/tiles/:z/:x/:y(^\\d+).mvt',
    {
      schema: {
        params: tileParams,
        tags: ['objects'],
        summary: 'A vector tile: counts by grade, single objects from zoom 14',
      },
      preHandler: requires(needs, 'object.see'),
    },
    async (request, reply) => {
      const { z, x, y } = request.params as { z: number; x: number; y: number }
      if (x >= 2 ** z || y >= 2 ** z) throw noTile(z, x, y)
      const { etag, bytes } = await tiles.read({ z, x, y })
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply.type('application/vnd.mapbox-vector-tile').send(bytes)
    },
  )
}

const whole = (maximum: number) => ({ type: 'integer', minimum: 0, maximum })
const tileParams = {
  type: 'object',
  properties: { z: whole(18), x: whole(2 ** 18 - 1), y: whole(2 ** 18 - 1) },
  required: ['z', 'x', 'y'],
}

const noTile = (z: number, x: number, y: number): Refused =>
  new Refused(
    400,
    'no_tile',
    { zh: `第 ${z} 级没有瓦片 ${x}/${y}`, en: `Zoom ${z} has no tile ${x}/${y}` },
    'params',
  )

const noVenue = (code: string): Refused =>
  new Refused(
    404,
    'no_venue',
    { zh: `没有场所码 ${code}，请重新扫描`, en: `There is no venue code ${code}; scan it again` },
    'params/code',
  )
