/** Where a rule holds: one zone by its name, a kind of zones, a whole river, or everywhere. */
import { useState } from 'react'
import { zoneKinds } from '#contract/city.ts'
import type { RuleDraft } from '#contract/ruleCommands.ts'
import { rivers } from '#contract/rules.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { useZones } from '../zones/store.ts'

type Scope = Pick<RuleDraft, 'zone' | 'kind' | 'river'>
type Props = {
  readonly scope: Scope
  readonly onChange: (scope: Scope) => void
  /** A zone is to be chosen and none is yet. */
  readonly onLacking: (lacking: boolean) => void
}

const ways = ['zone', 'kind', 'river', 'all'] as const
type Way = (typeof ways)[number]

const wayOf = ({ zone, kind, river }: Scope): Way =>
  zone !== null ? 'zone' : kind !== null ? 'kind' : river !== null ? 'river' : 'all'

const beginnings: Record<Way, Scope> = {
  zone: { zone: null, kind: null, river: null },
  kind: { zone: null, kind: 'reach_bank', river: null },
  river: { zone: null, kind: null, river: 'huangpu' },
  all: { zone: null, kind: null, river: null },
}

export function ScopeFields({ scope, onChange, onLacking }: Props) {
  const { page } = useWords().rules
  const [way, setWay] = useState(wayOf(scope))
  const choose = (next: Way) => {
    setWay(next)
    onChange(beginnings[next])
    onLacking(next === 'zone')
  }
  const put = (next: Scope) => {
    onChange(next)
    onLacking(false)
  }
  return (
    <fieldset className="field">
      <legend className="label">{page.scope}</legend>
      <div className="choices">
        {ways.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={way === each}
            data-testid={`scope-${each}`}
            onClick={() => choose(each)}
          >
            {page.scopes[each]}
          </button>
        ))}
      </div>
      {way === 'zone' && (
        <ZoneField zone={scope.zone} onChoose={(zone) => put({ zone, kind: null, river: null })} />
      )}
      {(way === 'kind' || way === 'river') && <KindFields way={way} scope={scope} onChange={put} />}
    </fieldset>
  )
}

/** As many as fit under the field; more letters make fewer. */
const SHOWN = 10

function ZoneField({ zone, onChoose }: { zone: number | null; onChoose: (zone: number) => void }) {
  const { page } = useWords().rules
  const named = useNamed()
  const zones = useZones((state) => state.zones)
  const [sought, setSought] = useState<string | null>(null)
  const chosen = zones.find(({ id }) => id === zone)?.properties
  const wanted = (sought ?? '').trim().toLowerCase()
  const options = zones
    .filter(({ properties: { code, name, nameEn } }) =>
      `${code} ${name} ${nameEn}`.toLowerCase().includes(wanted),
    )
    .slice(0, SHOWN)
    .map(({ properties }) => ({
      key: properties.code,
      text: named(properties),
      detail: properties.code,
      id: properties.id,
    }))
  return (
    <Combobox
      id="rule-zone"
      text={sought ?? (chosen ? `${named(chosen)} ${chosen.code}` : '')}
      onText={setSought}
      options={options}
      placeholder={page.findZone}
      onChoose={({ id }) => {
        setSought(null)
        onChoose(id)
      }}
    />
  )
}

type KindProps = { readonly way: Way; readonly scope: Scope; readonly onChange: (scope: Scope) => void }

function KindFields({ way, scope, onChange }: KindProps) {
  const { page } = useWords().rules
  const river = (
    <select
      className="input"
      aria-label={page.scopes.river}
      value={scope.river ?? ''}
      onChange={({ target }) => onChange({ ...scope, river: (target.value || null) as Scope['river'] })}
    >
      {way === 'kind' && <option value="">{page.anyRiver}</option>}
      {rivers.map((each) => (
        <option key={each} value={each}>
          {page.rivers[each]}
        </option>
      ))}
    </select>
  )
  if (way === 'river') return river
  return (
    <div className="side-fields">
      <select
        className="input"
        aria-label={page.scopes.kind}
        value={scope.kind ?? ''}
        onChange={({ target }) => onChange({ ...scope, kind: target.value as Scope['kind'] })}
      >
        {zoneKinds.map((kind) => (
          <option key={kind} value={kind}>
            {page.kinds[kind]}
          </option>
        ))}
      </select>
      {river}
    </div>
  )
}
