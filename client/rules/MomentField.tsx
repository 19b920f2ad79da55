/** A moment of Shanghai's clock, or none. */
import { dateTime } from '../ui/times.ts'

type Props = {
  readonly id: string
  readonly label: string
  /** ms UTC. */
  readonly value: number | null
  readonly onChange: (at: number | null) => void
}

export function MomentField({ id, label, value, onChange }: Props) {
  return (
    <span className="moment-field">
      <label htmlFor={id} className="low">
        {label}
      </label>
      <input
        id={id}
        className="input"
        type="datetime-local"
        data-testid={id}
        value={value === null ? '' : dateTime(value).slice(0, 16).replace(' ', 'T')}
        onChange={({ target }) =>
          onChange(target.value === '' ? null : Date.parse(`${target.value}:00+08:00`))
        }
      />
    </span>
  )
}
