/** Units whose position is too old to be believed, the freshest first: those may still be found. */
import type { LngLat } from '#contract/endpoint.ts'
import { useFacts } from '../facts.ts'
import { type StaleMover, useAges } from '../positions/ages.ts'
import { fixOf } from '../positions/store.ts'
import { spell, trustOf } from '../positions/trust.ts'
import { showMover } from '../scene.ts'
import { useSelection } from '../selection.ts'
import { useCity } from '../session.ts'
import { clockTime } from '../ui/times.ts'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { nearestPlace, spellMetres, spellPlace } from './lastPlace.ts'
import { FixAge } from './UnitList.tsx'

export function StaleList() {
  const words = useWords()
  const { stale } = useAges()
  const selected = useSelection((selection) => selection.mover)
  const none = useFacts((facts) => facts.units.size === 0)
  if (stale.length === 0) return <p className="empty">{none ? words.desk.noUnits : words.desk.noStale}</p>
  return (
    <VirtualRows
      rows={stale}
      keyOf={({ mover }) => mover}
      label={words.desk.staleList}
      shown={selected}
      draw={(each) => <StaleRow stale={each} selected={each.mover === selected} />}
    />
  )
}

function StaleRow({ stale, selected }: { stale: StaleMover; selected: boolean }) {
  const words = useWords()
  const unit = useFacts((facts) => facts.units.get(stale.mover))
  const figures = trustOf(stale.mover)
  const fix = fixOf(stale.mover)
  if (!unit || !figures || !fix) return null
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      className="row stale-row"
      data-testid="stale-row"
      data-unit={unit.code}
      onClick={() => showMover(unit.id)}
    >
      <b>{unit.code}</b>
      <span className={stale.age === 'lost' ? 'late' : 'low'}>{words.trust.counts[stale.age]}</span>
      <FixAge mover={unit.id} />
      <time className="low">{clockTime(stale.at)}</time>
      <LastPlace place={[fix.lng, fix.lat]} />
      <span className="middle clip">{words.trust.sources[figures.source]}</span>
      <span className="low clip">{words.trust.delayed(spell(figures.received - figures.at))}</span>
    </button>
  )
}

function LastPlace({ place }: { place: LngLat }) {
  const words = useWords()
  const named = useNamed()
  const places = useCity((city) => city.places)
  const near = nearestPlace(places, place)
  const text = near ? words.trust.near(spellMetres(near.metres), named(near.place)) : spellPlace(place)
  return (
    <span className="middle clip" title={`${text} · ${spellPlace(place)}`}>
      {text}
    </span>
  )
}
