/** Chooses which units are shown, with the count of each choice as it is now. */
import { useEffect, useRef } from 'react'
import { dutyTags, unitKinds } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { useWords } from '../ui/words.ts'
import { Choice, Choices } from './Choice.tsx'
import { useFilterCounts } from './countedFilter.ts'
import { clearFilter, isInForce, toggleFilter, useFilter } from './filter.ts'
import { OrganisationChoices } from './OrganisationChoices.tsx'
import { toggleShown, useShown } from './shown.ts'
import { stepThrough } from './stepThrough.ts'

const statuses = ['idle', 'enroute', 'onscene', 'off', 'sos'] as const

export function FilterPanel() {
  const words = useWords()
  const { map } = words
  const filter = useFilter()
  const counts = useFilterCounts()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.querySelector('button')?.focus(), [])
  return (
    <section
      ref={panel}
      className="map-panel"
      aria-label={map.filterTitle}
      data-testid="filter-panel"
      onKeyDown={stepThrough}
    >
      <Choices name={map.filterSorts.kinds}>
        {unitKinds.map((kind) => (
          <Choice
            key={kind}
            chosen={filter.kinds.has(kind)}
            count={counts.kinds.get(kind) ?? 0}
            onChoose={() => toggleFilter('kinds', kind)}
          >
            {words.unitKinds[kind]}
          </Choice>
        ))}
      </Choices>
      <Choices name={map.filterSorts.statuses}>
        {statuses.map((status) => (
          <Choice
            key={status}
            chosen={filter.statuses.has(status)}
            count={counts.statuses.get(status) ?? 0}
            onChoose={() => toggleFilter('statuses', status)}
          >
            <UnitShape status={status} /> {words.unitStatuses[status]}
          </Choice>
        ))}
      </Choices>
      <Choices name={map.filterSorts.tags}>
        {dutyTags.map((tag) => (
          <Choice
            key={tag}
            chosen={filter.tags.has(tag)}
            count={counts.tags.get(tag) ?? 0}
            onChoose={() => toggleFilter('tags', tag)}
          >
            {words.dutyTags[tag]}
          </Choice>
        ))}
      </Choices>
      <OrganisationChoices counts={counts.organisations} />
      <Others />
      <p className="low">{map.sosAlways}</p>
      <footer>
        <b>{map.shownOf(counts.shown, counts.total)}</b>
        <button type="button" className="button" disabled={!isInForce(filter)} onClick={clearFilter}>
          {map.clearFilter} <kbd>Backspace</kbd>
        </button>
      </footer>
    </section>
  )
}

/** What else is switched on and off here: it is no part of the filter, and clearing leaves it. */
function Others() {
  const { map } = useWords()
  const { contacts, clusters } = useShown()
  const vessels = useFacts((facts) => facts.contacts.size)
  return (
    <Choices name={map.others}>
      <Choice chosen={contacts} count={vessels} onChoose={() => toggleShown('contacts')}>
        {map.contacts}
      </Choice>
      <Choice chosen={clusters} onChoose={() => toggleShown('clusters')}>
        {map.clusters} <kbd>C</kbd>
      </Choice>
    </Choices>
  )
}
