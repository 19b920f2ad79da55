/** What a task on a zone asks: names, kind, owner, date and reason. */
import { zoneKinds } from '#contract/city.ts'
import { useCity } from '../session.ts'
import { Choices } from '../ui/Choices.tsx'
import { Field, SelectField, TextField } from '../ui/Field.tsx'
import { dateTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import type { Task } from './editor.ts'
import type { Asked } from './saving.ts'

type Props = { readonly task: Task; readonly asked: Asked; readonly onAsked: (asked: Asked) => void }

export function TaskFields({ task, asked, onAsked }: Props) {
  const { zones: words } = useWords()
  const change = (part: Partial<Asked>) => onAsked({ ...asked, ...part })
  const named = task.kind === 'draw' || task.kind === 'edit' || task.kind === 'split'
  const owned = task.kind === 'draw' || task.kind === 'edit'
  return (
    <>
      {task.kind === 'draw' && <Kind asked={asked} onChange={change} />}
      {named && (
        <>
          <TextField
            most={80}
            label={task.kind === 'split' ? words.partName : words.name}
            value={asked.name}
            onText={(name) => change({ name })}
          />
          <TextField
            most={80}
            label={words.nameEn}
            value={asked.nameEn}
            onText={(nameEn) => change({ nameEn })}
          />
        </>
      )}
      {owned && <Owner asked={asked} onChange={change} />}
      <Field label={words.validity}>
        {(id) => (
          <input
            id={id}
            className="input"
            type="datetime-local"
            value={asked.from === null ? '' : dateTime(asked.from).slice(0, 16).replace(' ', 'T')}
            onChange={(event) => change({ from: shanghaiTime(event.target.value) })}
          />
        )}
      </Field>
      <Choices
        options={words.reasons.map((each) => [each, each])}
        isChosen={(each) => each === asked.reason}
        onChoose={(reason) => change({ reason })}
      />
      <TextField
        label={words.reason}
        value={asked.reason}
        most={500}
        onText={(reason) => change({ reason })}
      />
    </>
  )
}

/** The field knows no zone of time; the city has one, whatever the machine believes. */
const shanghaiTime = (text: string): number | null => {
  const at = Date.parse(`${text}:00+08:00`)
  return Number.isNaN(at) ? null : at
}

type Part = { readonly asked: Asked; readonly onChange: (part: Partial<Asked>) => void }

function Kind({ asked, onChange }: Part) {
  const { zones: words } = useWords()
  const byWater = asked.kind === 'reach_bank' || asked.kind === 'reach_water'
  return (
    <>
      <SelectField
        label={words.kind}
        value={asked.kind}
        options={zoneKinds.map((each) => [each, words.kinds[each]])}
        onSelect={(kind) => onChange({ kind })}
      />
      {byWater && (
        <Choices
          options={(['huangpu', 'suzhou'] as const).map((each) => [each, words.rivers[each]])}
          isChosen={(each) => each === asked.river}
          onChoose={(river) => onChange({ river })}
        />
      )}
      {asked.kind === 'reach_bank' && (
        <Choices
          options={(['left', 'right'] as const).map((each) => [each, words.banks[each]])}
          isChosen={(each) => each === asked.bank}
          onChoose={(bank) => onChange({ bank })}
        />
      )}
    </>
  )
}

function Owner({ asked, onChange }: Part) {
  const { zones: words } = useWords()
  const named = useNamed()
  const organisations = useCity((city) => city.organisations)
  return (
    <SelectField
      label={words.owner}
      value={String(asked.owner ?? '')}
      options={[['', words.noOwner], ...organisations.map((each) => [String(each.id), named(each)] as const)]}
      onSelect={(id) => onChange({ owner: id === '' ? null : Number(id) })}
    />
  )
}
