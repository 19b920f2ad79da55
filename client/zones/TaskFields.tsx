/** What a task on a zone asks: names, kind, owner, date and reason. */
import { type ZoneKind, zoneKinds } from '#contract/city.ts'
import { useCity } from '../session.ts'
import { dateTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import type { Task } from './editor.ts'
import type { Asked } from './saving.ts'

type Props = { readonly task: Task; readonly asked: Asked; readonly onAsked: (asked: Asked) => void }

export function TaskFields({ task, asked, onAsked }: Props) {
  const { zones: words } = useWords()
  const change = (part: Partial<Asked>) => onAsked({ ...asked, ...part })
  const named = task.kind === 'draw' || task.kind === 'edit' || task.kind === 'split'
  const owned = task.kind === 'draw' || task.kind === 'edit'
  return (
    <>
      {task.kind === 'draw' && <Kind asked={asked} onChange={change} />}
      {named && (
        <>
          <Text
            id="zone-name"
            label={task.kind === 'split' ? words.partName : words.name}
            value={asked.name}
            onText={(name) => change({ name })}
          />
          <Text
            id="zone-name-en"
            label={words.nameEn}
            value={asked.nameEn}
            onText={(nameEn) => change({ nameEn })}
          />
        </>
      )}
      {owned && <Owner asked={asked} onChange={change} />}
      <div className="field">
        <label htmlFor="zone-from">{words.validity}</label>
        <input
          id="zone-from"
          className="input"
          type="datetime-local"
          value={asked.from === null ? '' : dateTime(asked.from).slice(0, 16).replace(' ', 'T')}
          onChange={(event) => change({ from: shanghaiTime(event.target.value) })}
        />
      </div>
      <div className="choices">
        {words.reasons.map((each) => (
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={asked.reason === each}
            onClick={() => change({ reason: each })}
          >
            {each}
          </button>
        ))}
      </div>
      <Text
        id="zone-reason"
        label={words.reason}
        value={asked.reason}
        most={500}
        onText={(reason) => change({ reason })}
      />
    </>
  )
}

/** The field knows no zone of time; the city has one, whatever the machine believes. */
const shanghaiTime = (text: string): number | null => {
  const at = Date.parse(`${text}:00+08:00`)
  return Number.isNaN(at) ? null : at
}

type Part = { readonly asked: Asked; readonly onChange: (part: Partial<Asked>) => void }

function Kind({ asked, onChange }: Part) {
  const { zones: words } = useWords()
  return (
    <div className="field">
      <label htmlFor="zone-kind">{words.kind}</label>
      <select
        id="zone-kind"
        className="input"
        value={asked.kind}
        onChange={(event) => onChange({ kind: event.target.value as ZoneKind })}
      >
        {zoneKinds.map((each) => (
          <option key={each} value={each}>
            {words.kinds[each]}
          </option>
        ))}
      </select>
      {(asked.kind === 'reach_bank' || asked.kind === 'reach_water') && (
        <div className="zone-deeds">
          {(['huangpu', 'suzhou'] as const).map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={asked.river === each}
              onClick={() => onChange({ river: each })}
            >
              {words.rivers[each]}
            </button>
          ))}
          {asked.kind === 'reach_bank' &&
            (['left', 'right'] as const).map((each) => (
              <button
                key={each}
                type="button"
                className="button"
                aria-pressed={asked.bank === each}
                onClick={() => onChange({ bank: each })}
              >
                {words.banks[each]}
              </button>
            ))}
        </div>
      )}
    </div>
  )
}

function Owner({ asked, onChange }: Part) {
  const { zones: words } = useWords()
  const named = useNamed()
  const organisations = useCity((city) => city.organisations)
  return (
    <div className="field">
      <label htmlFor="zone-owner">{words.owner}</label>
      <select
        id="zone-owner"
        className="input"
        value={asked.owner ?? ''}
        onChange={(event) =>
          onChange({ owner: event.target.value === '' ? null : Number(event.target.value) })
        }
      >
        <option value="">{words.noOwner}</option>
        {organisations.map((each) => (
          <option key={each.id} value={each.id}>
            {named(each)}
          </option>
        ))}
      </select>
    </div>
  )
}

type TextProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly most?: number
  readonly onText: (text: string) => void
}

function Text({ id, label, value, most = 80, onText }: TextProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        maxLength={most}
        value={value}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  )
}
