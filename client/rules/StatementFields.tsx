/** Fields of what a rule rests on: article, fine, conditions, and whether it is from an official text. */
import { useWords } from '../ui/words.ts'
import type { FieldProps } from './RuleForm.tsx'

export function StatementFields({ draft, change }: FieldProps) {
  const { page } = useWords().rules
  return (
    <>
      <Text
        label={page.article}
        most={200}
        value={draft.article ?? ''}
        onChange={(text) => change({ article: text || null })}
      />
      <FineFields draft={draft} change={change} />
      <Text
        label={page.conditions}
        most={500}
        value={draft.conditions}
        onChange={(conditions) => change({ conditions })}
      />
      <Text
        label={page.conditionsEn}
        most={500}
        value={draft.conditionsEn}
        onChange={(conditionsEn) => change({ conditionsEn })}
      />
      <label className="check-field">
        <input
          type="checkbox"
          checked={draft.configurable}
          onChange={({ target }) => change({ configurable: target.checked })}
        />
        {page.configurable}
      </label>
    </>
  )
}

type TextProps = {
  readonly label: string
  readonly most: number
  readonly value: string
  readonly onChange: (text: string) => void
}

function Text({ label, most, value, onChange }: TextProps) {
  return (
    <label className="field">
      <span className="middle">{label}</span>
      <input
        className="input"
        maxLength={most}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}

/** Both or none: a fine has two ends. */
function FineFields({ draft: { fine }, change }: FieldProps) {
  const { page } = useWords().rules
  const put = (end: 'from' | 'to', text: string) => {
    if (text === '') return change({ fine: null })
    const yuan = Math.max(0, Math.round(Number(text)))
    change({ fine: { from: yuan, to: yuan, ...fine, [end]: yuan } })
  }
  return (
    <div className="side-fields">
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="field">
          <span className="middle">{end === 'from' ? page.fineFrom : page.fineTo}</span>
          <input
            className="input"
            type="number"
            min={0}
            value={fine?.[end] ?? ''}
            onChange={({ target }) => put(end, target.value)}
          />
        </label>
      ))}
    </div>
  )
}
