/** Adds a behaviour, or states one anew from now on: its names, its category, and what holds where no rule speaks. */
import { useState } from 'react'
import { type Behaviour, type Effect, effects } from '#contract/rules.ts'
import { CategoryField } from '../tickets/CategoryField.tsx'
import { Choices } from '../ui/Choices.tsx'
import { TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { type BehaviourDraft, saveBehaviour } from './commands.ts'
import { useRules } from './store.ts'

type Props = {
  /** The version that is changed; null: a new behaviour. */
  readonly before: Behaviour | null
  readonly onClose: () => void
}

const empty: BehaviourDraft = {
  ...{ code: '', name: '', nameEn: '', category: '', configurable: true, reason: '' },
  effect: 'restricted',
}

export function BehaviourSheet({ before, onClose }: Props) {
  const { page, effects: effectWords } = useWords().rules
  const named = useNamed()
  const behaviours = useRules((rules) => rules.behaviours)
  const [draft, setDraft] = useState<BehaviourDraft>(() => (before ? { ...before, reason: '' } : empty))
  const change = (changes: Partial<BehaviourDraft>) => setDraft({ ...draft, ...changes })
  const lacking = () => {
    const { code, name, nameEn, category, reason } = draft
    if (!before && !/^[a-z][a-z_]{1,39}$/.test(code)) return page.needCode
    if (!before && behaviours.has(code)) return page.codeTaken(code)
    if (name.trim() === '' || nameEn.trim() === '') return page.needNames
    if (category === '') return page.needCategory
    return reason.trim() === '' ? page.needReason : null
  }
  const sending = useSending(async () => {
    await saveBehaviour(before, draft)
    onClose()
  }, lacking)
  return (
    <FormSheet
      title={before ? page.changeBehaviour(named(before)) : page.createBehaviour}
      sending={sending}
      onClose={onClose}
      confirm={page.save}
      testId="behaviour"
    >
      {!before && (
        <TextField
          label={page.behaviourCode}
          value={draft.code}
          onText={(code) => change({ code: code.toLowerCase() })}
          most={40}
          hint="street_music"
          first
        />
      )}
      <TextField label={page.nameZh} value={draft.name} onText={(name) => change({ name })} most={60} />
      <TextField label={page.nameEn} value={draft.nameEn} onText={(nameEn) => change({ nameEn })} most={80} />
      <CategoryField
        category={draft.category || null}
        onChoose={({ code }) => change({ category: code })}
        problem={undefined}
      />
      <Choices<Effect>
        label={page.byDefault}
        options={effects.map((each) => [each, effectWords[each]])}
        isChosen={(each) => each === draft.effect}
        onChoose={(effect) => change({ effect })}
        testId="behaviour-effect"
      />
      <label className="check-field">
        <input
          type="checkbox"
          checked={draft.configurable}
          onChange={({ target }) => change({ configurable: target.checked })}
        />
        {page.configurable}
      </label>
      <TextField
        label={page.reason}
        value={draft.reason}
        onText={(reason) => change({ reason })}
        most={500}
        first={before !== null}
      />
      <p className="low">{page.behaviourMeans}</p>
    </FormSheet>
  )
}
