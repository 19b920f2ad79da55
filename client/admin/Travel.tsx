/** What ways are estimated by: crossings, ferries, and speeds, those of one kind of unit at a time. */
import { useState } from 'react'
import { movingKinds } from '#contract/settings.ts'
import { Choices } from '../ui/Choices.tsx'
import { useWords } from '../ui/words.ts'
import { SettingTable } from './SettingTable.tsx'

export function Travel() {
  const { unitKinds } = useWords()
  const [kind, setKind] = useState<(typeof movingKinds)[number]>('car')
  return (
    <>
      <SettingTable kind="crossing" />
      <Choices
        options={movingKinds.map((each) => [each, unitKinds[each]])}
        isChosen={(each) => each === kind}
        onChoose={setKind}
      />
      <SettingTable kind="speed" isShown={({ key }) => key.kind === kind} />
      <SettingTable kind="ferry" />
    </>
  )
}
