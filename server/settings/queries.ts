/** The changes of settings, read from the log; and their turn, one at a time. */
import type { ChangedSetting } from '#contract/settings.ts'
import type { Db } from '../db.ts'

/** Until the transaction ends nobody else changes a setting: they are few and rarely changed, and may depend on each other. */
export async function lockSettings(tx: Db): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('settings'))`)
}

const columns = `number, received as at, actor as by, body ->> 'reason' as reason, body -> 'setting' ->> 'kind' as kind,
  body -> 'setting' -> 'key' as key, body -> 'setting' -> 'was' as was, body -> 'setting' -> 'value' as value`

/** The newest first. */
export async function settingChanges(db: Db, limit: number): Promise<ChangedSetting[]> {
  const { rows } = await db.query<ChangedSetting>(
    `select ${columns} from event where kind = 'setting.changed' order by number desc limit $1`,
    [limit],
  )
  return rows
}

/** Who changed this one last. */
export async function lastChange(db: Db, subject: string): Promise<ChangedSetting | undefined> {
  const { rows } = await db.query<ChangedSetting>(
    `select ${columns} from event where subject = $1 and kind = 'setting.changed' order by number desc limit 1`,
    [subject],
  )
  return rows[0]
}
