/** Address text over HTTP: what it could mean, for a person to choose from. */
import { type AddressCandidate, findAddresses } from '#contract/addresses.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import type { Db } from '../db.ts'
import { candidatesFor, type Named } from './match.ts'
import { parseAddress } from './parse.ts'
import { everyName, whereRoadsMeet } from './queries.ts'

/** Names change by imports only; a desk types several letters a second. */
const FRESH_MS = 60_000

export function addressRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  let names: readonly Named[] = []
  let readAt = Number.NEGATIVE_INFINITY
  app.route({
    ...findAddresses,
    preHandler: requires(needs, 'board.see'),
    handler: async ({ query }) => {
      if (now() - readAt > FRESH_MS) {
        names = await everyName(db)
        readAt = now()
      }
      const found = candidatesFor(query.text, names, placeOf(query.near))
      const crossing = await crossingOf(db, query.text, names)
      return [...(crossing ? [crossing] : []), ...found].slice(0, query.limit)
    },
  })
}

async function crossingOf(
  db: Db,
  text: string,
  names: readonly Named[],
): Promise<AddressCandidate | undefined> {
  const { roads } = parseAddress(
    text,
    names.filter(({ kind }) => kind === 'district').map(({ name }) => name),
  )
  if (!roads) return undefined
  const place = await whereRoadsMeet(db, ...roads)
  if (!place) return undefined
  const [one, other] = roads
  return {
    name: `${one}与${other}交叉口`,
    nameEn: `${one} / ${other}`,
    kind: 'crossing',
    place,
    confidence: 0.9,
    why: 'crossing',
  }
}

function placeOf(near: string | undefined): LngLat | undefined {
  if (near === undefined) return undefined
  const [lng = 0, lat = 0] = near.split(',').map(Number)
  return [lng, lat]
}
