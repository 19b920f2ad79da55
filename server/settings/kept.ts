/** How each kind of setting is kept: its rows, and the statements that write one of them. */
import type { Setting, SettingKey, SettingKind, SettingValue } from '#contract/settings.ts'
import type { Db } from '../db.ts'
import type { Refused } from '../errors.ts'
import { holidays } from './calendar.ts'
import { categories, clocks, pauses } from './clocks.ts'
import { accuracies, findings, repeats } from './intake.ts'
import { limits, thresholds, weights } from './limits.ts'
import { crossings, ferries, speeds } from './travel.ts'

export type Kept<K extends SettingKind> = {
  all(db: Db): Promise<Setting<K>[]>
  put(tx: Db, key: SettingKey<K>, value: SettingValue<K>): Promise<unknown>
  /** Where settings of the kind can be taken away. */
  remove?(tx: Db, key: SettingKey<K>): Promise<unknown>
  /** What is wrong with it beyond its shape; `now`: ms UTC. `value` null: it is to be taken away. */
  check?(
    tx: Db,
    key: SettingKey<K>,
    value: SettingValue<K> | null,
    now: number,
  ): Promise<Refused | undefined> | Refused | undefined
}

export const kept: { readonly [K in SettingKind]: Kept<K> } = {
  category: categories,
  clock: clocks,
  pause: pauses,
  holiday: holidays,
  limit: limits,
  threshold: thresholds,
  finding: findings,
  accuracy: accuracies,
  repeat: repeats,
  weight: weights,
  speed: speeds,
  ferry: ferries,
  crossing: crossings,
}
