/** Units in service, and those that are retired: each is in one of the two, by the newest word of it. */
import type { Unit } from '#contract/units.ts'
import type { Facts } from './facts.ts'

type Service = Pick<Facts, 'units' | 'retired'>

export function byService(all: readonly Unit[]): Service {
  const units = new Map<number, Unit>()
  const retired = new Map<number, Unit>()
  for (const unit of all) (unit.retired ? retired : units).set(unit.id, unit)
  return { units, retired }
}

/** What nothing changed in stays the same map. */
export function withUnit({ units, retired }: Service, changed: Unit): Service {
  const before = units.get(changed.id) ?? retired.get(changed.id)
  if (before && before.version >= changed.version) return { units, retired }
  if (changed.retired) return { units: without(units, changed.id), retired: joined(retired, changed) }
  return { units: joined(units, changed), retired: without(retired, changed.id) }
}

const joined = (known: Service['units'], unit: Unit): Service['units'] => new Map(known).set(unit.id, unit)

function without(known: Service['units'], id: number): Service['units'] {
  if (!known.has(id)) return known
  const next = new Map(known)
  next.delete(id)
  return next
}
