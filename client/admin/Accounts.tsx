/** Accounts: who may sign in, and as what; locked here when somebody leaves. */
import { useState } from 'react'
import { type ListedAccount, listAccounts, lockAccount, unlockAccount } from '#contract/accounts.ts'
import { listOfficers } from '#contract/officers.ts'
import { call } from '../api.ts'
import { useMayCommand } from '../link.ts'
import { useAccount, useMay } from '../session.ts'
import { Problem } from '../ui/Problem.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { shortDate } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { AccountSheet, PasswordSheet } from './AccountSheets.tsx'
import { AddButton } from './AddButton.tsx'
import { Deed, FoundTable } from './FoundTable.tsx'
import { ReasonedSheet } from './ReasonedSheet.tsx'
import { useReading } from './reading.ts'
import { useTold } from './told.ts'

const read = async () => [{ ...(await call(listAccounts)), ...(await call(listOfficers)) }]

type Asked =
  | { readonly what: 'add' }
  | { readonly what: 'change' | 'password' | 'lock' | 'unlock'; readonly account: ListedAccount }

export function Accounts() {
  const { admin, people, roles } = useWords()
  const sayRefusal = useRefusalWords()
  const { list, refusal, again } = useReading(read)
  const mayManage = useMay('account.manage')
  const [asked, setAsked] = useState<Asked | null>(null)
  useTold('accounts', again)
  const told = list?.[0]
  const ways = {
    onClose: () => setAsked(null),
    onDone: () => {
      setAsked(null)
      again()
    },
  }
  return (
    <section className="admin-kind" data-testid="accounts">
      <p className="middle">{people.accountsLead}</p>
      <AddButton
        text={people.newAccount}
        testId="add-account"
        may={mayManage}
        ready={told !== undefined}
        onAdd={() => setAsked({ what: 'add' })}
      />
      <Problem words={refusal && admin.failed + sayRefusal(refusal)} />
      {told && (
        <FoundTable
          list={told.accounts}
          textOf={({ username, name, nameEn, role }) => [username, name, nameEn, roles[role]].join(' ')}
          placeholder={people.findAccount}
          none={people.noMatch}
          testId="find-account"
          row={(account) => (
            <Row key={account.id} account={account} onAsk={mayManage ? setAsked : undefined} />
          )}
        />
      )}
      {told && asked?.what === 'add' && <AccountSheet account={null} {...told} {...ways} />}
      {told && asked?.what === 'change' && <AccountSheet account={asked.account} {...told} {...ways} />}
      {asked?.what === 'password' && <PasswordSheet account={asked.account} {...ways} />}
      {asked?.what === 'lock' && <LockSheet account={asked.account} {...ways} />}
      {asked?.what === 'unlock' && <UnlockSheet account={asked.account} {...ways} />}
    </section>
  )
}

type RowProps = {
  readonly account: ListedAccount
  /** Undefined: this person changes nothing. */
  readonly onAsk: ((asked: Asked) => void) | undefined
}

function Row({ account, onAsk }: RowProps) {
  const { people, roles } = useWords()
  const named = useNamed()
  const disabled = !useMayCommand()
  const own = useAccount()?.id === account.id
  const { username, lockedAt } = account
  const ask = (what: 'change' | 'password' | 'lock' | 'unlock') => () => onAsk?.({ what, account })
  return (
    <tr data-testid="account" data-username={username}>
      <th scope="row">{username}</th>
      <td>{named(account)}</td>
      <td>{roles[account.role]}</td>
      <td className="low">
        {lockedAt === null ? people.signedIn(account.sessions) : people.locked(shortDate(lockedAt))}
      </td>
      <td className="admin-deeds">
        {onAsk && (
          <>
            <Deed
              text={people.change}
              label={people.changeAccount(username)}
              disabled={disabled}
              onClick={ask('change')}
            />
            <Deed
              text={people.newPassword}
              label={people.passwordTitle(username)}
              disabled={disabled}
              quiet
              onClick={ask('password')}
            />
          </>
        )}
        {onAsk && !own && lockedAt === null && (
          <Deed
            text={people.lock}
            label={people.lockTitle(username)}
            disabled={disabled}
            quiet
            onClick={ask('lock')}
          />
        )}
        {onAsk && lockedAt !== null && (
          <Deed
            text={people.unlock}
            label={people.unlockTitle(username)}
            disabled={disabled}
            quiet
            onClick={ask('unlock')}
          />
        )}
      </td>
    </tr>
  )
}

type SheetProps = {
  readonly account: ListedAccount
  readonly onDone: () => void
  readonly onClose: () => void
}

function LockSheet({ account: { id, username }, ...ways }: SheetProps) {
  const { people } = useWords()
  return (
    <ReasonedSheet
      title={people.lockTitle(username)}
      lead={people.lockSure}
      confirm={people.lock}
      testId="lock"
      send={(reason) => call(lockAccount, { params: { id }, body: { reason } })}
      {...ways}
    />
  )
}

function UnlockSheet({ account: { id, username }, ...ways }: SheetProps) {
  const { people } = useWords()
  return (
    <ReasonedSheet
      title={people.unlockTitle(username)}
      lead={people.unlockSure}
      confirm={people.unlock}
      testId="unlock"
      send={(reason) => call(unlockAccount, { params: { id }, body: { reason } })}
      {...ways}
    />
  )
}
