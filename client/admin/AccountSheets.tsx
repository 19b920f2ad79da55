/** The forms of accounts: a new one, what is changed of one, and a new password. */
import { useState } from 'react'
import {
  type AccountForm,
  addAccount,
  changeAccount,
  type ListedAccount,
  PASSWORD_LEAST,
  renewPassword,
  USERNAME,
} from '#contract/accounts.ts'
import type { Officer } from '#contract/officers.ts'
import { roles } from '#contract/roles.ts'
import type { Qualification } from '#contract/unitRegister.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { useAccount } from '../session.ts'
import { Field, SelectField, TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { type Looked, Lookup } from './Lookup.tsx'
import { useOfficers } from './lookups.ts'
import { NameFields } from './NameFields.tsx'
import { Once } from './Once.tsx'

type Ways = { readonly onDone: () => void; readonly onClose: () => void }

type Props = Ways & {
  /** Null: a new one. */
  readonly account: ListedAccount | null
  readonly officers: readonly Officer[]
  readonly partners: readonly Qualification[]
}

const fresh: AccountForm = { name: '', nameEn: '', role: 'dispatcher', officer: null, partner: null }

export function AccountSheet({ account, officers, partners, onDone, onClose }: Props) {
  const words = useWords()
  const { people } = words
  const named = useNamed()
  const own = useAccount()?.id === account?.id
  const [username, setUsername] = useState(account?.username ?? '')
  const [form, setForm] = useState(account ? formOf(account) : fresh)
  const [officer, setOfficer] = useState<Looked>(account?.officer ?? null)
  const [password, setPassword] = useState('')
  const [secret, setSecret] = useState<string | null>(null)
  const officerNames = useOfficers(officers)
  const put = (change: Partial<AccountForm>) => setForm({ ...form, ...change })
  const chooseOfficer = (chosen: Looked) => {
    setOfficer(chosen)
    // Who is called so already need not be written again.
    const known = officers.find(({ id }) => id === chosen)
    if (known && form.name === '' && form.nameEn === '') put({ name: known.name, nameEn: known.nameEn })
  }
  const lacking = () => {
    if (!new RegExp(USERNAME).test(username)) return people.needUsername
    if (form.role === 'officer' && typeof officer !== 'number') return people.needOfficer
    if (form.role === 'partner' && form.partner === null) return people.needPartner
    if (form.name.trim() === '' || form.nameEn.trim() === '') return people.needNames
    return isShort(password) ? people.shortPassword : null
  }
  const sending = useSending(async () => {
    needLink()
    const now: AccountForm = {
      name: form.name.trim(),
      nameEn: form.nameEn.trim(),
      role: form.role,
      officer: form.role === 'officer' && typeof officer === 'number' ? officer : null,
      partner: form.role === 'partner' ? form.partner : null,
    }
    if (account) {
      await call(changeAccount, { params: { id: account.id }, body: { was: formOf(account), now } })
      return onDone()
    }
    const body = { username, ...now, ...(password !== '' && { password }) }
    const answer = await call(addAccount, { body })
    if (answer.password === null) onDone()
    else setSecret(answer.password)
  }, lacking)
  if (secret !== null)
    return <Once title={username} lead={people.passwordOnce} secret={secret} onStored={onDone} />
  return (
    <FormSheet
      title={account ? people.changeAccount(account.username) : people.newAccount}
      sending={sending}
      onClose={onClose}
      confirm={account ? words.admin.save : people.newAccount}
      testId="account-form"
    >
      {!account && (
        <TextField
          label={people.fields.username}
          value={username}
          most={40}
          onText={(text) => setUsername(text.toLowerCase())}
          first
        />
      )}
      {!own && (
        <SelectField
          label={people.fields.role}
          value={form.role}
          options={rolesFor(account).map((each) => [each, words.roles[each]])}
          onSelect={(role) => put({ role })}
        />
      )}
      {form.role === 'officer' && (
        <Lookup
          label={people.fields.officer}
          list={officerNames}
          chosen={officer}
          onChosen={chooseOfficer}
          testId="account-officer"
        />
      )}
      {form.role === 'partner' && (
        <SelectField
          label={people.fields.partner}
          value={form.partner ?? ''}
          options={[['', ''], ...partners.map((each) => [each.code, named(each)] as const)]}
          onSelect={(partner) => put({ partner: partner || null })}
        />
      )}
      <NameFields names={form} onChange={put} first={account !== null} />
      {!account && <OwnChoice password={password} onPassword={setPassword} />}
    </FormSheet>
  )
}

export function PasswordSheet({ account, onDone, onClose }: Ways & { readonly account: ListedAccount }) {
  const { people } = useWords()
  const { id, username } = account
  const [password, setPassword] = useState('')
  const [secret, setSecret] = useState<string | null>(null)
  const sending = useSending(
    async () => {
      needLink()
      const body = password === '' ? {} : { password }
      const answer = await call(renewPassword, { params: { id }, body })
      if (answer.password === null) onDone()
      else setSecret(answer.password)
    },
    () => (isShort(password) ? people.shortPassword : null),
  )
  if (secret !== null)
    return <Once title={username} lead={people.passwordOnce} secret={secret} onStored={onDone} />
  return (
    <FormSheet
      title={people.passwordTitle(username)}
      sending={sending}
      onClose={onClose}
      confirm={people.newPassword}
      testId="password"
    >
      <p>{people.passwordSure}</p>
      <OwnChoice password={password} onPassword={setPassword} />
    </FormSheet>
  )
}

function OwnChoice(props: { readonly password: string; readonly onPassword: (password: string) => void }) {
  const { people } = useWords()
  return (
    <Field label={people.ownPassword}>
      {(id) => (
        <input
          id={id}
          className="input"
          type="password"
          autoComplete="new-password"
          maxLength={200}
          value={props.password}
          onChange={({ target }) => props.onPassword(target.value)}
        />
      )}
    </Field>
  )
}

const isShort = (password: string): boolean => password !== '' && password.length < PASSWORD_LEAST

/** A desk's account never becomes an officer's. */
const rolesFor = (account: ListedAccount | null) =>
  account && account.role !== 'officer' ? roles.filter((each) => each !== 'officer') : roles

const formOf = ({ name, nameEn, role, officer, partner }: ListedAccount): AccountForm => ({
  name,
  nameEn,
  role,
  officer,
  partner,
})
