/** Units whose position is too old to be believed, the freshest first: those may still be found. */
import { useFacts } from '../facts.ts'
import { type StaleMover, useAges } from '../positions/ages.ts'
import { flyToMover } from '../scene.ts'
import { selectMover, useSelection } from '../selection.ts'
import { clockTime } from '../ui/times.ts'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import { useLanguage, useWords } from '../ui/words.ts'
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
      draw={(each) => <StaleRow stale={each} selected={each.mover === selected} />}
    />
  )
}

function StaleRow({ stale, selected }: { stale: StaleMover; selected: boolean }) {
  const words = useWords()
  const language = useLanguage()
  const unit = useFacts((facts) => facts.units.get(stale.mover))
  if (!unit) return null
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      className="row stale-row"
      data-testid="stale-row"
      data-unit={unit.code}
      onClick={() => {
        selectMover(unit.id)
        flyToMover(unit.id)
      }}
    >
      <b>{unit.code}</b>
      <span className="middle clip">{language === 'zh' ? unit.squad : unit.squadEn}</span>
      <span className={stale.age === 'lost' ? 'late' : 'low'}>{words.desk.ages[stale.age]}</span>
      <time className="low">{clockTime(stale.at)}</time>
      <FixAge mover={unit.id} />
    </button>
  )
}
