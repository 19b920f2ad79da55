/** What was changed, by whom and why, and the way back: setting back is a change of its own. */
import { useState } from 'react'
import type { ChangedSetting } from '#contract/settings.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { SettingSheet } from './SettingSheet.tsx'
import { subjectOf } from './SettingTable.tsx'
import { useSaying } from './saying.ts'
import { useSettings } from './settings.ts'

export function ChangeList() {
  const { admin } = useWords()
  const changes = useSettings((known) => known.changes)
  const [undone, setUndone] = useState<ChangedSetting | null>(null)
  return (
    <section className="admin-kind">
      <p className="middle">{admin.changesLead}</p>
      {changes.length === 0 && <p className="empty">{admin.noChanges}</p>}
      {changes.length > 0 && (
        <table className="admin-table of-changes" data-testid="setting-changes">
          <tbody>
            {changes.map((each) => (
              <Row
                key={each.number}
                change={each}
                isNewest={changes.find((other) => subjectOf(other) === subjectOf(each)) === each}
                onUndo={() => setUndone(each)}
              />
            ))}
          </tbody>
        </table>
      )}
      {undone && (
        <SettingSheet
          kind={undone.kind}
          of={undone.key}
          was={undone.value}
          begin={undone.was}
          restores
          reason={admin.undoReason(undone.number)}
          onClose={() => setUndone(null)}
        />
      )}
    </section>
  )
}

type RowProps = {
  readonly change: ChangedSetting
  /** Of its setting: only what it says now can be set back. */
  readonly isNewest: boolean
  readonly onUndo: () => void
}

function Row({ change, isNewest, onUndo }: RowProps) {
  const { admin } = useWords()
  const say = useSaying()
  const personName = usePersonName()
  const mayChange = useMay('setting.change')
  const linked = useMayCommand()
  const { kind, key, was, value } = change
  const what = say.what(change)
  return (
    <tr data-testid="setting-change" data-setting={subjectOf(change)}>
      <td className="low">{dateTime(change.at)}</td>
      <td>{personName(change.by)}</td>
      <th scope="row">{what}</th>
      <td>{admin.becomes(say.value(kind, key, was), say.value(kind, key, value))}</td>
      <td className="middle">{change.reason}</td>
      <td className="admin-deeds">
        {mayChange && isNewest && (
          <button
            type="button"
            className="button"
            disabled={!linked}
            aria-label={admin.undoTitle(what)}
            onClick={onUndo}
          >
            {admin.undo}
          </button>
        )}
      </td>
    </tr>
  )
}
