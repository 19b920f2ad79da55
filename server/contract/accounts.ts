/** Accounts: who may sign in, and as what. No answer tells a password but the one that makes it, once. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf } from './endpoint.ts'
import { Event } from './events.ts'
import { PlainText } from './intake.ts'
import { roles } from './roles.ts'
import { Qualification } from './unitRegister.ts'

const Reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/** What is said of an account and may be changed. */
export const AccountForm = Type.Object(
  {
    name: PlainText(60),
    nameEn: PlainText(60),
    role: OneOf(roles),
    officer: Nullable(Reference),
    partner: Nullable(Type.String({ minLength: 1, maxLength: 40, description: 'code of its department' })),
  },
  { additionalProperties: false },
)
export type AccountForm = Static<typeof AccountForm>

export const ListedAccount = Type.Object({
  id: Type.Integer(),
  username: Type.String(),
  ...AccountForm.properties,
  sessions: Type.Integer({ description: 'how many are signed in with it' }),
  lockedAt: Nullable(Ms),
})
export type ListedAccount = Static<typeof ListedAccount>

export const listAccounts = {
  method: 'GET',
  url: '/api/accounts',
  schema: {
    summary: 'All accounts, and the partner departments there are',
    tags: ['accounts'],
    response: {
      200: Type.Object({ accounts: Type.Array(ListedAccount), partners: Type.Array(Qualification) }),
    },
  },
} as const

export const USERNAME = '^[a-z][a-z0-9._-]{1,39}$'
export const PASSWORD_LEAST = 10

const Chosen = Type.Optional(Type.String({ minLength: PASSWORD_LEAST, maxLength: 200 }))
const Secret = Nullable(Type.String({ description: 'told this once; null: it was chosen by whoever asked' }))

export const addAccount = {
  method: 'POST',
  url: '/api/accounts',
  schema: {
    summary: 'Add an account; without a password in the request a random one is made and told once',
    tags: ['accounts'],
    body: Type.Object(
      { username: Type.String({ pattern: USERNAME }), ...AccountForm.properties, password: Chosen },
      { additionalProperties: false },
    ),
    response: { 200: Type.Object({ account: ListedAccount, password: Secret }) },
  },
} as const

export const renewPassword = {
  method: 'POST',
  url: '/api/accounts/:id/password',
  schema: {
    summary: 'A new password; whoever is signed in with the old one is signed out',
    tags: ['accounts'],
    params: Id,
    body: Type.Object({ password: Chosen }, { additionalProperties: false }),
    response: { 200: Type.Object({ account: ListedAccount, password: Secret }) },
  },
} as const

export const changeAccount = {
  method: 'POST',
  url: '/api/accounts/:id/change',
  schema: {
    summary: 'Change what is said of an account. `was` is what you saw: where it is otherwise by now, 409',
    tags: ['accounts'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object({ was: AccountForm, now: AccountForm }, { additionalProperties: false }),
    response: { 200: ListedAccount },
  },
} as const

const locking = <const Verb extends string>(verb: Verb, summary: string) =>
  ({
    method: 'POST',
    url: `/api/accounts/:id/${verb}`,
    schema: {
      summary,
      tags: ['accounts'],
      params: Id,
      headers: CommandHeaders,
      body: Type.Object({ reason: PlainText(500) }, { additionalProperties: false }),
      response: { 200: ListedAccount },
    },
  }) as const

export const lockAccount = locking('lock', 'Lock an account: it cannot sign in, and its sessions end at once')
export const unlockAccount = locking('unlock', 'Let a locked account sign in again')

export const readPeopleChanges = {
  method: 'GET',
  url: '/api/people/changes',
  schema: {
    summary:
      'The last 200 entries of the log about units, officers and accounts that were changed, the newest first',
    tags: ['accounts'],
    response: { 200: Type.Array(Event) },
  },
} as const
