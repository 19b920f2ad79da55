/** What a draft of a rule must be before it can be stated: each fault with its place in the request. */
import type { Words } from '#contract/endpoint.ts'
import type { RuleDraft } from '#contract/ruleCommands.ts'
import type { CalendarException, Hours } from '#contract/rules.ts'
import { Refused } from '../errors.ts'

/** `from`: when it would begin to speak, ms UTC. Throws what is wrong first. */
export function checkDraft({ zone, kind, river, fine, validTo, calendar }: RuleDraft, from: number): void {
  if (zone !== null && (kind !== null || river !== null)) {
    refuse('body/zone', {
      zh: '规则要么指定一个区域，要么指定一类区域或一条河，不能两者都有',
      en: 'A rule names either one zone, or a kind of zones or a river, not both',
    })
  }
  if (fine && fine.from > fine.to) {
    refuse('body/fine', { zh: '罚款下限高于上限', en: 'The lower fine is above the higher' })
  }
  if (validTo !== null && validTo <= from) {
    refuse('body/validTo', { zh: '失效时间须晚于生效时间', en: 'It would stop before it begins' })
  }
  for (const [i, hours] of calendar.week.entries()) checkHours(hours, `body/calendar/week/${i}`)
  for (const [i, exception] of calendar.exceptions.entries())
    checkException(exception, `body/calendar/exceptions/${i}`)
}

const DAY_MINUTES = 1440

function checkHours({ from, to }: Hours, where: string): void {
  if (to > from && to - from <= DAY_MINUTES) return
  refuse(where, {
    zh: '时段须晚于开始且不超过 24 小时；跨零点请写作次日（如 22:00 至次日 02:00）',
    en: 'Hours must end after they begin and last 24 hours at most; past midnight they end on the next day',
  })
}

function checkException({ on, from, to, hours }: CalendarException, where: string): void {
  for (const each of hours) checkHours(each, where)
  if (on !== 'dates') {
    if (from === null && to === null) return
    refuse(where, {
      zh: '节假日例外不带日期',
      en: 'An exception of the holiday table names no dates of its own',
    })
  }
  if (from !== null && to !== null && isDate(from) && isDate(to) && from <= to) return
  refuse(where, {
    zh: '例外的日期须存在，且开始不晚于结束',
    en: 'The dates of an exception must exist, the first not after the last',
  })
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

function refuse(where: string, message: Words): never {
  throw new Refused(400, 'bad_rule', message, where)
}
