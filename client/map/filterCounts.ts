/** How many units there are of each sort, as the filter stands: what choosing one more would show. */
import type { Organisation } from '#contract/city.ts'
import { type DutyTag, type Unit, type UnitKind, type UnitStatus, unitStatus } from '#contract/units.ts'
import type { Facts } from '../facts.ts'
import { type Filter, type Gates, gatesOf, passes } from './filter.ts'

export type FilterCounts = {
  readonly shown: number
  readonly total: number
  readonly kinds: ReadonlyMap<UnitKind, number>
  readonly statuses: ReadonlyMap<UnitStatus, number>
  readonly tags: ReadonlyMap<DutyTag, number>
  /** By body, with everything under it. */
  readonly organisations: ReadonlyMap<number, number>
}

/** A unit counts in a sort where the other sorts let it through. */
export function countFiltered(
  { units, activeByUnit }: Pick<Facts, 'units' | 'activeByUnit'>,
  filter: Filter,
  organisations: readonly Organisation[],
): FilterCounts {
  const gates = gatesOf(filter, organisations)
  const parents = new Map(organisations.map(({ id, parent }) => [id, parent]))
  const [kinds, statuses] = [new Map<UnitKind, number>(), new Map<UnitStatus, number>()]
  const [tags, bodies] = [new Map<DutyTag, number>(), new Map<number, number>()]
  let shown = 0
  for (const unit of units.values()) {
    const status = unitStatus(unit, activeByUnit.get(unit.id))
    if (passes(gates, unit, status)) shown++
    const shut = status === 'sos' ? NONE : gateShut(gates, unit, status)
    if (shut === SEVERAL) continue
    const counts = (sort: number) => shut === NONE || shut === sort
    if (counts(0)) increase(kinds, unit.kind)
    if (counts(1)) increase(statuses, status)
    if (counts(2)) for (const tag of unit.tags) increase(tags, tag)
    if (!counts(3)) continue
    for (let body: number | null | undefined = unit.organisation; body != null; body = parents.get(body)) {
      increase(bodies, body)
    }
  }
  return { shown, total: units.size, kinds, statuses, tags, organisations: bodies }
}

const NONE = -1
const SEVERAL = -2

/** Which one of the gates does not let a unit through. */
function gateShut(gates: Gates, unit: Unit, status: UnitStatus): number {
  let shut = NONE
  for (let sort = 0; sort < gates.length; sort++) {
    if (gates[sort]?.(unit, status)) continue
    if (shut !== NONE) return SEVERAL
    shut = sort
  }
  return shut
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
