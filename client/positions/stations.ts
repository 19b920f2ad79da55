/** How often an AIS station is due to report, by its class, its status and its speed: silence before that is no news. */
import type { Contact } from '#contract/units.ts'
import { type Positions, setDue } from './store.ts'

const KNOT = 1852 / 3600
const MINUTES_3 = 180_000

/** ITU-R M.1371-5, annex 1, tables 1 and 2, but for changes of course; ms, 0 where the class is not known. `speed`: m/s, NaN: not told. */
export function dueInterval(
  { aisClass, moored }: Pick<Contact, 'aisClass' | 'moored'>,
  speed: number,
): number {
  const knots = speed / KNOT
  if (aisClass === null) return 0
  if (aisClass === 'B') return knots > 2 ? 30_000 : MINUTES_3
  if (moored && !(knots > 3)) return MINUTES_3
  if (knots > 23) return 2_000
  return knots > 14 ? 6_000 : 10_000
}

/** Lets the store know how often each vessel is due. */
export function learnDue(into: Positions, contacts: ReadonlyMap<number, Contact>): void {
  for (const contact of contacts.values()) {
    const row = into.rows.get(contact.id)
    if (row !== undefined) setDue(into, row, dueInterval(contact, into.speed[row] as number))
  }
}
