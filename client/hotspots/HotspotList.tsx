/** Hotspots as a list, or by district or zone; each with its significance in words, and with what patrols owe it. */
import type { Hotspot } from '#contract/hotspots.ts'
import { useMayCommand } from '../link.ts'
import { useCity } from '../session.ts'
import { useCategoryName } from '../tickets/names.ts'
import { useLanguage, useNamed, useWords } from '../ui/words.ts'
import { useZones } from '../zones/store.ts'
import { openHotspot } from './deeds.ts'
import { Stroke } from './HotspotLegend.tsx'
import { lookOf } from './layer.ts'
import { orderHotspot, useOrdering } from './ordering.ts'
import type { Group } from './ranking.ts'
import { classWord, doseOf, oddsOf, placeWord, statementOf } from './saying.ts'
import { keyOf, useHotspots } from './store.ts'

type Props = { readonly groups: readonly Group[]; readonly mayOrder: boolean }

export function HotspotList({ groups, mayOrder }: Props) {
  const { hotspots } = useWords()
  const grouping = useHotspots((state) => state.grouping)
  const pastWindows = useHotspots(({ answer }) => answer?.method.parameters.pastWindows)
  const nameOf = useGroupName()
  if (groups.length === 0)
    return (
      <p className="empty" data-testid="no-hotspots">
        {pastWindows === 0 ? hotspots.noPast : hotspots.none}
      </p>
    )
  return groups.map(({ key, hotspots: its, debt }) => (
    <section key={String(key)}>
      {grouping !== 'none' && (
        <h3 className="hotspot-title">
          {nameOf(key)} <span className="low">{hotspots.owedTogether(its.length, Math.round(debt))}</span>
        </h3>
      )}
      <ul className="rows hotspot-rows" aria-label={hotspots.title}>
        {its.map((each) => (
          <Row key={keyOf(each)} hotspot={each} mayOrder={mayOrder} />
        ))}
      </ul>
    </section>
  ))
}

/** A district goes by its code, a zone by its number. */
function useGroupName(): (key: string | number | null) => string {
  const { hotspots } = useWords()
  const named = useNamed()
  const organisations = useCity((city) => city.organisations)
  const zones = useZones((state) => state.zones)
  return (key) => {
    const found =
      typeof key === 'string'
        ? organisations.find(({ code }) => code === key)
        : zones.find(({ properties }) => properties.id === key)?.properties
    return found ? named(found) : hotspots.nowhere
  }
}

function Row({ hotspot, mayOrder }: { hotspot: Hotspot; mayOrder: boolean }) {
  const words = useWords()
  const language = useLanguage()
  const categoryName = useCategoryName()
  const chosen = useHotspots((state) => state.chosen === keyOf(hotspot))
  const ordering = useOrdering((state) => state.key !== null)
  const linked = useMayCommand()
  const { dose, warnings } = hotspot
  return (
    <li
      className="hotspot-row"
      data-testid="hotspot"
      data-hotspot={keyOf(hotspot)}
      data-class={hotspot.class}
    >
      <button type="button" className="row" aria-current={chosen} onClick={() => openHotspot(hotspot)}>
        <span className="hotspot-where">
          <Stroke look={lookOf(hotspot)} /> <b>{classWord(hotspot, words)}</b>{' '}
          <span className="clip">{placeWord(hotspot, language)}</span>
          {!hotspot.cold && (
            <span className={dose.debt > 0 ? 'middle' : 'low'}>
              {words.hotspots.debt} {words.hotspots.minutesOf(String(Math.round(dose.debt)))}
            </span>
          )}
        </span>
        <span className="hotspot-says">
          {statementOf(hotspot, words, (category) => categoryName({ category }))} ·{' '}
          {oddsOf(hotspot.chance, words)}
        </span>
        {!hotspot.cold && <span className="hotspot-says low">{doseOf(dose, words)}</span>}
        {warnings.map((warning) => (
          <span key={warning} className="hotspot-warning" data-warning={warning}>
            {words.hotspots.warnings[warning]}
          </span>
        ))}
      </button>
      {mayOrder && !hotspot.cold && (
        <button
          type="button"
          className="button"
          disabled={ordering || !linked}
          data-testid="order-hotspot"
          onClick={() => void orderHotspot(hotspot)}
        >
          {words.hotspots.send} {chosen && <kbd>O</kbd>}
        </button>
      )}
    </li>
  )
}
