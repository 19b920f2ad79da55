/** What of the objects is listed: by name, kind, risk, district and due day. */
import { dues, grades, objectKinds } from '#contract/objects.ts'
import { useCity } from '../session.ts'
import { SearchBox } from '../ui/SearchBox.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import type { Filter } from './rows.ts'

type Props = { readonly filter: Filter; readonly onChange: (filter: Filter) => void }

export function ObjectFilters({ filter, onChange }: Props) {
  const { objects } = useWords()
  const named = useNamed()
  const organisations = useCity((city) => city.organisations)
  const districts = organisations.filter(({ kind }) => kind === 'district')
  const change = (changes: Filter) => onChange({ ...filter, ...changes })
  return (
    <search className="object-filters">
      <SearchBox
        label={objects.search}
        onText={(text) => change({ text: text.trim() || undefined })}
        most={100}
        testId="object-search"
      />
      <Choice
        label={objects.due}
        value={filter.due}
        options={dues.map((due) => [due, objects.dues[due]])}
        onChoose={(due) => change({ due })}
      />
      <Choice
        label={objects.grade}
        value={filter.grade}
        options={grades.map((grade) => [grade, objects.grades[grade]])}
        onChoose={(grade) => change({ grade })}
      />
      <Choice
        label={objects.kind}
        value={filter.kind}
        options={objectKinds.map((kind) => [kind, objects.kinds[kind]])}
        onChoose={(kind) => change({ kind })}
      />
      <Choice
        label={objects.district}
        value={filter.organisation === undefined ? undefined : String(filter.organisation)}
        options={districts.map((each) => [String(each.id), named(each)])}
        onChoose={(id) => change({ organisation: id === undefined ? undefined : Number(id) })}
      />
    </search>
  )
}

type ChoiceProps<T extends string> = {
  readonly label: string
  readonly value: T | undefined
  readonly options: readonly (readonly [value: T, text: string])[]
  readonly onChoose: (value: T | undefined) => void
}

/** One of several, or all. */
export function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  const { objects } = useWords()
  const choose = (text: string) => onChoose(options.find(([each]) => each === text)?.[0])
  return (
    <select
      className="input"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">
        {label} · {objects.all}
      </option>
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  )
}
