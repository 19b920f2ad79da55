/** Fields of clocks: of a category, of a rule by source and nature, and of what pauses one. */
import { evidences } from '#contract/city.ts'
import { clockNames, clockUnits } from '#contract/clocks.ts'
import { isOpen, ticketStates } from '#contract/ticketMoves.ts'
import { natures, suspensionCauses, ticketSources } from '#contract/tickets.ts'
import { useCity } from '../session.ts'
import { NumberField, SelectField } from '../ui/Field.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import type { KeyProps, ValueProps } from './kinds.tsx'

const MOST = 365
const ANY = ''
const orNull = <T extends string>(chosen: T | typeof ANY): T | null => (chosen === ANY ? null : chosen)

export function CategoryFields({ value, onValue }: ValueProps<'category'>) {
  const { admin } = useWords()
  return (
    <>
      <Limit value={value} onValue={(limit) => onValue({ ...value, ...limit })} />
      <SelectField
        label={admin.priority}
        value={String(value.priority)}
        options={['1', '2', '3', '4'].map((each) => [each, `P${each}`])}
        onSelect={(priority) => onValue({ ...value, priority: Number(priority) })}
      />
      <SelectField
        label={admin.evidence}
        value={value.evidence}
        options={evidences.map((each) => [each, admin.evidences[each]])}
        onSelect={(evidence) => onValue({ ...value, evidence })}
      />
    </>
  )
}

export function ClockFields({ value, onValue }: ValueProps<'clock'>) {
  const { admin } = useWords()
  return (
    <>
      <Limit value={value} onValue={(limit) => onValue({ ...value, ...limit })} />
      <NumberField
        label={admin.most}
        value={value.most ?? 0}
        most={MOST}
        onNumber={(most) => onValue({ ...value, most: most === 0 ? null : most })}
      />
    </>
  )
}

type Amount = Pick<ValueProps<'clock'>['value'], 'amount' | 'unit'>

function Limit({ value, onValue }: { value: Amount; onValue: (limit: Amount) => void }) {
  const { admin, loop } = useWords()
  return (
    <>
      <NumberField
        label={admin.amount}
        value={value.amount}
        least={1}
        most={MOST}
        onNumber={(amount) => onValue({ amount, unit: value.unit })}
      />
      <SelectField
        label={admin.unit}
        value={value.unit}
        options={clockUnits.map((each) => [each, loop.units[each]])}
        onSelect={(unit) => onValue({ amount: value.amount, unit })}
      />
    </>
  )
}

type ClockNameOf = KeyProps<'clock'>['of']['clock']

function ClockName({ clock, onClock }: { clock: ClockNameOf; onClock: (clock: ClockNameOf) => void }) {
  const { admin, loop } = useWords()
  const options = clockNames.map((each) => [each, loop.clocks[each]] as const)
  return <SelectField label={admin.clock} value={clock} options={options} onSelect={onClock} />
}

export function ClockKey({ of, onKey }: KeyProps<'clock'>) {
  const { admin, loop, sources } = useWords()
  const categories = useCategoryOptions()
  return (
    <>
      <ClockName clock={of.clock} onClock={(clock) => onKey({ ...of, clock })} />
      <SelectField
        label={admin.source}
        value={of.source ?? ANY}
        options={[[ANY, admin.any], ...ticketSources.map((each) => [each, sources[each]] as const)]}
        onSelect={(source) => onKey({ ...of, source: orNull(source) })}
      />
      <SelectField
        label={admin.category}
        value={of.category ?? ANY}
        options={[[ANY, admin.any], ...categories]}
        onSelect={(category) => onKey({ ...of, category: orNull(category) })}
      />
      <SelectField
        label={admin.nature}
        value={of.nature ?? ANY}
        options={[[ANY, admin.any], ...natures.map((each) => [each, loop.natures[each]] as const)]}
        onSelect={(nature) => onKey({ ...of, nature: orNull(nature) })}
      />
    </>
  )
}

export function PauseKey({ of, onKey }: KeyProps<'pause'>) {
  const words = useWords()
  const { admin, loop } = words
  const open = ticketStates.filter((state) => isOpen({ state }) && state !== 'merged')
  return (
    <>
      <ClockName clock={of.clock} onClock={(clock) => onKey({ ...of, clock })} />
      <SelectField
        label={admin.state}
        value={of.state}
        options={open.map((each) => [each, words.ticketStates[each]])}
        onSelect={(state) => onKey({ ...of, state, cause: null })}
      />
      {of.state === 'suspended' && (
        <SelectField
          label={admin.cause}
          value={of.cause ?? ANY}
          options={[[ANY, admin.any], ...suspensionCauses.map((each) => [each, loop.causes[each]] as const)]}
          onSelect={(cause) => onKey({ ...of, cause: orNull(cause) })}
        />
      )}
    </>
  )
}

/** Every category by name and code. */
export function useCategoryOptions(): readonly (readonly [code: string, text: string])[] {
  const named = useNamed()
  const categories = useCity((city) => city.categories)
  return [...categories.values()].map((each) => [each.code, `${each.code} ${named(each)}`] as const)
}
