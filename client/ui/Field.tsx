/** The rows of a form: a label, and the field that it names. */
import { type ReactNode, useId, useState } from 'react'

/** `children` is told the id by which the label finds its field. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

export type TextProps = {
  readonly label: string
  readonly value: string
  readonly onText: (text: string) => void
  readonly most?: number
  readonly hint?: string
  /** Has the keyboard when its sheet opens. */
  readonly first?: boolean
  readonly invalid?: boolean
}

export function TextField({ label, value, onText, most = 100, hint, first, invalid }: TextProps) {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          className="input"
          autoComplete="off"
          maxLength={most}
          placeholder={hint}
          data-focus-first={first || undefined}
          aria-invalid={invalid}
          value={value}
          onChange={({ target }) => onText(target.value)}
        />
      )}
    </Field>
  )
}

type NumberProps = {
  readonly label: string
  readonly value: number
  readonly onNumber: (number: number) => void
  readonly least?: number
  readonly most?: number
  /** Of what it is a multiple. */
  readonly step?: number
}

/** A whole number, or of another step; what lies outside is drawn in, and shows so once the field is left: 9 may become 90. */
export function NumberField({
  label,
  value,
  onNumber,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
  step = 1,
}: NumberProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = (text: string) => {
    setTyped(text)
    const stepped = Number((Math.round(Number(text) / step) * step).toFixed(3))
    onNumber(Math.min(most, Math.max(least, stepped)))
  }
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          className="input"
          type="number"
          min={least}
          max={most}
          step={step}
          value={typed ?? value}
          onChange={({ target }) => take(target.value)}
          onBlur={() => setTyped(null)}
        />
      )}
    </Field>
  )
}

type SelectProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: readonly (readonly [value: T, text: string])[]
  readonly onSelect: (value: T) => void
}

export function SelectField<T extends string>({ label, value, options, onSelect }: SelectProps<T>) {
  return (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          className="input"
          value={value}
          onChange={({ target }) => onSelect(target.value as T)}
        >
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
