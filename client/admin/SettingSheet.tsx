/** Asks what a setting is to say, shows what it said beside it, and why it is changed. */
import { useState } from 'react'
import type { SettingKey, SettingKind, SettingValue } from '#contract/settings.ts'
import { TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useWords } from '../ui/words.ts'
import { type Fields, fieldsOf } from './kinds.tsx'
import { useSaying } from './saying.ts'
import { change } from './settings.ts'

type Props<K extends SettingKind> = {
  readonly kind: K
  readonly of: SettingKey<K>
  /** As it stands; null: it is to be added. */
  readonly was: SettingValue<K> | null
  /** What the fields begin with; null: it is to go. */
  readonly begin: SettingValue<K> | null
  readonly reason?: string
  /** It is to be what it was before: nothing of it is asked. */
  readonly restores?: boolean
  readonly onClose: () => void
}

export function SettingSheet<K extends SettingKind>({
  kind,
  of,
  was,
  begin,
  reason = '',
  restores = false,
  onClose,
}: Props<K>) {
  const { admin } = useWords()
  const say = useSaying()
  const { Value, fresh, lacking } = fieldsOf[kind] as Fields<K>
  const Key = was === null && begin !== null && !restores ? fresh?.Key : undefined
  const [key, setKey] = useState(of)
  const [value, setValue] = useState(begin)
  const [why, setWhy] = useState(reason)
  const missing = () => {
    const lack = value === null ? null : lacking?.(key, value, admin)
    if (lack) return lack
    return why.trim() === '' ? admin.needReason : null
  }
  const sending = useSending(async () => {
    await change(kind, { key, was, value, reason: why.trim() })
    onClose()
  }, missing)
  const removes = value === null ? admin.remove : admin.save
  const confirm = restores ? admin.undo : removes
  return (
    <FormSheet
      title={Key ? admin.kinds[kind as SettingKind] : say.what({ kind, key: of })}
      sending={sending}
      onClose={onClose}
      confirm={confirm}
      testId="setting"
    >
      {Key && <Key of={key} onKey={setKey} />}
      {value !== null && !restores && <Value of={key} value={value} onValue={setValue} />}
      <p className="middle" data-testid="setting-becomes">
        {admin.becomes(say.value(kind, key, was), say.value(kind, key, value))}
      </p>
      <TextField label={admin.reason} value={why} onText={setWhy} most={500} />
    </FormSheet>
  )
}
