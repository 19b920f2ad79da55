/** Fields of travel: a speed, a ferry, and who may use a crossing. */
import { useCity } from '../session.ts'
import { Choices } from '../ui/Choices.tsx'
import { NumberField, SelectField } from '../ui/Field.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import type { KeyProps, ValueProps } from './kinds.tsx'
import { crossers } from './saying.ts'

export function SpeedFields({ value, onValue }: ValueProps<'speed'>) {
  const { admin } = useWords()
  return (
    <NumberField
      label={admin.metresPerSecond}
      value={value.metresPerSecond}
      least={0.3}
      most={40}
      step={0.1}
      onNumber={(metresPerSecond) => onValue({ metresPerSecond })}
    />
  )
}

/** Less than a minute is none. */
const LEAST_SECONDS = 60

export function FerryFields({ value, onValue }: ValueProps<'ferry'>) {
  const { admin } = useWords()
  return (
    <NumberField
      label={admin.ferrySeconds}
      value={value.seconds ?? 0}
      most={7_200}
      onNumber={(seconds) => onValue({ seconds: seconds === 0 ? null : Math.max(LEAST_SECONDS, seconds) })}
    />
  )
}

export function CrossingKey({ of, onKey }: KeyProps<'crossing'>) {
  const { admin } = useWords()
  const named = useNamed()
  const places = useCity((city) => city.places)
  const crossings = places.filter(({ kind }) => kind === 'crossing' || kind === 'ferry')
  return (
    <SelectField
      label={admin.crossing}
      value={of.name}
      options={crossings.map((each) => [each.name, named(each)])}
      onSelect={(name) => onKey({ name })}
    />
  )
}

export function CrossingFields({ value, onValue }: ValueProps<'crossing'>) {
  const { admin, unitKinds } = useWords()
  return (
    <Choices
      label={admin.open}
      options={crossers.map((kind) => [kind, unitKinds[kind]])}
      isChosen={(kind) => value[kind]}
      onChoose={(kind) => onValue({ ...value, [kind]: !value[kind] })}
    />
  )
}
