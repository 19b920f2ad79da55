/** The rules as the page shows them: those of now, or with `?at=` as they had been stated by that moment. */
import { useMemo } from 'react'
import { useNow } from '../ui/now.ts'
import { usePageMoment } from '../ui/PageMoment.tsx'
import { statedBy } from './rows.ts'
import { type Rules, useRules } from './store.ts'

/** The moment the page is of, ms UTC. */
export function useRulesMoment(): number {
  const now = useNow()
  return usePageMoment() ?? now
}

/** Neither a version nor a rule that was stated later is there yet. */
export function useRulesThen(): Rules['rules'] {
  const rules = useRules((state) => state.rules)
  const at = usePageMoment()
  return useMemo(() => (at === null ? rules : statedBy(rules, at)), [rules, at])
}
