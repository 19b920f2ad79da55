/** Zones over HTTP: GeoJSON text kept until a zone changes, with an ETag so that consoles load it once. */
import { createHash } from 'node:crypto'
import { readZones, type ZoneKind } from '#contract/city.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import type { Pool } from '../db.ts'
import { zonesPlanned } from './planQueries.ts'
import { readZoneFeatures, type Zones, zonesVersion } from './queries.ts'
import { zonesAt } from './versionQueries.ts'

type Kept = { readonly version: string; readonly zones: Zones; readonly text: string; readonly etag: string }

export function zoneRoutes(app: App, needs: Pick<Needs, 'db' | 'now'>): void {
  const current = zoneKeeper(needs.db)
  app.route({
    ...readZones,
    preHandler: requires(needs, 'board.see'),
    handler: async ({ query, headers }, reply) => {
      if (query.at !== undefined) return zonesThen(needs.db, query.at, needs.now(), query.kind)
      const { zones, text, etag } = await current(query.kind)
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      // Without a body; the contract names the answer that has one.
      if (headers['if-none-match']?.includes(etag)) reply.code(304 as 200)
      reply.serializer(() => text)
      return zones
    },
  })
}

/** Of a moment ahead, with what is planned until then. */
async function zonesThen(db: Pool, at: number, now: number, kind: ZoneKind | undefined): Promise<Zones> {
  const valid = await zonesAt(db, Math.min(at, now), kind)
  return { type: 'FeatureCollection', features: await zonesPlanned(db, valid, at, kind) }
}

/** Answers what is kept as long as the version holds: making the text takes 50 times as long as asking for the version. */
function zoneKeeper(db: Pool): (kind: ZoneKind | undefined) => Promise<Kept> {
  const kept = new Map<ZoneKind | undefined, Kept>()
  return async (kind) => {
    const version = await zonesVersion(db)
    const known = kept.get(kind)
    if (known?.version === version) return known
    const zones = await readZoneFeatures(db, kind)
    const text = JSON.stringify(zones)
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
    const fresh = { version, zones, text, etag }
    kept.set(kind, fresh)
    return fresh
  }
}
