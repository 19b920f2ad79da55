/** Keeps the law in memory as new as the database: each question first asks what has changed, and that alone is read. */
import type { Db } from '../db.ts'
import type { LawBook } from './book.ts'
import {
  behavioursChangedAfter,
  lawStamp,
  readHolidays,
  rulesChangedAfter,
  zoneStamps,
  zoneVersions,
} from './queries.ts'

/** Whoever changes a holiday knows of it days before. */
const HOLIDAYS_EVERY = 60_000

/**
 * Answers a function that brings the book up to everything that was committed when it was called, whichever server did
 * it. The first call reads everything.
 */
export function followLaw(db: Db, book: LawBook, now: () => number): () => Promise<void> {
  let change = -1
  let zones = ''
  let holidaysRead = Number.NEGATIVE_INFINITY
  const stamps = new Map<string, number>()
  let turn = Promise.resolve()

  const readZones = async () => {
    const changed = (await zoneStamps(db)).filter((each) => stamps.get(nameOf(each)) !== each.stamp)
    book.putZones(await zoneVersions(db, changed))
    for (const each of changed) stamps.set(nameOf(each), each.stamp)
  }
  const catchUp = async () => {
    if (now() - holidaysRead >= HOLIDAYS_EVERY) {
      book.putHolidays(await readHolidays(db))
      holidaysRead = now()
    }
    const stamp = await lawStamp(db)
    // What commits between the two readings is read again the next time.
    if (stamp.zones !== zones) await readZones()
    if (stamp.change !== change) {
      book.putBehaviours(await behavioursChangedAfter(db, change))
      book.putRules(await rulesChangedAfter(db, change))
    }
    zones = stamp.zones
    change = stamp.change
  }
  return () => {
    // One after another: what was read earlier must not overwrite what was read later.
    turn = turn.catch(() => {}).then(catchUp)
    return turn
  }
}

const nameOf = ({ zone, version }: { zone: number; version: number }): string => `${zone}/${version}`
