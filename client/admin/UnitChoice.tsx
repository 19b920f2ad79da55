/** Which unit a device moves, by call sign; none where the field is empty. */
import { useId, useState } from 'react'
import { useFacts } from '../facts.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { unitOptions } from '../ui/unitOptions.ts'
import { useLanguage, useWords } from '../ui/words.ts'

/** As many as its sheet has room for. */
const MOST = 5

/** `unknown`: what was typed is no unit. */
export type ChosenUnit = number | null | 'unknown'
type Props = { readonly unit: ChosenUnit; readonly onUnit: (unit: ChosenUnit) => void }

export function UnitChoice({ unit, onUnit }: Props) {
  const { admin } = useWords()
  const language = useLanguage()
  const id = useId()
  const units = useFacts((facts) => facts.units)
  const [text, setText] = useState(typeof unit === 'number' ? (units.get(unit)?.code ?? '') : '')
  const options = unitOptions(units.values(), text, language, MOST)
  const type = (next: string) => {
    const code = next.trim().toUpperCase()
    const known = [...units.values()].find((each) => each.code === code)?.id
    setText(next)
    onUnit(code === '' ? null : (known ?? 'unknown'))
  }
  return (
    <div className="field" data-testid="device-unit">
      <label htmlFor={id}>{admin.boundTo}</label>
      <Combobox
        id={id}
        text={text}
        placeholder={admin.findUnit}
        invalid={unit === 'unknown'}
        options={options}
        onText={type}
        onChoose={({ key, text: code }) => {
          setText(code)
          onUnit(Number(key))
        }}
      />
    </div>
  )
}
