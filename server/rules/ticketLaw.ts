/** What the law of its day says about a ticket: asked once, of the database, when it is opened or its place is settled. */
import type { LngLat } from '#contract/endpoint.ts'
import type { TicketLaw } from '#contract/rules.ts'
import type { Db } from '../db.ts'
import { createLawBook } from './book.ts'
import { behavioursOfCategory, readHolidays, rulesReaching, zonesCovering } from './queries.ts'

/** Null where the category belongs to no behaviour. The transaction sees every rule that was stated before it. */
export async function lawOfTicket(
  tx: Db,
  category: string,
  place: LngLat,
  at: number,
): Promise<TicketLaw | null> {
  const versions = await behavioursOfCategory(tx, category)
  const book = createLawBook()
  book.putBehaviours(versions)
  const behaviour = versions.findLast(
    (each) => each.category === category && versionThen(versions, each.code, at) === each.version,
  )
  if (!behaviour) return null
  const zones = await zonesCovering(tx, place, at)
  book.putZones(zones)
  book.putRules(
    await rulesReaching(
      tx,
      behaviour.code,
      zones.map(({ zone }) => zone),
    ),
  )
  book.putHolidays(await readHolidays(tx))
  const verdict = book.verdict(behaviour.code, place, at)
  if (!verdict) return null
  const { effect, rule, version, article, fine, conditions, conditionsEn, configurable } = verdict
  return {
    behaviour: behaviour.code,
    effect,
    rule,
    version,
    article,
    fine,
    note: conditions,
    noteEn: conditionsEn,
    configurable,
    at,
  }
}

/** The version of a behaviour that held then; before the first one, the first. */
const versionThen = (
  versions: readonly { code: string; version: number; validFrom: number }[],
  code: string,
  at: number,
): number | undefined => {
  const own = versions.filter((each) => each.code === code)
  return (own.findLast(({ validFrom }) => validFrom <= at) ?? own[0])?.version
}
