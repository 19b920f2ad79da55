/** One of many by its name: what is typed narrows the list; an empty field is none. */
import { useId, useState } from 'react'
import { Combobox } from '../ui/Combobox.tsx'
import { useWords } from '../ui/words.ts'

/** As many as its sheet has room for. */
const MOST = 5

/** `unknown`: what was typed is none of them. */
export type Looked = number | null | 'unknown'
export type Named = { readonly id: number; readonly text: string; readonly detail: string }

type Props = {
  readonly label: string
  readonly list: readonly Named[]
  readonly chosen: Looked
  readonly onChosen: (chosen: Looked) => void
  readonly testId: string
}

export function Lookup({ label, list, chosen, onChosen, testId }: Props) {
  const { people } = useWords()
  const id = useId()
  const [text, setText] = useState(list.find((each) => each.id === chosen)?.text ?? '')
  const wanted = text.trim().toLowerCase()
  const options = list
    .filter((each) => `${each.text} ${each.detail}`.toLowerCase().includes(wanted))
    .slice(0, MOST)
    .map((each) => ({ key: String(each.id), text: each.text, detail: each.detail }))
  const type = (next: string) => {
    setText(next)
    const typed = next.trim().toLowerCase()
    const exact = list.filter((each) => each.text.toLowerCase() === typed)
    // Two of one name are told apart in the list alone.
    onChosen(typed === '' ? null : exact.length === 1 ? (exact[0]?.id ?? 'unknown') : 'unknown')
  }
  return (
    <div className="field" data-testid={testId}>
      <label htmlFor={id}>{label}</label>
      <Combobox
        id={id}
        text={text}
        placeholder={people.find}
        invalid={chosen === 'unknown'}
        options={options}
        onText={type}
        onChoose={({ key, text: name }) => {
          setText(name)
          onChosen(Number(key))
        }}
      />
    </div>
  )
}
