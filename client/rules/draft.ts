/** A rule being written: what it starts from, and what of it differs from the version in force. */
import type { RuleDraft } from '#contract/ruleCommands.ts'
import type { Rule } from '#contract/rules.ts'
import { dateTime } from '../ui/times.ts'
import type { Words } from '../ui/words.ts'
import { sayCalendar, sayException } from './saying.ts'

export const emptyDraft = (behaviour: string): RuleDraft => ({
  behaviour,
  zone: null,
  kind: 'reach_bank',
  river: null,
  effect: 'forbidden',
  calendar: { week: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }], exceptions: [] },
  article: null,
  fine: null,
  conditions: '',
  conditionsEn: '',
  configurable: true,
  validTo: null,
})

/** The next version says what the last one said, from now on. */
export function draftOf(rule: Rule): RuleDraft {
  const { id, version, validFrom, ended, recordedAt, recordedBy, reason, ...stated } = rule
  return stated
}

export type Difference = { readonly field: string; readonly from: string; readonly to: string }

/** What the draft says otherwise, in words, old beside new. */
export function differencesOf(
  before: Rule,
  draft: RuleDraft,
  { rules }: Pick<Words, 'rules'>,
  scopeName: (scope: Pick<Rule, 'zone' | 'kind' | 'river'>) => string,
): Difference[] {
  const { page } = rules
  const told = (each: RuleDraft): [string, string][] => [
    [page.scope, scopeName(each)],
    [page.effect, rules.effects[each.effect]],
    [page.hours, sayCalendar(each.calendar, page)],
    [page.exceptions, each.calendar.exceptions.map((one) => sayException(one, page)).join('; ')],
    [page.article, each.article ?? ''],
    [page.fineFrom, each.fine ? String(each.fine.from) : ''],
    [page.fineTo, each.fine ? String(each.fine.to) : ''],
    [page.conditions, each.conditions],
    [page.conditionsEn, each.conditionsEn],
    [page.configurable, each.configurable ? '✓' : ''],
    [page.validTo, each.validTo === null ? '' : dateTime(each.validTo).slice(0, 16)],
  ]
  const after = told(draft)
  return told(draftOf(before)).flatMap(([field, from], i) => {
    const to = after[i]?.[1] ?? ''
    return from === to ? [] : [{ field, from: from || page.empty, to: to || page.empty }]
  })
}
