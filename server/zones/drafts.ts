/** What a command wants zones to be: drafts from what was asked and what is there. */
import type { NewZone, ZoneArea } from '#contract/zones.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { chainageOf } from './chainage.ts'
import { isCodeTaken, type LockedZone } from './changeQueries.ts'
import { isOrganisation } from './planQueries.ts'
import { codeTaken, needsBank, needsRiver, noOwner } from './refusals.ts'
import { checkArea, checkDrafts } from './shape.ts'
import type { ZoneDraft } from './work.ts'

/** A new zone as asked for. Its area is checked first: nothing can be worked out from one that is unsound. */
export async function draftOf(tx: Db, asked: NewZone): Promise<ZoneDraft> {
  await checkArea(tx, asked.area)
  if (asked.code !== undefined && (await isCodeTaken(tx, asked.code))) throw codeTaken(asked.code)
  const { kind, name, nameEn, area } = asked
  return knowing(tx, {
    id: null,
    version: 0,
    kind,
    code: asked.code ?? null,
    name,
    nameEn,
    river: asked.river ?? null,
    bank: asked.bank ?? null,
    fromMetres: null,
    toMetres: null,
    owner: asked.owner ?? null,
    area,
  })
}

/** What would be refused of each, by its place in the list; what is wrong with itself is held against no other. */
export async function refusedOf(
  tx: Db,
  zones: readonly NewZone[],
): Promise<{ index: number; refused: Refused }[]> {
  const found: { index: number; refused: Refused }[] = []
  const sound: ZoneDraft[] = []
  for (const [index, zone] of zones.entries()) {
    try {
      const draft = await draftOf(tx, zone)
      await checkDrafts(tx, { drafts: [...sound, draft], retired: [] })
      sound.push(draft)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      found.push({ index, refused: error })
    }
  }
  return found
}

/** The zone as it is, with what is to be otherwise. */
export const draftFrom = (zone: LockedZone, changes: Partial<ZoneDraft> = {}): ZoneDraft => ({
  id: zone.id,
  version: zone.version,
  kind: zone.kind,
  code: zone.code,
  name: zone.name,
  nameEn: zone.nameEn,
  river: zone.river,
  bank: zone.bank,
  fromMetres: zone.fromMetres,
  toMetres: zone.toMetres,
  owner: zone.owner,
  area: null,
  ...changes,
})

/** With what follows from the rest: a reach lies on a river, a bank on one side of it, and both have a chainage. */
export async function knowing(tx: Db, draft: ZoneDraft): Promise<ZoneDraft> {
  if (draft.owner !== null && !(await isOrganisation(tx, draft.owner))) throw noOwner(draft.owner)
  if (!isReach(draft)) return { ...draft, river: null, bank: null }
  if (draft.river === null) throw needsRiver()
  if (draft.kind === 'reach_bank' && draft.bank === null) throw needsBank()
  const bank = draft.kind === 'reach_bank' ? draft.bank : null
  return draft.area ? { ...draft, bank, ...metresOf(draft.river, draft.area) } : { ...draft, bank }
}

const isReach = ({ kind }: ZoneDraft): boolean => kind === 'reach_bank' || kind === 'reach_water'

function metresOf(river: string, area: ZoneArea): Pick<ZoneDraft, 'fromMetres' | 'toMetres'> {
  const { from, to } = chainageOf(river, area)
  return { fromMetres: from, toMetres: to }
}

/** A part of a reach lies within the reach: its strip ends where the whole one does, whatever the nearest axis says. */
export function partOf(
  zone: LockedZone,
  area: ZoneArea,
): Pick<ZoneDraft, 'area' | 'fromMetres' | 'toMetres'> {
  if (zone.river === null || zone.fromMetres === null || zone.toMetres === null) {
    return { area, fromMetres: zone.fromMetres, toMetres: zone.toMetres }
  }
  const { from, to } = chainageOf(zone.river, area)
  return {
    area,
    fromMetres: Math.max(zone.fromMetres, from),
    toMetres: Math.min(zone.toMetres, to),
  }
}
