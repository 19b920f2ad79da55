/** Changing a setting: what the administrator saw must still hold, and what it was before goes into the log beside who and why. */
import type { Account } from '#contract/session.ts'
import {
  removableKinds,
  type Setting,
  type SettingChange,
  type SettingKey,
  type SettingKind,
  type SettingValue,
  settingSubject,
} from '#contract/settings.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { type Kept, kept } from './kept.ts'
import { lastChange, lockSettings } from './queries.ts'

export type Wanted<K extends SettingKind> = {
  readonly key: SettingKey<K>
  readonly was: SettingValue<K> | null
  readonly value: SettingValue<K> | null
  readonly reason: string
}
type By = { readonly account: Account; readonly now: number }

/** `value` null takes it away, `was` null adds it; one change at a time. Throws what is wrong with it. */
export async function change<K extends SettingKind>(
  tx: Db,
  kind: K,
  { key, was, value, reason }: Wanted<K>,
  { account, now }: By,
): Promise<SettingChange<K>> {
  await lockSettings(tx)
  const subject = settingSubject(kind, key)
  const current = await currentOf(tx, kind, key)
  if (!isSame(current, was)) throw stale(await lastChange(tx, subject))
  if (isSame(current, value)) throw unchanged()
  const refused = refusedByKind(kind, current, value) ?? (await kept[kind].check?.(tx, key, value, now))
  if (refused) throw refused
  if (value === null) await kept[kind].remove?.(tx, key)
  else await kept[kind].put(tx, key, value)
  const setting: SettingChange<K> = { kind, key, was, value }
  await append(tx, now, [
    {
      actor: account.username,
      kind: 'setting.changed',
      subject,
      body: { setting: setting as SettingChange, reason },
    },
  ])
  return setting
}

async function currentOf<K extends SettingKind>(
  tx: Db,
  kind: K,
  key: SettingKey<K>,
): Promise<SettingValue<K> | null> {
  const all: Setting<K>[] = await (kept[kind] as Kept<K>).all(tx)
  return all.find((each) => isSame(each.key, key))?.value ?? null
}

/** Of two plain objects of one depth, or none. */
function isSame(one: object | null, other: object | null): boolean {
  if (one === null || other === null) return one === other
  const [ours, theirs] = [Object.entries(one), new Map(Object.entries(other))]
  return ours.length === theirs.size && ours.every(([name, value]) => theirs.get(name) === value)
}

function refusedByKind(kind: SettingKind, current: object | null, value: object | null): Refused | undefined {
  if (removableKinds.includes(kind)) return undefined
  if (current === null) return noSetting()
  return value === null ? neededAlways() : undefined
}

function stale(last: { readonly by: string } | undefined): Refused {
  const [zh, en] = last ? [`${last.by} `, `${last.by} `] : ['有人', 'Somebody ']
  return new Refused(409, 'stale', {
    zh: `${zh}已改过这项设置，请看过现在的值再改`,
    en: `${en}changed this setting meanwhile; look at what it says now first`,
  })
}

const unchanged = () =>
  new Refused(
    422,
    'unchanged',
    { zh: '与现在的设置相同，没有要改的', en: 'It says so already; nothing would change' },
    'body/value',
  )

const noSetting = () =>
  new Refused(404, 'no_setting', { zh: '没有这项设置', en: 'There is no such setting' }, 'body/key')

const neededAlways = () =>
  new Refused(
    422,
    'needed',
    { zh: '这项设置不能没有，只能改值', en: 'This setting cannot be taken away, only changed' },
    'body/value',
  )
