/** The rows of the page of rules: one for each rule, as it stands at a moment, and which of them are sought. */
import type { Behaviour, Effect, Rule } from '#contract/rules.ts'

export type RuleState = 'holds' | 'comes' | 'ended'

export type RuleRow = {
  readonly id: number
  /** The version that holds, else the newest. */
  readonly rule: Rule
  readonly state: RuleState
  readonly versions: readonly Rule[]
}

export type Sought = {
  readonly text: string
  readonly behaviour: string
  readonly state: RuleState | ''
  readonly effect: Effect | null
  readonly configurable: boolean
}

export const everything: Sought = { text: '', behaviour: '', state: '', effect: null, configurable: false }

/** What had been stated by a moment, ms UTC; what was stated later is not there yet. */
export function statedBy(
  rules: ReadonlyMap<number, readonly Rule[]>,
  at: number,
): ReadonlyMap<number, readonly Rule[]> {
  const then = [...rules].map(
    ([id, versions]) => [id, versions.filter(({ recordedAt }) => recordedAt <= at)] as const,
  )
  return new Map(then.filter(([, versions]) => versions.length > 0))
}

export function rowOf(versions: readonly Rule[], now: number): RuleRow {
  const newest = versions.at(-1) as Rule
  const held = versions.findLast(
    ({ validFrom, validTo }) => validFrom <= now && (validTo === null || now < validTo),
  )
  const state = held && !held.ended ? 'holds' : newest.validFrom > now && !newest.ended ? 'comes' : 'ended'
  return { id: newest.id, rule: held ?? newest, state, versions }
}

/** `named` answers what a rule is called on the screen: its behaviour and where it holds. */
export function isSought({ rule, state }: RuleRow, sought: Sought, named: (rule: Rule) => string): boolean {
  if (sought.behaviour !== '' && rule.behaviour !== sought.behaviour) return false
  if (sought.state !== '' && state !== sought.state) return false
  if (sought.effect !== null && rule.effect !== sought.effect) return false
  if (sought.configurable && !rule.configurable) return false
  const text = `${named(rule)} ${rule.article ?? ''} ${rule.conditions}`.toLowerCase()
  return sought.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** By the order of categories, then the general before the particular. */
export const inOrder =
  (behaviours: ReadonlyMap<string, Behaviour>) =>
  (one: RuleRow, other: RuleRow): number => {
    const [a, b] = [one, other].map(({ rule }) => behaviours.get(rule.behaviour)?.category ?? '') as [
      string,
      string,
    ]
    if (a !== b) return a < b ? -1 : 1
    return Number(one.rule.zone !== null) - Number(other.rule.zone !== null) || one.id - other.id
  }
