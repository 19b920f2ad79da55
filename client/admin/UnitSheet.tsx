/** What is said of a unit: asked of a new one, or changed. */
import { useState } from 'react'
import {
  addUnit,
  CALL_SIGN,
  changeUnit,
  type Qualification,
  type RegisteredUnit,
  type UnitForm,
} from '#contract/unitRegister.ts'
import { dutyTags, unitKinds } from '#contract/units.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { Choices } from '../ui/Choices.tsx'
import { SelectField, TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { type Looked, Lookup } from './Lookup.tsx'
import { useOrganisations } from './lookups.ts'
import { NameFields } from './NameFields.tsx'

type Props = {
  /** Null: a new one. */
  readonly unit: RegisteredUnit | null
  readonly vehicles: readonly Qualification[]
  readonly onDone: () => void
  readonly onClose: () => void
}

const fresh: UnitForm = {
  name: '',
  nameEn: '',
  kind: 'foot',
  organisation: 0,
  tags: ['daily'],
  vehicle: null,
}

export function UnitSheet({ unit, vehicles, onDone, onClose }: Props) {
  const words = useWords()
  const { people } = words
  const named = useNamed()
  const organisations = useOrganisations()
  const [code, setCode] = useState(unit?.code ?? '')
  const [form, setForm] = useState(unit ? formOf(unit) : fresh)
  const [organisation, setOrganisation] = useState<Looked>(unit?.organisation ?? null)
  const put = (change: Partial<UnitForm>) => setForm({ ...form, ...change })
  const lacking = () => {
    if (!new RegExp(CALL_SIGN).test(code)) return people.needCode
    if (form.name.trim() === '' || form.nameEn.trim() === '') return people.needNames
    return typeof organisation === 'number' ? null : people.needOrganisation
  }
  const sending = useSending(async () => {
    needLink()
    if (typeof organisation !== 'number') return
    const now = { ...form, name: form.name.trim(), nameEn: form.nameEn.trim(), organisation }
    if (unit) await call(changeUnit, { params: { id: unit.id }, body: { was: formOf(unit), now } })
    else await call(addUnit, { body: { code, ...now } })
    onDone()
  }, lacking)
  return (
    <FormSheet
      title={unit ? people.changeUnit(unit.code) : people.newUnit}
      sending={sending}
      onClose={onClose}
      confirm={unit ? words.admin.save : people.newUnit}
      testId="unit-form"
    >
      {!unit && (
        <TextField
          label={people.fields.code}
          value={code}
          most={10}
          onText={(text) => setCode(text.toUpperCase())}
          first
        />
      )}
      <NameFields names={form} onChange={put} first={unit !== null} />
      <SelectField
        label={people.fields.kind}
        value={form.kind}
        options={unitKinds.map((each) => [each, words.unitKinds[each]])}
        onSelect={(kind) => put({ kind })}
      />
      <Lookup
        label={people.fields.organisation}
        list={organisations}
        chosen={organisation}
        onChosen={setOrganisation}
        testId="organisation"
      />
      <Choices
        label={people.fields.tags}
        options={dutyTags.map((each) => [each, words.dutyTags[each]])}
        isChosen={(tag) => form.tags.includes(tag)}
        onChoose={(tag) =>
          put({ tags: dutyTags.filter((each) => form.tags.includes(each) !== (each === tag)) })
        }
      />
      {vehicles.length > 0 && (
        <SelectField
          label={people.fields.vehicle}
          value={form.vehicle ?? ''}
          options={[['', people.none], ...vehicles.map((each) => [each.code, named(each)] as const)]}
          onSelect={(vehicle) => put({ vehicle: vehicle || null })}
        />
      )}
    </FormSheet>
  )
}

const formOf = ({ name, nameEn, kind, organisation, tags, vehicle }: RegisteredUnit): UnitForm => ({
  name,
  nameEn,
  kind,
  organisation,
  tags,
  vehicle,
})
