/** The zone chosen: what it is, what can be done to it, and its versions. */

import { areaOf, writtenArea } from '../map/tools/surveying.ts'
import { useCity, useMay } from '../session.ts'
import { dateTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { begin, outerRing, type Task, useEditor } from './editor.ts'
import { useZones, type Zone } from './store.ts'
import { ZoneHistory } from './ZoneHistory.tsx'

export function ZonePanel() {
  const { zones: words } = useWords()
  const chosen = useEditor((editor) => editor.chosen)
  const zone = useZones((state) => state.zones.find(({ properties }) => properties.id === chosen))
  const said = useEditor((editor) => editor.said)
  return (
    <aside className="zone-panel" data-testid="zone-panel">
      {said && (
        <p role="status" data-testid="zone-said">
          {said}
        </p>
      )}
      {zone ? <ZoneFacts zone={zone} /> : <p className="empty">{words.chooseOne}</p>}
    </aside>
  )
}

function ZoneFacts({ zone }: { zone: Zone }) {
  const { zones: words } = useWords()
  const named = useNamed()
  const mayEdit = useMay('zone.edit')
  const { properties } = zone
  return (
    <>
      <h2>{named(properties)}</h2>
      <p className="low">
        <span className="mono">{properties.code}</span> · {words.kinds[properties.kind]} ·{' '}
        {words.version(properties.version)} ·{' '}
        {properties.validFrom === 0 ? words.sinceLoaded : words.validFrom(dateTime(properties.validFrom))}
      </p>
      <dl className="zone-facts">
        {useFactsOf(zone).map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mayEdit && <Deeds zone={zone} />}
      <ZoneHistory zone={properties.id} version={properties.version} />
    </>
  )
}

function useFactsOf(zone: Zone): [term: string, value: string][] {
  const { zones: words } = useWords()
  const named = useNamed()
  const organisations = useCity((city) => city.organisations)
  const water = useZones((state) =>
    state.zones.find(({ properties }) => properties.id === zone.properties.paired),
  )
  const { owner, river, bank, fromMetres, toMetres } = zone.properties
  const organisation = organisations.find(({ id }) => id === owner)
  const facts: [string, string][] = [
    [words.owner, organisation ? named(organisation) : words.noOwner],
    [words.area, writtenArea(areaOf(outerRing(zone)))],
  ]
  if (river === 'huangpu' || river === 'suzhou') {
    const km = (metres: number | null) => ((metres ?? 0) / 1000).toFixed(1)
    facts.push([words.river, `${words.rivers[river]} ${words.chainage(km(fromMetres), km(toMetres))}`])
  }
  if (bank) facts.push([words.bank, words.banks[bank]])
  if (water) facts.push([words.pairedWith, named(water.properties)])
  return facts
}

function Deeds({ zone }: { zone: Zone }) {
  const { zones: words } = useWords()
  const kinds: readonly Exclude<Task['kind'], 'draw'>[] = ['reshape', 'split', 'join', 'edit', 'retire']
  return (
    <div className="zone-deeds">
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className="button"
          data-testid={`zone-${kind}`}
          onClick={() => begin({ kind, zone })}
        >
          {words[kind]}
        </button>
      ))}
    </div>
  )
}
