/** What is said of an officer: asked of a new one, or changed. */
import { useState } from 'react'
import { addOfficer, changeOfficer, type Officer, type OfficerForm } from '#contract/officers.ts'
import type { Qualification } from '#contract/unitRegister.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { Choices } from '../ui/Choices.tsx'
import { Field, TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { type Looked, Lookup } from './Lookup.tsx'
import { useOrganisations, useUnits } from './lookups.ts'
import { NameFields } from './NameFields.tsx'

type Props = {
  /** Null: a new one. */
  readonly officer: Officer | null
  readonly skills: readonly Qualification[]
  readonly onDone: () => void
  readonly onClose: () => void
}

const fresh: OfficerForm = {
  name: '',
  nameEn: '',
  organisation: 0,
  unit: null,
  certificate: null,
  certificateUntil: null,
  skills: [],
}

export function OfficerSheet({ officer, skills, onDone, onClose }: Props) {
  const { admin, people } = useWords()
  const named = useNamed()
  const [organisations, units] = [useOrganisations(), useUnits()]
  const [form, setForm] = useState(officer ? formOf(officer) : fresh)
  const [organisation, setOrganisation] = useState<Looked>(officer?.organisation ?? null)
  const [unit, setUnit] = useState<Looked>(officer?.unit ?? null)
  const put = (change: Partial<OfficerForm>) => setForm({ ...form, ...change })
  const lacking = () => {
    if (form.name.trim() === '' || form.nameEn.trim() === '') return people.needNames
    if (typeof organisation !== 'number') return people.needOrganisation
    return unit === 'unknown' ? people.noSuchUnit : null
  }
  const sending = useSending(async () => {
    needLink()
    if (typeof organisation !== 'number' || unit === 'unknown') return
    const now = { ...form, name: form.name.trim(), nameEn: form.nameEn.trim(), organisation, unit }
    if (officer)
      await call(changeOfficer, { params: { id: officer.id }, body: { was: formOf(officer), now } })
    else await call(addOfficer, { body: now })
    onDone()
  }, lacking)
  return (
    <FormSheet
      title={officer ? people.changeOfficer(named(officer)) : people.newOfficer}
      sending={sending}
      onClose={onClose}
      confirm={officer ? admin.save : people.newOfficer}
      testId="officer-form"
    >
      <NameFields names={form} onChange={put} first />
      <Lookup
        label={people.fields.organisation}
        list={organisations}
        chosen={organisation}
        onChosen={setOrganisation}
        testId="organisation"
      />
      <Lookup
        label={people.fields.unit}
        list={units}
        chosen={unit}
        onChosen={setUnit}
        testId="officer-unit"
      />
      <TextField
        label={people.fields.certificate}
        value={form.certificate ?? ''}
        most={40}
        onText={(certificate) => put({ certificate: certificate || null })}
      />
      <Field label={people.fields.certificateUntil}>
        {(id) => (
          <input
            id={id}
            className="input"
            type="date"
            value={form.certificateUntil ?? ''}
            onChange={({ target }) => put({ certificateUntil: target.value || null })}
          />
        )}
      </Field>
      {skills.length > 0 && (
        <Choices
          label={people.fields.skills}
          options={skills.map((each) => [each.code, named(each)])}
          isChosen={(skill) => form.skills.includes(skill)}
          onChoose={(skill) => put({ skills: toggled(form.skills, skill) })}
        />
      )}
    </FormSheet>
  )
}

const toggled = (chosen: readonly string[], one: string): string[] =>
  chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one]

const formOf = ({ id, account, ...form }: Officer): OfficerForm => form
