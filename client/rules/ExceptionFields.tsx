/** Fields of a calendar's exceptions: on which days, during which hours, and to which effect. */
import { type CalendarException, type Effect, effects, exceptionKinds } from '#contract/rules.ts'
import { serverNow } from '../clock.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { HoursFields } from './HoursFields.tsx'

type Props = {
  readonly exceptions: readonly CalendarException[]
  readonly onChange: (exceptions: CalendarException[]) => void
}

export function ExceptionFields({ exceptions, onChange }: Props) {
  const { page } = useWords().rules
  const add = () => {
    const today = dateTime(serverNow()).slice(0, 10)
    onChange([...exceptions, { on: 'dates', from: today, to: today, hours: [], effect: null }])
  }
  return (
    <fieldset className="field">
      <legend className="label">{page.exceptions}</legend>
      {exceptions.map((exception, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
          key={index}
          exception={exception}
          onChange={(changed) => onChange(exceptions.map((each, i) => (i === index ? changed : each)))}
          onRemove={() => onChange(exceptions.filter((_, i) => i !== index))}
        />
      ))}
      <div>
        <button type="button" className="button" data-testid="add-exception" onClick={add}>
          {page.addException}
        </button>
      </div>
    </fieldset>
  )
}

type LineProps = {
  readonly exception: CalendarException
  readonly onChange: (exception: CalendarException) => void
  readonly onRemove: () => void
}

function Line({ exception, onChange, onRemove }: LineProps) {
  const { page } = useWords().rules
  const { hours } = exception
  return (
    <div className="hours-line">
      <When exception={exception} onChange={onChange} />
      {hours.length === 0 && <span className="low">{page.silent}</span>}
      {hours.map((each, index) => (
        <HoursFields
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
          key={index}
          name={page.exceptions}
          hours={each}
          onChange={(changed) =>
            onChange({ ...exception, hours: hours.map((one, i) => (i === index ? changed : one)) })
          }
        />
      ))}
      <button
        type="button"
        className="button quiet"
        onClick={() => onChange({ ...exception, hours: [...hours, { from: 360, to: 1320 }] })}
      >
        {page.addHours}
      </button>
      {hours.length > 0 && <ItsEffect exception={exception} onChange={onChange} />}
      <button type="button" className="button quiet" onClick={onRemove}>
        {page.remove}
      </button>
    </div>
  )
}

function When({ exception, onChange }: Omit<LineProps, 'onRemove'>) {
  const { page } = useWords().rules
  const { on, from, to } = exception
  const choose = (kind: CalendarException['on']) => {
    const today = dateTime(serverNow()).slice(0, 10)
    const dates = kind === 'dates' ? { from: today, to: today } : { from: null, to: null }
    onChange({ ...exception, on: kind, ...dates })
  }
  return (
    <>
      <select
        className="input"
        aria-label={page.exceptions}
        value={on}
        onChange={({ target }) => choose(target.value as CalendarException['on'])}
      >
        {exceptionKinds.map((kind) => (
          <option key={kind} value={kind}>
            {page.exceptionKinds[kind]}
          </option>
        ))}
      </select>
      {on === 'dates' && (
        <>
          <input
            className="input"
            type="date"
            aria-label={`${page.exceptions} ${page.from('')}`}
            value={from ?? ''}
            onChange={({ target }) => target.value && onChange({ ...exception, from: target.value })}
          />
          <input
            className="input"
            type="date"
            aria-label={`${page.exceptions} ${page.to}`}
            value={to ?? ''}
            onChange={({ target }) => target.value && onChange({ ...exception, to: target.value })}
          />
        </>
      )}
    </>
  )
}

function ItsEffect({ exception, onChange }: Omit<LineProps, 'onRemove'>) {
  const words = useWords().rules
  return (
    <select
      className="input"
      aria-label={words.page.effect}
      value={exception.effect ?? ''}
      onChange={({ target }) => onChange({ ...exception, effect: (target.value || null) as Effect | null })}
    >
      <option value="">{words.page.sameEffect}</option>
      {effects.map((effect) => (
        <option key={effect} value={effect}>
          {words.effects[effect]}
        </option>
      ))}
    </select>
  )
}
