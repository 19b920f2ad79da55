/** Who is free, in memory: a free unit stands in the grid's group of its kind, and the log says who must be read again. */
import type { UnitKind } from '#contract/units.ts'
import { unitKinds } from '#contract/units.ts'
import type { Db } from '../db.ts'
import type { Grid } from '../positions/grid.ts'
import { type UnitForDispatch, unitsChanged, unitsForDispatch } from './queries.ts'

export type Roster = {
  /** Takes in how these units stand now. */
  put(units: readonly UnitForDispatch[]): void
  /** The district a unit belongs to, where it belongs to one. */
  districtOf(unit: number): string | null
}

/** The group of the grid in which the free units of a kind are. */
export const groupOf = (kind: UnitKind): number => unitKinds.indexOf(kind) + 1
/** Where everybody else is: the busy, and what is no unit. */
const NOT_FREE = 0

export function createRoster(grid: Pick<Grid, 'sort'>): Roster {
  const districts = new Map<number, string | null>()
  return {
    put(units) {
      for (const unit of units) {
        districts.set(unit.id, unit.district)
        grid.sort(unit.id, isFree(unit) ? groupOf(unit.kind) : NOT_FREE)
      }
    },
    districtOf: (unit) => districts.get(unit) ?? null,
  }
}

const isFree = ({ kind, duty, sos, busyWith }: UnitForDispatch): boolean =>
  kind !== 'video' && duty === 'on' && !sos && !busyWith

/**
 * Answers a function that brings the roster up to everything that was committed when it was called, whichever server
 * did it: it asks the log which units something happened to, and reads those alone. The first call reads them all.
 */
export function followUnits(db: Db, roster: Pick<Roster, 'put'>): () => Promise<void> {
  let seen: { event: number; unit: number } | undefined
  let turn = Promise.resolve()
  const catchUp = async () => {
    const { units, ...upTo } = await unitsChanged(db, seen)
    if (!seen) roster.put(await unitsForDispatch(db))
    else if (units.length > 0) roster.put(await unitsForDispatch(db, units))
    seen = upTo
  }
  return () => {
    // One after another: what was read earlier must not overwrite what was read later.
    turn = turn.catch(() => {}).then(catchUp)
    return turn
  }
}
