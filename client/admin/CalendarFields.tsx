/** Fields of a day that is not what its weekday says. */
import { dayOf } from '#contract/workingTime.ts'
import { serverNow } from '../clock.ts'
import { Choices } from '../ui/Choices.tsx'
import { Field, TextField } from '../ui/Field.tsx'
import { useWords } from '../ui/words.ts'
import type { KeyProps, ValueProps } from './kinds.tsx'

export function HolidayKey({ of, onKey }: KeyProps<'holiday'>) {
  const { admin } = useWords()
  return (
    <Field label={admin.day}>
      {(id) => (
        <input
          id={id}
          className="input"
          type="date"
          min={dayOf(serverNow())}
          data-testid="holiday-day"
          value={of.day}
          onChange={({ target }) => onKey({ day: target.value })}
        />
      )}
    </Field>
  )
}

export function HolidayFields({ value, onValue }: ValueProps<'holiday'>) {
  const { admin } = useWords()
  return (
    <>
      <Choices
        label={admin.working}
        options={[
          ['off', admin.off],
          ['on', admin.on],
        ]}
        isChosen={(each) => (each === 'on') === value.working}
        onChoose={(each) => onValue({ ...value, working: each === 'on' })}
      />
      <TextField
        label={admin.name}
        value={value.name}
        most={60}
        onText={(name) => onValue({ ...value, name })}
      />
      <TextField
        label={admin.nameEn}
        value={value.nameEn}
        most={60}
        onText={(nameEn) => onValue({ ...value, nameEn })}
      />
    </>
  )
}
