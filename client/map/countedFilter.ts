/** The counts of the filter as they are now, for whoever shows them. */
import { useMemo } from 'react'
import { useFacts } from '../facts.ts'
import { useCity } from '../session.ts'
import { useFilter } from './filter.ts'
import { countFiltered, type FilterCounts } from './filterCounts.ts'

export function useFilterCounts(): FilterCounts {
  const units = useFacts((facts) => facts.units)
  const activeByUnit = useFacts((facts) => facts.activeByUnit)
  const organisations = useCity((city) => city.organisations)
  const filter = useFilter()
  return useMemo(
    () => countFiltered({ units, activeByUnit }, filter, organisations),
    [units, activeByUnit, filter, organisations],
  )
}
