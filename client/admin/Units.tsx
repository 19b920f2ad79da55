/** The register of units: added, changed, retired and brought back here. */
import { useState } from 'react'
import { type RegisteredUnit, readUnitRegister, restoreUnit, retireUnit } from '#contract/unitRegister.ts'
import { call } from '../api.ts'
import { useMayCommand } from '../link.ts'
import { useCity, useMay } from '../session.ts'
import { useOrganisationName } from '../tickets/names.ts'
import { Problem } from '../ui/Problem.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { shortDate } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { AddButton } from './AddButton.tsx'
import { Deed, FoundTable } from './FoundTable.tsx'
import { ReasonedSheet } from './ReasonedSheet.tsx'
import { useReading } from './reading.ts'
import { useTold } from './told.ts'
import { UnitSheet } from './UnitSheet.tsx'

const read = async () => [await call(readUnitRegister)]

type Asked =
  | { readonly what: 'add' }
  | { readonly what: 'change' | 'retire' | 'restore'; readonly unit: RegisteredUnit }

export function Units() {
  const { admin, people } = useWords()
  const sayRefusal = useRefusalWords()
  const { list, refusal, again } = useReading(read)
  const mayManage = useMay('people.manage')
  const hasOrganisations = useCity(({ organisations }) => organisations.length > 0)
  const [asked, setAsked] = useState<Asked | null>(null)
  const textOf = useTextOf()
  useTold('units', again)
  const register = list?.[0]
  const close = () => setAsked(null)
  const done = () => {
    close()
    again()
  }
  return (
    <section className="admin-kind" data-testid="units">
      <p className="middle">{people.unitsLead}</p>
      {!hasOrganisations && <p className="problem">{people.noOrganisations}</p>}
      <AddButton
        text={people.newUnit}
        testId="add-unit"
        may={mayManage}
        ready={register !== undefined && hasOrganisations}
        onAdd={() => setAsked({ what: 'add' })}
      />
      <Problem words={refusal && admin.failed + sayRefusal(refusal)} />
      {register && (
        <FoundTable
          list={register.units}
          textOf={textOf}
          placeholder={people.findUnit}
          none={people.noUnits}
          testId="find-unit"
          row={(unit) => <Row key={unit.id} unit={unit} onAsk={mayManage ? setAsked : undefined} />}
        />
      )}
      {register && asked?.what === 'add' && (
        <UnitSheet unit={null} vehicles={register.vehicles} onDone={done} onClose={close} />
      )}
      {register && asked?.what === 'change' && (
        <UnitSheet unit={asked.unit} vehicles={register.vehicles} onDone={done} onClose={close} />
      )}
      {asked?.what === 'retire' && <RetireSheet unit={asked.unit} onDone={done} onClose={close} />}
      {asked?.what === 'restore' && <RestoreSheet unit={asked.unit} onDone={done} onClose={close} />}
    </section>
  )
}

function useTextOf(): (unit: RegisteredUnit) => string {
  const organisationName = useOrganisationName()
  const { unitKinds } = useWords()
  return ({ code, name, nameEn, kind, organisation }) =>
    `${code} ${name} ${nameEn} ${unitKinds[kind]} ${organisationName(organisation)}`
}

type RowProps = {
  readonly unit: RegisteredUnit
  /** Undefined: this person changes nothing. */
  readonly onAsk: ((asked: Asked) => void) | undefined
}

function Row({ unit, onAsk }: RowProps) {
  const { people, unitKinds, dutyTags } = useWords()
  const organisationName = useOrganisationName()
  const named = useNamed()
  const disabled = !useMayCommand()
  const { code, retiredAt } = unit
  return (
    <tr data-testid="unit" data-code={code}>
      <th scope="row">{code}</th>
      <td>{named(unit)}</td>
      <td>{unitKinds[unit.kind]}</td>
      <td>{organisationName(unit.organisation)}</td>
      <td className="middle">{unit.tags.map((tag) => dutyTags[tag]).join(' · ')}</td>
      <td className="low">
        {retiredAt === null ? people.officersOf(unit.officers) : people.retired(shortDate(retiredAt))}
      </td>
      <td className="admin-deeds">
        {onAsk && retiredAt === null && (
          <>
            <Deed
              text={people.change}
              label={people.changeUnit(code)}
              disabled={disabled}
              onClick={() => onAsk({ what: 'change', unit })}
            />
            <Deed
              text={people.retire}
              label={people.retireTitle(code)}
              disabled={disabled}
              quiet
              onClick={() => onAsk({ what: 'retire', unit })}
            />
          </>
        )}
        {onAsk && retiredAt !== null && (
          <Deed
            text={people.restore}
            label={people.restoreTitle(code)}
            disabled={disabled}
            onClick={() => onAsk({ what: 'restore', unit })}
          />
        )}
      </td>
    </tr>
  )
}

type SheetProps = { readonly unit: RegisteredUnit; readonly onDone: () => void; readonly onClose: () => void }

function RetireSheet({ unit: { id, code, officers }, ...ways }: SheetProps) {
  const { people } = useWords()
  return (
    <ReasonedSheet
      title={people.retireTitle(code)}
      lead={people.retireSure(officers)}
      confirm={people.retire}
      testId="retire"
      send={(reason) => call(retireUnit, { params: { id }, body: { reason } })}
      {...ways}
    />
  )
}

function RestoreSheet({ unit: { id, code }, ...ways }: SheetProps) {
  const { people } = useWords()
  return (
    <ReasonedSheet
      title={people.restoreTitle(code)}
      lead={people.restoreSure}
      confirm={people.restore}
      testId="restore"
      send={(reason) => call(restoreUnit, { params: { id }, body: { reason } })}
      {...ways}
    />
  )
}
