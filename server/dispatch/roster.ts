/** Who is free, in memory: a free unit stands in the grid's group of its kind, and the log says who must be read again. */
import type { UnitKind } from '#contract/units.ts'
import { unitKinds } from '#contract/units.ts'
import type { Db } from '../db.ts'
import type { Grid } from '../positions/grid.ts'
import { type RosterUnit, unitsChanged, unitsForRoster } from './rosterQueries.ts'
import { dayInShanghai } from './travel.ts'

export type Roster = {
  /** Takes in how these units stand now. */
  put(units: readonly RosterUnit[]): void
  /** Undefined: no unit, but a contact. */
  unit(id: number): RosterUnit | undefined
  /** How many units of a district are free. */
  freeIn(district: string): number
}

/** The group of the grid in which the free units of a kind are. */
export const groupOf = (kind: UnitKind): number => unitKinds.indexOf(kind) + 1
/** Those that are on a case and could go if they were not. */
export const BUSY = unitKinds.length + 1
/** Where everybody else is: off duty, and what is no unit. */
const NOT_FREE = 0

export function createRoster(grid: Pick<Grid, 'sort'>): Roster {
  const units = new Map<number, RosterUnit>()
  const free = new Map<string, number>()
  const count = (unit: RosterUnit | undefined, change: number) => {
    if (unit?.district && standing(unit) === 'free')
      free.set(unit.district, (free.get(unit.district) ?? 0) + change)
  }
  return {
    put(changed) {
      for (const unit of changed) {
        count(units.get(unit.id), -1)
        count(unit, 1)
        units.set(unit.id, unit)
        grid.sort(unit.id, groups[standing(unit)](unit.kind))
      }
    },
    unit: (id) => units.get(id),
    freeIn: (district) => free.get(district) ?? 0,
  }
}

type Standing = 'free' | 'busy' | 'away'

export function standing({ kind, duty, sos, busyWith }: RosterUnit): Standing {
  if (kind === 'video' || duty !== 'on' || sos) return 'away'
  return busyWith ? 'busy' : 'free'
}

const groups: Record<Standing, (kind: UnitKind) => number> = {
  free: groupOf,
  busy: () => BUSY,
  away: () => NOT_FREE,
}

/**
 * Answers a function that brings the roster up to everything that was committed when it was called, whichever server
 * did it: it asks the log which units something happened to, and reads those alone. The first call reads them all, and
 * so does the first of a day, for the work of a day is counted from its beginning.
 */
export function followUnits(db: Db, roster: Pick<Roster, 'put'>, now: () => number): () => Promise<void> {
  let seen: { event: number; unit: number } | undefined
  let day = 0
  let turn = Promise.resolve()
  const catchUp = async () => {
    const today = dayInShanghai(now())
    const isNew = !seen || today !== day
    const { units, ...upTo } = await unitsChanged(db, seen)
    if (isNew) roster.put(await unitsForRoster(db, today))
    else if (units.length > 0) roster.put(await unitsForRoster(db, today, units))
    seen = upTo
    day = today
  }
  return () => {
    // One after another: what was read earlier must not overwrite what was read later.
    turn = turn.catch(() => {}).then(catchUp)
    return turn
  }
}
