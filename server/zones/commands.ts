/** The commands on zones: each works out what zones are to be, and does it now or plans it for its date. */
import type {
  changeZone,
  createZone,
  importZones,
  joinZones,
  NewZone,
  retireZone,
  splitZone,
  ZonesChanged,
} from '#contract/zones.ts'
import { nameOf } from '../accounts/queries.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { banksOnlyOn, type LockedZone, lockZones, takeTurn } from './changeQueries.ts'
import { draftFrom, draftOf, knowing, partOf } from './drafts.ts'
import { planFor } from './planQueries.ts'
import { planWork } from './plans.ts'
import {
  doesNotCut,
  fromPast,
  isPlanned,
  lineCrossesItself,
  notAlike,
  notNeighbours,
  noZone,
  stale,
  stillPaired,
} from './refusals.ts'
import { cutBy, unionOf } from './shapeQueries.ts'
import { carryOut, type ZoneDraft, type ZoneWork } from './work.ts'

export async function create(tx: Db, command: Command<typeof createZone>): Promise<ZonesChanged> {
  await takeTurn(tx)
  const draft = await draftOf(tx, command.body.zone)
  return doOrPlan(tx, command, {
    deed: 'created',
    drafts: [draft],
    retired: [],
    names: [draft.name],
  })
}

export async function importAll(tx: Db, command: Command<typeof importZones>): Promise<ZonesChanged> {
  await takeTurn(tx)
  const drafts = await draftsOf(tx, command.body.zones)
  return doOrPlan(tx, command, {
    deed: 'created',
    drafts,
    retired: [],
    names: drafts.map(({ name }) => name),
  })
}

/** In turn: the connection of a transaction takes one statement after the other. */
async function draftsOf(tx: Db, zones: readonly NewZone[]): Promise<ZoneDraft[]> {
  const drafts: ZoneDraft[] = []
  for (const zone of zones) drafts.push(await draftOf(tx, zone))
  return drafts
}

export async function change(tx: Db, command: Command<typeof changeZone>): Promise<ZonesChanged> {
  const { params, body } = command
  const zone = await seenZone(tx, params.id, body.version)
  const { name, nameEn, owner, river, bank, area } = body
  const asked = { name, nameEn, owner, river, bank, area }
  const named = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  const draft = await knowing(tx, draftFrom(zone, named as Partial<ZoneDraft>))
  return doOrPlan(tx, command, {
    deed: 'changed',
    drafts: [draft],
    retired: [],
    names: [draft.name],
  })
}

/** The larger part stays the zone, so that what refers to it goes on doing so. */
export async function split(tx: Db, command: Command<typeof splitZone>): Promise<ZonesChanged> {
  const { params, body } = command
  const zone = await seenZone(tx, params.id, body.version)
  const { isSimple, parts } = await cutBy(tx, zone.id, body.line)
  if (!isSimple) throw lineCrossesItself()
  const [larger, smaller] = parts
  if (parts.length !== 2 || !larger || !smaller) throw doesNotCut(parts.length)
  const { name, nameEn } = body
  const drafts = [
    draftFrom(zone, partOf(zone, larger)),
    draftFrom(zone, { id: null, version: 0, code: null, name, nameEn, ...partOf(zone, smaller) }),
  ]
  return doOrPlan(tx, command, { deed: 'split', drafts, retired: [], names: [zone.name, name] })
}

export async function join(tx: Db, command: Command<typeof joinZones>): Promise<ZonesChanged> {
  const { params, body } = command
  await takeTurn(tx)
  const zone = await seenZone(tx, params.id, body.version)
  const others: LockedZone[] = []
  for (const { id, version } of body.others.filter((each) => each.id !== zone.id)) {
    others.push(await seenZone(tx, id, version))
  }
  const unlike = others.find((other) => !isAlike(zone, other))
  if (unlike) throw notAlike(zone, unlike)
  const { area, alone } = await unionOf(
    tx,
    zone.id,
    others.map(({ id }) => id),
  )
  const all = [zone, ...others]
  if (alone || area.type !== 'Polygon') {
    throw notNeighbours(all.find(({ id }) => id === alone?.id) ?? zone, alone?.metres ?? 0)
  }
  const along = {
    fromMetres: zone.fromMetres === null ? null : Math.min(...all.map((each) => each.fromMetres ?? Infinity)),
    toMetres: zone.toMetres === null ? null : Math.max(...all.map((each) => each.toMetres ?? 0)),
  }
  const drafts = [draftFrom(zone, { area, ...along })]
  return doOrPlan(tx, command, {
    deed: 'joined',
    drafts,
    retired: others.map(({ id }) => id),
    names: all.map(({ name }) => name),
  })
}

const isAlike = (one: LockedZone, other: LockedZone): boolean =>
  one.kind === other.kind && one.river === other.river && one.bank === other.bank

export async function retire(tx: Db, command: Command<typeof retireZone>): Promise<ZonesChanged> {
  const zone = await seenZone(tx, command.params.id, command.body.version)
  const [bank] = await banksOnlyOn(tx, zone.id)
  if (bank) throw stillPaired(bank)
  return doOrPlan(tx, command, {
    deed: 'retired',
    drafts: [],
    retired: [zone.id],
    names: [zone.name],
  })
}

/** The zone, locked, as the sender saw it, with no change of it planned. */
async function seenZone(tx: Db, id: number, version: number): Promise<LockedZone> {
  await takeTurn(tx)
  const zone = (await lockZones(tx, [id])).get(id)
  if (!zone) throw noZone(id)
  if (zone.version !== version) throw stale(zone, version, zone.version, await personOf(tx, zone.changedBy))
  const plan = await planFor(tx, id)
  if (plan) {
    const { name } = await nameOf(tx, plan.actor)
    throw isPlanned(zone, shanghaiMinute(plan.at), name)
  }
  return zone
}

async function personOf(tx: Db, username: string | null) {
  if (username === null) return undefined
  const { name, nameEn } = await nameOf(tx, username)
  return { zh: name, en: nameEn }
}

const shanghaiMinute = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

type Dated = {
  readonly body: { readonly from?: number; readonly reason: string }
  readonly account: { readonly username: string }
  readonly now: number
}

/** A sheet stays open for some minutes while it is filled in: a date that passed meanwhile means now. */
const OPEN_SHEET_MS = 10 * 60_000

function doOrPlan(tx: Db, { body, account, now }: Dated, work: ZoneWork): Promise<ZonesChanged> {
  const signed = { actor: account.username, reason: body.reason, at: body.from ?? now }
  if (signed.at < now - OPEN_SHEET_MS) throw fromPast()
  if (signed.at > now) return planWork(tx, work, signed, now)
  return carryOut(tx, work, { ...signed, at: now }, now)
}
