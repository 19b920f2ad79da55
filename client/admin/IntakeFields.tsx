/** Fields of intake: the confidence of machines, the error of places, and repeats. */
import { NumberField, SelectField } from '../ui/Field.tsx'
import { useWords } from '../ui/words.ts'
import { useCategoryOptions } from './ClockFields.tsx'
import type { KeyProps, ValueProps } from './kinds.tsx'
import { PercentField } from './LimitFields.tsx'

export function FindingKey({ of, onKey }: KeyProps<'finding'>) {
  const { admin } = useWords()
  const options = useCategoryOptions()
  return (
    <SelectField
      label={admin.category}
      value={of.category}
      options={options}
      onSelect={(category) => onKey({ category })}
    />
  )
}

export function FindingFields({ value, onValue }: ValueProps<'finding'>) {
  return <PercentField share={value.confidence} onShare={(confidence) => onValue({ confidence })} />
}

export function AccuracyFields({ value, onValue }: ValueProps<'accuracy'>) {
  const { admin } = useWords()
  return (
    <NumberField
      label={admin.metres}
      value={value.metres}
      least={1}
      most={1_000}
      onNumber={(metres) => onValue({ metres })}
    />
  )
}

export function RepeatFields({ value, onValue }: ValueProps<'repeat'>) {
  const { admin } = useWords()
  return (
    <>
      <NumberField
        label={admin.complaints}
        value={value.complaints}
        least={2}
        most={20}
        onNumber={(complaints) => onValue({ ...value, complaints })}
      />
      <NumberField
        label={admin.days}
        value={value.days}
        least={1}
        most={730}
        onNumber={(days) => onValue({ ...value, days })}
      />
      <NumberField
        label={admin.metres}
        value={value.metres}
        least={5}
        most={1_000}
        onNumber={(metres) => onValue({ ...value, metres })}
      />
    </>
  )
}
