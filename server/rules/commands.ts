/** Stating, changing and ending rules, and naming behaviours: each a version more, and nothing of the past is touched. */
import type {
  changeBehaviour,
  changeRule,
  createBehaviour,
  createRule,
  endRule,
  RuleDraft,
} from '#contract/ruleCommands.ts'
import type { Behaviour, Rule } from '#contract/rules.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { categoryByCode } from '../tickets/categoryQueries.ts'
import { checkDraft } from './check.ts'
import {
  behaviourByCode,
  insertBehaviourVersion,
  insertRule,
  insertRuleVersion,
  lockRule,
  nextChange,
  zoneExists,
} from './queries.ts'

export type By = { readonly actor: string; readonly now: number; readonly reason: string }

export async function create(tx: Db, { body, account, now }: Command<typeof createRule>): Promise<Rule> {
  const { reason, ...draft } = body
  await check(tx, draft, now)
  const id = await insertRule(tx, draft.behaviour)
  const by = { actor: account.username, now, reason }
  return state(tx, 'rule.created', ruleOf(id, 1, draft, by), by)
}

export async function change(
  tx: Db,
  { params, body, account, now }: Command<typeof changeRule>,
): Promise<Rule> {
  const { reason, version, ...stated } = body
  const before = await lockedRule(tx, params.id, version)
  const draft = { ...stated, behaviour: before.behaviour }
  await check(tx, draft, now)
  const by = { actor: account.username, now, reason }
  return state(tx, 'rule.changed', ruleOf(before.id, before.version + 1, draft, by), by)
}

export async function end(tx: Db, { params, body, account, now }: Command<typeof endRule>): Promise<Rule> {
  const before = await lockedRule(tx, params.id, body.version)
  const validFrom = notBefore(body.validFrom, now)
  const by = { actor: account.username, now, reason: body.reason }
  const ended = { ...before, version: before.version + 1, validFrom, validTo: null, ended: true }
  return state(tx, 'rule.ended', { ...ended, ...recorded(by) }, by)
}

/** The draft as the rule's version; it speaks from now on where it does not say from when. */
export function ruleOf(id: number, version: number, draft: RuleDraft, by: By): Rule {
  const { validFrom, ...stated } = draft
  return { ...stated, id, version, validFrom: notBefore(validFrom, by.now), ended: false, ...recorded(by) }
}

const recorded = ({ actor, now, reason }: By) => ({ recordedAt: now, recordedBy: actor, reason })

async function state(tx: Db, kind: string, rule: Rule, { actor, now, reason }: By): Promise<Rule> {
  const behaviour = await behaviourByCode(tx, rule.behaviour)
  if (!behaviour) throw noBehaviour(rule.behaviour)
  await insertRuleVersion(tx, rule, await nextChange(tx))
  await append(tx, now, [{ actor, kind, subject: `rule/${rule.id}`, body: { rule, behaviour, reason } }])
  return rule
}

async function check(tx: Db, draft: RuleDraft, now: number): Promise<void> {
  checkDraft(draft, notBefore(draft.validFrom, now))
  if (draft.zone === null || (await zoneExists(tx, draft.zone))) return
  throw new Refused(
    400,
    'no_zone',
    {
      zh: `没有区域 ${draft.zone}，请从列表中选择`,
      en: `There is no zone ${draft.zone}; choose one of the list`,
    },
    'body/zone',
  )
}

/** What a minute on the way took is no past. */
const ON_THE_WAY = 60_000

function notBefore(validFrom: number | undefined, now: number): number {
  if (validFrom === undefined) return now
  if (validFrom < now - ON_THE_WAY) {
    throw new Refused(
      400,
      'in_the_past',
      {
        zh: '生效时间早于现在：过去时刻的规则不可更改，请改为现在或以后',
        en: 'It would begin in the past, whose law is not changed; choose now or later',
      },
      'body/validFrom',
    )
  }
  return Math.max(validFrom, now)
}

async function lockedRule(tx: Db, id: number, version: number): Promise<Rule> {
  const rule = await lockRule(tx, id)
  if (!rule) throw noRule(id)
  if (rule.version !== version) {
    throw new Refused(409, 'stale', {
      zh: `规则 ${id} 已由 ${rule.recordedBy} 改为第 ${rule.version} 版，请查看后再改`,
      en: `${rule.recordedBy} has changed rule ${id} to version ${rule.version}; look at it and decide again`,
    })
  }
  if (!rule.ended) return rule
  throw new Refused(409, 'ended', {
    zh: `规则 ${id} 已终止，请新建规则`,
    en: `Rule ${id} has ended; state a new one`,
  })
}

export const noRule = (id: number) =>
  new Refused(404, 'no_rule', { zh: `没有规则 ${id}`, en: `There is no rule ${id}` })

const noBehaviour = (code: string) =>
  new Refused(
    400,
    'no_behaviour',
    { zh: `没有行为 ${code}，请从列表中选择`, en: `There is no behaviour ${code}; choose one of the list` },
    'body/behaviour',
  )

export async function addBehaviour(
  tx: Db,
  { body, account, now }: Command<typeof createBehaviour>,
): Promise<Behaviour> {
  const change = await nextChange(tx)
  if (await behaviourByCode(tx, body.code)) {
    throw new Refused(409, 'already_here', {
      zh: `行为 ${body.code} 已存在`,
      en: `There is a behaviour ${body.code} already`,
    })
  }
  const behaviour = { ...body, version: 1, validFrom: now, recordedBy: account.username }
  return nameBehaviour(tx, 'behaviour.created', behaviour, now, change)
}

export async function renameBehaviour(
  tx: Db,
  { params, body, account, now }: Command<typeof changeBehaviour>,
): Promise<Behaviour> {
  const change = await nextChange(tx)
  const before = await behaviourByCode(tx, params.code)
  if (!before) throw noBehaviour(params.code)
  if (before.version !== body.version) {
    throw new Refused(409, 'stale', {
      zh: `行为 ${before.name} 已由 ${before.recordedBy} 更改，请查看后再改`,
      en: `${before.recordedBy} has changed ${before.nameEn}; look at it and decide again`,
    })
  }
  const version = before.version + 1
  const behaviour = { ...body, code: before.code, version, validFrom: now, recordedBy: account.username }
  return nameBehaviour(tx, 'behaviour.changed', behaviour, now, change)
}

async function nameBehaviour(
  tx: Db,
  kind: string,
  behaviour: Behaviour,
  now: number,
  change: number,
): Promise<Behaviour> {
  if (!(await categoryByCode(tx, behaviour.category))) {
    throw new Refused(
      400,
      'no_category',
      { zh: `没有类别 ${behaviour.category}`, en: `There is no category ${behaviour.category}` },
      'body/category',
    )
  }
  await insertBehaviourVersion(tx, behaviour, change)
  const { recordedBy: actor, reason } = behaviour
  await append(tx, now, [
    { actor, kind, subject: `behaviour/${behaviour.code}`, body: { behaviour, reason } },
  ])
  return behaviour
}
