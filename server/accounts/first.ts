/** The first start of an empty system makes one administrator, so that somebody can let the others in. */

import { newToken } from '../auth.ts'
import type { Db } from '../db.ts'
import type { Env } from '../env.ts'
import { hashPassword } from './passwords.ts'
import { countAccounts, insertAccount } from './queries.ts'

/** With `ADMIN_PASSWORD`, or a random password that is said once. A system with any account is left alone. */
export async function firstAdministrator(db: Db, env: Env, say: (line: string) => void): Promise<void> {
  if (env.demo || (await countAccounts(db)) > 0) return
  const password = env.adminPassword ?? newToken().slice(0, 20)
  await insertAccount(db, {
    username: 'admin',
    passwordHash: await hashPassword(password),
    role: 'admin',
    name: '系统管理员',
    nameEn: 'Administrator',
  })
  if (!env.adminPassword)
    say(`First start: sign in as admin with the password ${password} (shown only this once).`)
}
