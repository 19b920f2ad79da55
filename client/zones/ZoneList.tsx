/** All zones by kind and search, the files they go out to and come in from, and what is planned. */
import { useState } from 'react'
import { type ZoneKind, zoneKinds } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { fitPlaces } from '../scene.ts'
import { useMay } from '../session.ts'
import { SearchBox } from '../ui/SearchBox.tsx'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { begin, choose, outerRing, useEditor } from './editor.ts'
import { useZones, type Zone } from './store.ts'
import { ZoneFiles } from './ZoneFiles.tsx'
import { ZonePlans } from './ZonePlans.tsx'

export function ZoneList() {
  const { zones: words } = useWords()
  const [kind, setKind] = useState<ZoneKind | ''>('')
  const [text, setText] = useState('')
  const zones = useZones((state) => state.zones)
  const known = useZones((state) => state.known)
  const chosen = useEditor((editor) => editor.chosen)
  const mayEdit = useMay('zone.edit')
  const found = zones.filter((zone) => (kind === '' || zone.properties.kind === kind) && isLike(zone, text))
  return (
    <aside className="zones-list" aria-label={words.list}>
      <div className="zones-head">
        <h1>{words.title}</h1>
        {mayEdit && (
          <button
            type="button"
            className="button primary"
            data-testid="zone-new"
            onClick={() => begin({ kind: 'draw' })}
          >
            {words.create}
          </button>
        )}
      </div>
      <div className="zones-filter">
        <select
          className="input"
          aria-label={words.kind}
          value={kind}
          onChange={(event) => setKind(event.target.value as ZoneKind | '')}
        >
          <option value="">{words.allKinds}</option>
          {zoneKinds.map((each) => (
            <option key={each} value={each}>
              {words.kinds[each]}
            </option>
          ))}
        </select>
        <SearchBox label={words.search} value={text} onText={setText} testId="zone-search" />
      </div>
      <p className="low">{words.count(found.length)}</p>
      {known && found.length === 0 ? (
        <p className="empty">{words.none}</p>
      ) : (
        <VirtualRows
          rows={found}
          keyOf={(zone) => zone.properties.id}
          label={words.list}
          shown={chosen}
          draw={(zone) => <Row zone={zone} isChosen={zone.properties.id === chosen} />}
        />
      )}
      <ZonePlans />
      <ZoneFiles shown={found} />
    </aside>
  )
}

function Row({ zone, isChosen }: { zone: Zone; isChosen: boolean }) {
  const { zones: words } = useWords()
  const named = useNamed()
  const { properties } = zone
  return (
    <button
      type="button"
      role="option"
      aria-selected={isChosen}
      className="row zone-row"
      data-testid="zone-row"
      onClick={() => {
        choose(properties.id)
        lookAt(zone)
      }}
    >
      <span className="mono low">{properties.code}</span>
      <span className="zone-name">{named(properties)}</span>
      <span className="low">{words.kinds[properties.kind]}</span>
    </button>
  )
}

export function lookAt(zone: Zone): void {
  const ring: LngLat[] = outerRing(zone)
  if (ring.length > 0) fitPlaces(ring, 'person')
}

function isLike({ properties: { name, nameEn, code } }: Zone, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return wanted === '' || `${name} ${nameEn} ${code}`.toLowerCase().includes(wanted)
}
