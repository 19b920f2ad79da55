/** Accounts over HTTP, for the administrator: the list, adding, changing, passwords, locking. */
import {
  addAccount,
  changeAccount,
  type ListedAccount,
  listAccounts,
  lockAccount,
  readPeopleChanges,
  renewPassword,
  unlockAccount,
} from '#contract/accounts.ts'
import type { App, Needs } from '../app.ts'
import { newToken, requires, sessionBehind } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { type Db, transaction } from '../db.ts'
import { allPartners, listedAccounts, peopleChanges } from './listQueries.ts'
import { alterAccount, givePassword, openAccount, putAccount, shutAccount } from './manage.ts'
import { hashPassword } from './passwords.ts'

const CHANGES = 200

export function accountListRoutes(app: App, needs: Needs): void {
  app.route({
    ...listAccounts,
    preHandler: requires(needs, 'people.see'),
    handler: async () => ({
      accounts: await listedAccounts(needs.db, needs.now()),
      partners: await allPartners(needs.db),
    }),
  })

  app.route({
    ...readPeopleChanges,
    preHandler: requires(needs, 'people.see'),
    handler: () => peopleChanges(needs.db, CHANGES),
  })

  // No commands: the answer to a command is kept, and a password must not be.
  app.route({
    ...addAccount,
    preHandler: requires(needs, 'account.manage'),
    handler: (request) => {
      const { username, password, ...form } = request.body
      const by = { account: sessionBehind(request).account, now: needs.now() }
      return withPassword(needs, password, (tx, passwordHash) =>
        putAccount(tx, { username, form, passwordHash }, by),
      )
    },
  })
  app.route({
    ...renewPassword,
    preHandler: requires(needs, 'account.manage'),
    handler: (request) => {
      const { account, tokenHash: kept } = sessionBehind(request)
      const { id } = request.params
      return withPassword(needs, request.body.password, (tx, passwordHash) =>
        givePassword(tx, { id, passwordHash, kept }, { account, now: needs.now() }),
      )
    },
  })

  commandRoute(app, needs, changeAccount, 'account.manage', alterAccount)
  commandRoute(app, needs, lockAccount, 'account.manage', shutAccount)
  commandRoute(app, needs, unlockAccount, 'account.manage', openAccount)
}

/** With the password that was chosen, or one that is made and told this once. */
async function withPassword(
  { db, nudge }: Pick<Needs, 'db' | 'nudge'>,
  chosen: string | undefined,
  work: (tx: Db, passwordHash: string) => Promise<ListedAccount>,
): Promise<{ account: ListedAccount; password: string | null }> {
  const password = chosen ?? newToken().slice(0, 20)
  const passwordHash = await hashPassword(password)
  const account = await transaction(db, (tx) => work(tx, passwordHash))
  nudge()
  return { account, password: chosen === undefined ? password : null }
}
