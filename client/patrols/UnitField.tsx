/** A crew by its call sign: those whose kind can walk this way. */
import { useState } from 'react'
import { kindsOfMode, type PatrolMode } from '#contract/patrols.ts'
import { useFacts } from '../facts.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { unitOptions } from '../ui/unitOptions.ts'
import { useLanguage, useWords } from '../ui/words.ts'

const MOST = 8

type Props = {
  readonly id: string
  readonly mode: PatrolMode
  readonly unit: number | null
  /** Null where the text is empty or names nobody. */
  readonly onUnit: (unit: number | null) => void
  readonly placeholder: string
}

export function UnitField({ id, mode, unit, onUnit, placeholder }: Props) {
  const { patrols } = useWords()
  const language = useLanguage()
  const units = useFacts((facts) => facts.units)
  const [text, setText] = useState(units.get(unit ?? 0)?.code ?? '')
  const suited = [...units.values()].filter(({ kind }) => kindsOfMode[mode].includes(kind))
  const wanted = text.trim().toUpperCase()
  const options = unitOptions(suited, text, language, MOST)
  const known = suited.some(({ code }) => code === wanted)
  return (
    <>
      <Combobox
        id={id}
        text={text}
        placeholder={placeholder}
        invalid={wanted !== '' && !known}
        options={options}
        onText={(next) => {
          setText(next)
          onUnit(suited.find(({ code }) => code === next.trim().toUpperCase())?.id ?? null)
        }}
        onChoose={({ key, text: code }) => {
          setText(code)
          onUnit(Number(key))
        }}
      />
      {wanted !== '' && !known && options.length === 0 && (
        <span className="problem">{patrols.noSuchUnit}</span>
      )}
    </>
  )
}
