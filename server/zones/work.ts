/** One piece of work on zones, whether of now or of a date ahead: what they are to be, checked, written, and told. */
import type { ZoneKind } from '#contract/city.ts'
import type { ZoneArea, ZoneDeed, ZonesChanged } from '#contract/zones.ts'
import type { Db } from '../db.ts'
import { append } from '../events/append.ts'
import { deleteZones, insertZone, pairBanks, signVersions, updateZone } from './changeQueries.ts'
import { zonesByIds } from './queries.ts'
import { checkDrafts } from './shape.ts'

/** A zone as it is to stand; `id` and `version` of the one it replaces, null and 0 where it is new. */
export type ZoneDraft = {
  readonly id: number | null
  readonly version: number
  readonly kind: ZoneKind
  /** Null: one of its own is given when it is made. */
  readonly code: string | null
  readonly name: string
  readonly nameEn: string
  readonly river: string | null
  readonly bank: 'left' | 'right' | null
  readonly fromMetres: number | null
  readonly toMetres: number | null
  readonly owner: number | null
  /** Null: its ground stays as it is. */
  readonly area: ZoneArea | null
}

export type ZoneWork = {
  readonly deed: ZoneDeed
  readonly drafts: readonly ZoneDraft[]
  readonly retired: readonly number[]
  /** What it is about, by name: also what will be gone. */
  readonly names: readonly string[]
}

/** Who, why, and from when on, ms UTC. */
export type Signed = { readonly actor: string; readonly reason: string; readonly at: number }

/** Writes it and appends its event; `received`: the moment of the log. Refused where the ground does not allow it. */
export async function carryOut(
  tx: Db,
  work: ZoneWork,
  signed: Signed,
  received: number,
): Promise<ZonesChanged> {
  await checkDrafts(tx, work)
  const written: number[] = []
  for (const draft of work.drafts) {
    written.push(
      draft.id === null ? await insertZone(tx, draft, signed.at) : await updateZone(tx, draft, signed.at),
    )
  }
  const paired = await pairBanks(tx, written, work.retired, signed.at)
  await signVersions(tx, [...written, ...paired], signed)
  await deleteZones(tx, work.retired, signed)
  const zones = await zonesByIds(tx, [...written, ...paired])
  const subject = `zone/${written[0] ?? work.retired[0]}`
  await append(tx, received, [
    {
      actor: signed.actor,
      kind: `zone.${work.deed}`,
      subject,
      happened: signed.at,
      body: { zones, retiredZones: work.retired, reason: signed.reason, names: work.names },
    },
  ])
  return { zones, retired: [...work.retired], plan: null }
}
