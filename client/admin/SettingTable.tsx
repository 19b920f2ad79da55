/** The settings of one kind: what each says, who changed it last, and the ways to change it. */
import { useState } from 'react'
import {
  type ChangedSetting,
  type Setting,
  type SettingKind,
  type SettingValue,
  settingSubject,
} from '#contract/settings.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { type Fields, fieldsOf, isRemovable } from './kinds.tsx'
import { SettingSheet } from './SettingSheet.tsx'
import { useSaying } from './saying.ts'
import { useSettings } from './settings.ts'

type Asked<K extends SettingKind> = {
  readonly setting: Setting<K>
  readonly was: SettingValue<K> | null
  readonly begin: SettingValue<K> | null
}
type Props<K extends SettingKind> = {
  readonly kind: K
  /** Which of them are shown; all of them where not given. */
  readonly isShown?: (setting: Setting<K>, name: string) => boolean
  /** Which of them are over, and stay as they were. */
  readonly isOver?: (setting: Setting<K>) => boolean
}

export function SettingTable<K extends SettingKind>({
  kind,
  isShown = () => true,
  isOver = () => false,
}: Props<K>) {
  const { admin } = useWords()
  const say = useSaying()
  const settings = useSettings((known) => known.settings?.[kind]) as Setting<K>[] | undefined
  const mayChange = useMay('setting.change')
  const linked = useMayCommand()
  const [asked, setAsked] = useState<Asked<K> | null>(null)
  const { fresh } = fieldsOf[kind] as Fields<K>
  if (!settings) return null
  const rows = settings.filter((each) => isShown(each, say.key(kind, each.key)))
  return (
    <section className="admin-kind" data-testid={`settings-${kind}`}>
      <header className="admin-kind-head">
        <h2>{admin.kinds[kind as SettingKind]}</h2>
        {mayChange && fresh && (
          <button
            type="button"
            className="button"
            disabled={!linked}
            data-testid={`add-${kind}`}
            onClick={() =>
              setAsked({ setting: { key: fresh.key(), value: fresh.value }, was: null, begin: fresh.value })
            }
          >
            {admin.add}
          </button>
        )}
      </header>
      <p className="middle">{admin.leads[kind as SettingKind]}</p>
      {rows.length === 0 ? (
        <p className="empty">{settings.length === 0 ? admin.none : admin.noMatch}</p>
      ) : (
        <table className="admin-table of-settings">
          <Heads />
          <tbody>
            {rows.map((setting) => (
              <Row
                key={settingSubject(kind, setting.key)}
                kind={kind}
                setting={setting}
                isOver={isOver(setting)}
                onAsk={mayChange ? (begin) => setAsked({ setting, was: setting.value, begin }) : undefined}
              />
            ))}
          </tbody>
        </table>
      )}
      {asked && (
        <SettingSheet
          kind={kind}
          of={asked.setting.key}
          was={asked.was}
          begin={asked.begin}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  )
}

function Heads() {
  const { admin } = useWords()
  return (
    <thead>
      <tr>
        <th scope="col">{admin.setting}</th>
        <th scope="col">{admin.value}</th>
        <th scope="col">{admin.changed}</th>
        <th />
      </tr>
    </thead>
  )
}

type RowProps<K extends SettingKind> = {
  readonly kind: K
  readonly setting: Setting<K>
  readonly isOver: boolean
  /** Undefined where this person may not. */
  readonly onAsk: ((begin: SettingValue<K> | null) => void) | undefined
}

function Row<K extends SettingKind>({ kind, setting: { key, value }, isOver, onAsk }: RowProps<K>) {
  const { admin } = useWords()
  const say = useSaying()
  const linked = useMayCommand()
  const subject = settingSubject(kind, key)
  const name = say.key(kind, key)
  return (
    <tr data-testid="setting" data-setting={subject}>
      <th scope="row">{name}</th>
      <td>{say.value(kind, key, value)}</td>
      <td className="low">
        <LastChange subject={subject} />
      </td>
      <td className="admin-deeds">
        {isOver && <span className="low">{admin.isOver}</span>}
        {onAsk && !isOver && kind !== 'pause' && (
          <button
            type="button"
            className="button"
            disabled={!linked}
            aria-label={`${admin.change} ${name}`}
            onClick={() => onAsk(value)}
          >
            {admin.change}
          </button>
        )}
        {onAsk && !isOver && isRemovable(kind) && (
          <button
            type="button"
            className="button quiet"
            disabled={!linked}
            aria-label={`${admin.remove} ${name}`}
            onClick={() => onAsk(null)}
          >
            {admin.remove}
          </button>
        )}
      </td>
    </tr>
  )
}

function LastChange({ subject }: { subject: string }) {
  const { admin } = useWords()
  const personName = usePersonName()
  const last = useSettings(({ changes }) => changes.find((each) => subjectOf(each) === subject))
  if (!last) return null
  return <span title={last.reason}>{admin.changedBy(personName(last.by), shortDate(last.at))}</span>
}

export const subjectOf = ({ kind, key }: ChangedSetting): string => settingSubject(kind, key)
