/** Why an account is not added or changed. */
import type { ListedAccount } from '#contract/accounts.ts'
import { Refused } from '../errors.ts'

type Named = Pick<ListedAccount, 'username'>

export const noAccount = (id: number) =>
  new Refused(
    404,
    'no_account',
    { zh: `没有编号为 ${id} 的账号`, en: `There is no account ${id}; see GET /api/accounts` },
    'params/id',
  )

export const usernameTaken = (username: string) =>
  new Refused(
    409,
    'username_taken',
    { zh: `用户名 ${username} 已被使用，请换一个`, en: `The username ${username} is taken; choose another` },
    'body/username',
  )

export const otherwiseByNow = ({ username }: Named) =>
  new Refused(409, 'stale', {
    zh: `账号 ${username} 已被改过，请看过现在的再改`,
    en: `Somebody changed the account ${username} meanwhile; look at what it is now first`,
  })

export const ownAccount = (deed: 'role' | 'lock') =>
  new Refused(
    409,
    'own_account',
    deed === 'role'
      ? {
          zh: '不能更改自己的角色，请由另一位管理员更改',
          en: 'You cannot change your own role; another administrator can',
        }
      : {
          zh: '不能锁定自己的账号，请由另一位管理员锁定',
          en: 'You cannot lock your own account; another administrator can',
        },
  )

export const lastAdministrator = () =>
  new Refused(409, 'last_administrator', {
    zh: '这是最后一个未锁定的管理员账号，请先新增或解锁另一个',
    en: 'This is the last administrator who is not locked out; add or unlock another first',
  })

/** What was done at a desk stays under that name in the log. */
export const cannotBecomeOfficer = ({ username }: Named) =>
  new Refused(409, 'cannot_become_officer', {
    zh: `${username} 在席位上的操作以本人名义留在日志里，请为队员另建账号`,
    en: `What ${username} did at a desk stays under that name in the log; add another account for the officer`,
  })

export const lacksPerson = (person: 'officer' | 'partner', where: string) =>
  new Refused(
    422,
    `${person}_by_role`,
    person === 'officer'
      ? {
          zh: '队员角色须选择一名队员，其他角色不能选',
          en: 'The role officer needs an officer, and no other role has one',
        }
      : {
          zh: '协同单位角色须选择一个单位，其他角色不能选',
          en: 'The role partner needs a department, and no other role has one',
        },
    where,
  )

export const noSuchPerson = (missing: 'officer' | 'partner', where: string) =>
  new Refused(
    422,
    `no_${missing}`,
    missing === 'officer'
      ? { zh: '没有这名队员，请从列表中选择', en: 'There is no such officer; choose of the list' }
      : { zh: '没有这个协同单位，请从列表中选择', en: 'There is no such department; choose of the list' },
    where,
  )

export const isLocked = ({ username }: Named) =>
  new Refused(409, 'account_locked', {
    zh: `账号 ${username} 已锁定`,
    en: `The account ${username} is locked already`,
  })

export const isNotLocked = ({ username }: Named) =>
  new Refused(409, 'account_not_locked', {
    zh: `账号 ${username} 没有锁定`,
    en: `The account ${username} is not locked`,
  })

/** Told only to who knows the password. */
export const lockedOut = () =>
  new Refused(403, 'locked', {
    zh: '该账号已锁定，请联系管理员',
    en: 'This account is locked; ask your administrator',
  })
