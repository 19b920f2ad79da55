/** Every rule with all its versions, as the page of rules shows them: read once, then told by events. */
import { create } from 'zustand'
import type { Changed } from '#contract/board.ts'
import { type Behaviour, type Rule, readRules } from '#contract/rules.ts'
import { call, Refusal } from '../api.ts'
import { useFacts } from '../facts.ts'
import { useLink } from '../link.ts'

export type Rules = {
  /** By number, the oldest version first. */
  readonly rules: ReadonlyMap<number, readonly Rule[]>
  /** By code, the newest version. */
  readonly behaviours: ReadonlyMap<string, Behaviour>
  readonly loaded: boolean
  readonly refusal: Refusal | null
}

export const useRules = create<Rules>(() => ({
  rules: new Map(),
  behaviours: new Map(),
  loaded: false,
  refusal: null,
}))

/** Lets in what a command answered or an event carried: a version that is known changes nothing. */
export function takeIn({ rule, behaviour }: Pick<Changed, 'rule' | 'behaviour'>): void {
  if (rule) useRules.setState(({ rules }) => ({ rules: withVersions(rules, [rule]) }))
  if (behaviour) useRules.setState(({ behaviours }) => ({ behaviours: withNewest(behaviours, [behaviour]) }))
}

/** Keeps the rules while a page shows them; answers how to stop. */
export function keepRules(): () => void {
  void read()
  let seen = useFacts.getState().number
  const undo = [
    useFacts.subscribe(({ log, number }) => {
      for (const event of log) if (event.number > seen) takeIn(event.body as Changed)
      seen = number
    }),
    // What happened during an outage may have been too much for the log.
    useLink.subscribe((link, before) => {
      if (link.state === 'live' && before.state !== 'live') void read()
    }),
  ]
  return () => {
    for (const stop of undo) stop()
  }
}

async function read(): Promise<void> {
  try {
    const { rules, behaviours } = await call(readRules, { query: {} })
    useRules.setState({
      rules: withVersions(new Map(), rules),
      behaviours: withNewest(new Map(), behaviours),
      loaded: true,
      refusal: null,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    useRules.setState({ refusal: error })
  }
}

function withVersions(known: Rules['rules'], versions: readonly Rule[]): Rules['rules'] {
  const next = new Map(known)
  for (const rule of versions) {
    const others = (next.get(rule.id) ?? []).filter(({ version }) => version !== rule.version)
    next.set(
      rule.id,
      [...others, rule].sort((one, other) => one.version - other.version),
    )
  }
  return next
}

function withNewest(known: Rules['behaviours'], versions: readonly Behaviour[]): Rules['behaviours'] {
  const next = new Map(known)
  for (const each of versions) {
    if (each.version >= (next.get(each.code)?.version ?? 0)) next.set(each.code, each)
  }
  return next
}
