/** Every unit and vessel in a list: what the map shows is here too, for the keyboard and for reading. */
import { memo, useMemo, useState } from 'react'
import { type Contact, type Unit, type UnitStatus, unitStatus } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { FilterChip } from '../map/FilterChip.tsx'
import { gatesOf, isInForce, passes, useFilter } from '../map/filter.ts'
import { useShown } from '../map/shown.ts'
import { shortAge } from '../positions/ageing.ts'
import { fixOf } from '../positions/store.ts'
import { showMover } from '../scene.ts'
import { useSelection } from '../selection.ts'
import { useCity } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { SearchBox } from '../ui/SearchBox.tsx'
import { UnitShape } from '../ui/shapes.tsx'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import { useLanguage, useWords } from '../ui/words.ts'
import { carries } from './carry.ts'

export function UnitList() {
  const words = useWords()
  const [sought, setSought] = useState('')
  const selected = useSelection((selection) => selection.mover)
  const units = useSoughtUnits(sought)
  const contacts = useSoughtContacts(sought)
  const inForce = useFilter(isInForce)
  const rows = useMemo(() => [...units, ...contacts], [units, contacts])
  return (
    <>
      <div className="filters">
        <SearchBox label={words.desk.findUnit} value={sought} onText={setSought} />
        <FilterChip />
      </div>
      {rows.length === 0 && <p className="empty">{inForce ? words.map.noneFiltered : words.desk.noUnits}</p>}
      <VirtualRows
        rows={rows}
        keyOf={(row) => row.id}
        label={words.desk.units}
        shown={selected}
        draw={(row) =>
          'device' in row ? (
            <ContactRow contact={row} selected={row.id === selected} />
          ) : (
            <UnitRow unit={row} selected={row.id === selected} />
          )
        }
      />
    </>
  )
}

/** Who needs eyes first: SOS, then those at work, then idle, then off. */
const rank: Record<UnitStatus, number> = { sos: 0, onscene: 1, enroute: 2, idle: 3, off: 4 }

function useSoughtUnits(sought: string): readonly Unit[] {
  const words = useWords()
  const units = useFacts((facts) => facts.units)
  const active = useFacts((facts) => facts.activeByUnit)
  const organisations = useCity((city) => city.organisations)
  const filter = useFilter()
  return useMemo(() => {
    const gates = gatesOf(filter, organisations)
    const wanted = sought.trim().toLowerCase()
    const rankOf = (unit: Unit) => rank[unitStatus(unit, active.get(unit.id))]
    const matches = (unit: Unit) =>
      [unit.code, unit.name, unit.nameEn, unit.squad, unit.squadEn, words.unitKinds[unit.kind]].some((text) =>
        text.toLowerCase().includes(wanted),
      )
    return [...units.values()]
      .filter((unit) => passes(gates, unit, unitStatus(unit, active.get(unit.id))))
      .filter((unit) => wanted === '' || matches(unit))
      .sort((one, other) => rankOf(one) - rankOf(other) || one.code.localeCompare(other.code))
  }, [units, active, sought, words, filter, organisations])
}

function useSoughtContacts(sought: string): readonly Contact[] {
  const contacts = useFacts((facts) => facts.contacts)
  const shown = useShown((layers) => layers.contacts)
  return useMemo(() => {
    if (!shown) return []
    const wanted = sought.trim().toLowerCase()
    const nameOf = (contact: Contact) => contact.name ?? contact.device
    return [...contacts.values()]
      .filter((each) => nameOf(each).toLowerCase().includes(wanted) || each.device.includes(wanted))
      .sort((one, other) => nameOf(one).localeCompare(nameOf(other)))
  }, [contacts, sought, shown])
}

const ContactRow = memo(function ContactRow({ contact, selected }: { contact: Contact; selected: boolean }) {
  const words = useWords()
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      className="row unit-row"
      data-testid="contact-row"
      onClick={() => showMover(contact.id)}
    >
      <span />
      <b className="clip">{contact.name ?? contact.device}</b>
      <span className="low">{words.desk.vessel}</span>
      <span className="middle clip">{contact.name ? contact.device : ''}</span>
      <span className="clip">{contact.callsign}</span>
      <FixAge mover={contact.id} />
    </button>
  )
})

const UnitRow = memo(function UnitRow({ unit, selected }: { unit: Unit; selected: boolean }) {
  const words = useWords()
  const language = useLanguage()
  const status = useFacts((facts) => unitStatus(unit, facts.activeByUnit.get(unit.id)))
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      className="row unit-row"
      data-testid="unit-row"
      data-unit={unit.code}
      {...carries('unit', unit.id)}
      onClick={() => showMover(unit.id)}
    >
      <UnitShape status={status} />
      <b>{unit.code}</b>
      <span className="low">{words.unitKinds[unit.kind]}</span>
      <span className="middle clip">{language === 'zh' ? unit.squad : unit.squadEn}</span>
      <span className="clip">{words.unitStatuses[status]}</span>
      <FixAge mover={unit.id} />
    </button>
  )
})

/** How old a mover's last position is; ticks by itself. */
export function FixAge({ mover }: { mover: number }) {
  const words = useWords()
  const now = useNow()
  const fix = fixOf(mover)
  return <span className="low age">{fix ? shortAge(now - fix.at) : words.screen.never}</span>
}
