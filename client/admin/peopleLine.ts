/** Lines of the log about units, officers and accounts that an administrator changed: who, whom, and which of it. */
import type { AccountForm } from '#contract/accounts.ts'
import type { Event } from '#contract/events.ts'
import type { OfficerForm } from '#contract/officers.ts'
import type { UnitForm } from '#contract/unitRegister.ts'
import type { Unit } from '#contract/units.ts'
import type { Language, Words } from '../ui/words.ts'

type Form = UnitForm | OfficerForm | AccountForm
type Told = {
  readonly unit?: Unit
  readonly was?: Form
  readonly now?: Form
  readonly reason?: string
}

/** Undefined for every other event; `actor` is the name of who did it. */
export function peopleLine(
  { kind, subject, body }: Event,
  words: Words,
  language: Language,
  actor: string,
): string | undefined {
  const { log } = words.people
  const { unit, was, now, reason = '' } = body as Told
  const what = was && now ? changedFields(was, now, words) : ''
  const named = now ? (language === 'zh' ? now.name : now.nameEn) : subject
  const username = subject.slice('account/'.length)
  const code = unit?.code ?? subject
  switch (kind) {
    case 'unit.added':
      return log.unit.added(actor, code)
    case 'unit.changed':
      return log.unit.changed(actor, code, what)
    case 'unit.retired':
      return log.unit.retired(actor, code, reason)
    case 'unit.restored':
      return log.unit.restored(actor, code, reason)
    case 'officer.added':
      return log.officer.added(actor, named)
    case 'officer.changed':
      return log.officer.changed(actor, named, what)
    case 'account.added':
      return log.account.added(actor, username, words.roles[(now as AccountForm).role])
    case 'account.changed':
      // Without what it was, it was done past the console.
      return was && log.account.changed(actor, username, what)
    case 'account.locked':
      return log.account.locked(actor, username, reason)
    case 'account.unlocked':
      return log.account.unlocked(actor, username, reason)
    case 'account.password':
      return log.account.password(actor, username)
  }
}

function changedFields(was: Form, now: Form, { people }: Words): string {
  const before = new Map<string, unknown>(Object.entries(was))
  return Object.entries(now)
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before.get(field)))
    .map(([field]) => people.fields[field as keyof typeof people.fields])
    .join('、')
}
