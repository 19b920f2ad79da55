/** The settings as the administrator's page shows them, with their changes: read anew whenever one of them changes. */
import { create } from 'zustand'
import type { Endpoint } from '#contract/endpoint.ts'
import {
  type ChangedSetting,
  changeSetting,
  readSettingChanges,
  readSettings,
  type SettingKey,
  type SettingKind,
  type Settings,
  type SettingValue,
} from '#contract/settings.ts'
import { call, Refusal } from '../api.ts'
import { onChanged } from '../facts.ts'
import { needLink, useLink } from '../link.ts'

type Known = {
  readonly settings: Settings | null
  /** The newest first. */
  readonly changes: readonly ChangedSetting[]
  readonly refusal: Refusal | null
}

const nothing: Known = { settings: null, changes: [], refusal: null }
export const useSettings = create<Known>(() => nothing)

/** Keeps the settings while a page shows them; answers how to stop. */
export function keepSettings(): () => void {
  void read()
  const undo = [
    onChanged(({ setting }) => {
      if (setting) void read()
    }),
    useLink.subscribe((link, before) => {
      if (link.state === 'live' && before.state !== 'live') void read()
    }),
  ]
  return () => {
    for (const stop of undo) stop()
    useSettings.setState(nothing)
  }
}

async function read(): Promise<void> {
  try {
    const [settings, changes] = await Promise.all([call(readSettings), call(readSettingChanges)])
    useSettings.setState({
      settings: settings as unknown as Settings,
      changes: changes as unknown as ChangedSetting[],
      refusal: null,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    useSettings.setState({ refusal: error })
  }
}

export type Wish<K extends SettingKind> = {
  readonly key: SettingKey<K>
  /** What was seen; null: there was none. */
  readonly was: SettingValue<K> | null
  /** Null: it is to go. */
  readonly value: SettingValue<K> | null
  readonly reason: string
}

/** Changes a setting; throws the refusal. */
export async function change<K extends SettingKind>(kind: K, wish: Wish<K>): Promise<void> {
  needLink()
  await call<Endpoint>(changeSetting[kind] as Endpoint, { body: wish } as never)
  await read()
}
