/** Old beside new: what a draft says otherwise than the version before. */
import type { RuleDraft } from '#contract/ruleCommands.ts'
import type { Rule } from '#contract/rules.ts'
import { useWords } from '../ui/words.ts'
import { differencesOf } from './draft.ts'
import { useScopeName } from './saying.ts'

export function Differences({ before, draft }: { before: Rule; draft: RuleDraft }) {
  const words = useWords()
  const { page } = words.rules
  const scopeName = useScopeName()
  const differences = differencesOf(before, draft, words, scopeName)
  return (
    <div className="rule-preview" data-testid="rule-differences">
      <p className="middle">{differences.length === 0 ? page.noDifferences : page.differences}</p>
      <ul>
        {differences.map(({ field, from, to }) => (
          <li key={field}>{page.difference(field, from, to)}</li>
        ))}
      </ul>
    </div>
  )
}
