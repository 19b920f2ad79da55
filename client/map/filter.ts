/** Which units are shown: by kind, status, duty tag and organisation. One filter for the map and the list. */
import { create } from 'zustand'
import type { Organisation } from '#contract/city.ts'
import type { DutyTag, Unit, UnitKind, UnitStatus } from '#contract/units.ts'

/** Nothing chosen of a sort means all of it. */
export type Filter = {
  readonly kinds: ReadonlySet<UnitKind>
  readonly statuses: ReadonlySet<UnitStatus>
  readonly tags: ReadonlySet<DutyTag>
  /** Bodies of the organisation, with everything under them. */
  readonly organisations: ReadonlySet<number>
}
export type Sort = keyof Filter
export const sorts = ['kinds', 'statuses', 'tags', 'organisations'] as const satisfies readonly Sort[]

export const everything: Filter = {
  kinds: new Set(),
  statuses: new Set(),
  tags: new Set(),
  organisations: new Set(),
}

export const useFilter = create<Filter>(() => everything)

/** Chooses a value of a sort, or lets go of it. */
export function toggleFilter<S extends Sort>(
  sort: S,
  value: Filter[S] extends ReadonlySet<infer V> ? V : never,
): void {
  useFilter.setState((filter) => {
    const chosen = new Set<unknown>(filter[sort])
    if (!chosen.delete(value)) chosen.add(value)
    return { [sort]: chosen }
  })
}

export const clearFilter = (): void => useFilter.setState(everything)
export const isInForce = (filter: Filter): boolean => sorts.some((sort) => filter[sort].size > 0)

/** For each sort whether it lets a unit through; in the order of `sorts`. */
export type Gates = readonly ((unit: Unit, status: UnitStatus) => boolean)[]

export function gatesOf(filter: Filter, organisations: readonly Organisation[]): Gates {
  const { kinds, statuses, tags } = filter
  const bodies = withAllUnder(filter.organisations, organisations)
  return [
    (unit) => kinds.size === 0 || kinds.has(unit.kind),
    (_, status) => statuses.size === 0 || statuses.has(status),
    (unit) => tags.size === 0 || unit.tags.some((tag) => tags.has(tag)),
    (unit) => bodies.size === 0 || bodies.has(unit.organisation),
  ]
}

/** Whoever calls for help is never filtered away. */
export const passes = (gates: Gates, unit: Unit, status: UnitStatus): boolean =>
  status === 'sos' || gates.every((lets) => lets(unit, status))

/** The chosen bodies and all bodies below them. */
function withAllUnder(
  chosen: ReadonlySet<number>,
  organisations: readonly Organisation[],
): ReadonlySet<number> {
  if (chosen.size === 0) return chosen
  const parents = new Map(organisations.map(({ id, parent }) => [id, parent]))
  const isUnder = (id: number): boolean => {
    for (let body: number | null | undefined = id; body != null; body = parents.get(body)) {
      if (chosen.has(body)) return true
    }
    return false
  }
  return new Set([...chosen, ...organisations.filter(({ id }) => isUnder(id)).map(({ id }) => id)])
}
