/** What the page does to rules. Each reply enters the store as a pushed fact would; nothing is sent while the link is down. */
import type { Static } from 'typebox'
import {
  changeBehaviour,
  changeRule,
  createBehaviour,
  createRule,
  endRule,
  previewRule,
  type RuleDraft,
} from '#contract/ruleCommands.ts'
import type { Behaviour, Rule } from '#contract/rules.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { takeIn } from './store.ts'

export type Preview = Static<(typeof previewRule)['schema']['response'][200]>

/** States a rule; `before`: the version that it takes the place of. */
export async function save(before: Rule | null, draft: RuleDraft, reason: string): Promise<Rule> {
  needLink()
  const { behaviour, ...stated } = draft
  const rule = before
    ? await call(changeRule, {
        params: { id: before.id },
        body: { ...stated, version: before.version, reason },
      })
    : await call(createRule, { body: { ...draft, reason } })
  takeIn({ rule })
  return rule
}

export async function end({ id, version }: Rule, reason: string): Promise<void> {
  needLink()
  takeIn({ rule: await call(endRule, { params: { id }, body: { version, reason } }) })
}

/** A null draft: what ending the rule would change. */
export const preview = (id: number | undefined, draft: RuleDraft | null): Promise<Preview> =>
  call(previewRule, { body: { ...(id === undefined ? {} : { id }), draft } })

export type BehaviourDraft = Omit<Behaviour, 'version' | 'validFrom' | 'recordedBy'>

/** Adds a behaviour; `before`: the version that it takes the place of, from now on. */
export async function saveBehaviour(before: Behaviour | null, draft: BehaviourDraft): Promise<void> {
  needLink()
  const { code, category, effect, configurable } = draft
  const texts = { name: draft.name.trim(), nameEn: draft.nameEn.trim(), reason: draft.reason.trim() }
  const stated = { ...texts, category, effect, configurable }
  const behaviour = before
    ? await call(changeBehaviour, {
        params: { code: before.code },
        body: { ...stated, version: before.version },
      })
    : await call(createBehaviour, { body: { ...stated, code } })
  takeIn({ behaviour })
}
