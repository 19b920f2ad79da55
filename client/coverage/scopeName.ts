/** The ground that a target is about, in words: a zone, the reaches of a river, or every zone of a kind. */
import type { CoverageTarget } from '#contract/coverageTargets.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useZones } from '../zones/store.ts'

export function useScopeName(): (target: Pick<CoverageTarget, 'zoneKind' | 'river' | 'zone'>) => string {
  const { coverage, rules } = useWords()
  const named = useNamed()
  const zones = useZones((state) => state.zones)
  return ({ zoneKind, river, zone }) => {
    if (zone !== null) {
      const found = zones.find(({ id }) => id === zone)
      return found ? named(found.properties) : `#${zone}`
    }
    const name = river ? (rules.page.rivers[river as keyof typeof rules.page.rivers] ?? river) : ''
    return coverage.kinds[zoneKind](name)
  }
}
