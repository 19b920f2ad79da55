/** Says on the map that a filter is in force, how much it shows, and takes it away. */
import { useWords } from '../ui/words.ts'
import { useFilterCounts } from './countedFilter.ts'
import { clearFilter, isInForce, useFilter } from './filter.ts'

export function FilterChip() {
  return useFilter(isInForce) ? <Chip /> : null
}

function Chip() {
  const { map } = useWords()
  const { shown, total } = useFilterCounts()
  return (
    <button
      type="button"
      className="map-chip filtered"
      data-testid="filter-chip"
      aria-label={`${map.filtered} ${map.shownOf(shown, total)}, ${map.clearFilter}`}
      title={map.clearFilter}
      onClick={clearFilter}
    >
      {map.filtered} <b>{map.shownOf(shown, total)}</b> <span aria-hidden="true">×</span>
    </button>
  )
}
