/** Officers: who there is, of which unit, with which certificate. */
import { useState } from 'react'
import { listOfficers, type Officer } from '#contract/officers.ts'
import { call } from '../api.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useCity, useMay } from '../session.ts'
import { useOrganisationName } from '../tickets/names.ts'
import { Problem } from '../ui/Problem.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { AddButton } from './AddButton.tsx'
import { Deed, FoundTable } from './FoundTable.tsx'
import { OfficerSheet } from './OfficerSheet.tsx'
import { useReading } from './reading.ts'
import { useTold } from './told.ts'

const read = async () => [await call(listOfficers)]

type Asked = { readonly officer: Officer | null }

export function Officers() {
  const { admin, people } = useWords()
  const sayRefusal = useRefusalWords()
  const { list, refusal, again } = useReading(read)
  const mayManage = useMay('people.manage')
  const hasOrganisations = useCity(({ organisations }) => organisations.length > 0)
  const units = useFacts((facts) => facts.units)
  const [asked, setAsked] = useState<Asked | null>(null)
  useTold('officers', again)
  const told = list?.[0]
  const close = () => setAsked(null)
  const done = () => {
    close()
    again()
  }
  return (
    <section className="admin-kind" data-testid="officers">
      {!hasOrganisations && <p className="problem">{people.noOrganisations}</p>}
      <AddButton
        text={people.newOfficer}
        testId="add-officer"
        may={mayManage}
        ready={told !== undefined && hasOrganisations}
        onAdd={() => setAsked({ officer: null })}
      />
      <Problem words={refusal && admin.failed + sayRefusal(refusal)} />
      {told && (
        <FoundTable
          list={told.officers}
          textOf={({ name, nameEn, unit, certificate, account }) =>
            [name, nameEn, units.get(unit ?? 0)?.code, certificate, account].join(' ')
          }
          placeholder={people.findOfficer}
          none={people.noOfficers}
          testId="find-officer"
          row={(officer) => (
            <Row
              key={officer.id}
              officer={officer}
              onChange={mayManage ? () => setAsked({ officer }) : undefined}
            />
          )}
        />
      )}
      {told && asked && (
        <OfficerSheet officer={asked.officer} skills={told.skills} onDone={done} onClose={close} />
      )}
    </section>
  )
}

type RowProps = {
  readonly officer: Officer
  /** Undefined: this person changes nothing. */
  readonly onChange: (() => void) | undefined
}

function Row({ officer, onChange }: RowProps) {
  const { people } = useWords()
  const named = useNamed()
  const organisationName = useOrganisationName()
  const unit = useFacts((facts) => facts.units.get(officer.unit ?? 0)?.code)
  const disabled = !useMayCommand()
  const { certificate, certificateUntil } = officer
  const name = named(officer)
  return (
    <tr data-testid="officer">
      <th scope="row">{name}</th>
      <td>{unit ?? <span className="low">{people.noUnit}</span>}</td>
      <td>{organisationName(officer.organisation)}</td>
      <td className="middle">{certificate && people.certificateOf(certificate, certificateUntil ?? '—')}</td>
      <td className="low">{officer.account}</td>
      <td className="admin-deeds">
        {onChange && (
          <Deed
            text={people.change}
            label={people.changeOfficer(name)}
            disabled={disabled}
            onClick={onChange}
          />
        )}
      </td>
    </tr>
  )
}
