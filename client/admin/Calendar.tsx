/** The working calendar, a year at a time. */
import { useState } from 'react'
import { dayOf } from '#contract/workingTime.ts'
import { serverNow } from '../clock.ts'
import { Choices } from '../ui/Choices.tsx'
import { useWords } from '../ui/words.ts'
import { SettingTable } from './SettingTable.tsx'
import { useSettings } from './settings.ts'

const yearOf = (day: string): string => day.slice(0, 4)

export function Calendar() {
  const { admin } = useWords()
  const holidays = useSettings((known) => known.settings?.holiday)
  const today = dayOf(serverNow())
  const [chosen, setYear] = useState<string | null>(null)
  const next = holidays?.find(({ key }) => key.day >= today)?.key.day ?? today
  const year = chosen ?? yearOf(next)
  const years = [...new Set([...(holidays ?? []).map(({ key }) => yearOf(key.day)), year])].sort()
  return (
    <>
      <Choices
        options={years.map((each) => [each, admin.year(each)])}
        isChosen={(each) => each === year}
        onChoose={setYear}
      />
      <SettingTable
        kind="holiday"
        isShown={({ key }) => yearOf(key.day) === year}
        isOver={({ key }) => key.day < today}
      />
    </>
  )
}
