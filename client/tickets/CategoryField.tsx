/** Chooses a category by name or code. */
import { useState } from 'react'
import type { Category } from '#contract/city.ts'
import { useCity } from '../session.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { Problem } from './NewTicket.tsx'

/** As many as fit under the field; more letters make fewer. */
const SHOWN = 8

type Props = {
  readonly category: string | null
  readonly onChoose: (category: Category) => void
  readonly problem: string | undefined
}

export function CategoryField({ category, onChoose, problem }: Props) {
  const words = useWords()
  const named = useNamed()
  const categories = useCity((city) => city.categories)
  const [sought, setSought] = useState<string | null>(null)
  const chosen = category === null ? undefined : categories.get(category)
  const wanted = (sought ?? '').trim().toLowerCase()
  const options = [...categories.values()]
    .filter(({ code, name, nameEn }) => `${code} ${name} ${nameEn}`.toLowerCase().includes(wanted))
    .slice(0, SHOWN)
    .map((each) => ({
      key: each.code,
      text: named(each),
      detail: `${each.code} P${each.priority}`,
      category: each,
    }))
  return (
    <div className="field" data-testid="ticket-category">
      <label htmlFor="ticket-category">{words.desk.form.category}</label>
      <Combobox
        id="ticket-category"
        text={sought ?? (chosen ? `${named(chosen)} ${chosen.code}` : '')}
        onText={setSought}
        options={options}
        placeholder={words.desk.form.findCategory}
        invalid={problem !== undefined}
        onChoose={(option) => {
          setSought(null)
          onChoose(option.category)
        }}
      />
      <Problem text={problem} />
    </div>
  )
}
