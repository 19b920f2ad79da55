/** In the view of video patrols: the operator says since when the cameras along what is owed were looked through. */
import { useState } from 'react'
import { type Debt, markPassed } from '#contract/coverage.ts'
import { call } from '../api.ts'
import { shownNow } from '../clock.ts'
import { say } from '../desk/say.ts'
import { needLink } from '../link.ts'
import { Choices } from '../ui/Choices.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useCoverage } from './store.ts'

/** Minutes a look took. */
const tookMinutes = [5, 10, 15, 30] as const

export function LookedOver({ debt, onClose }: { debt: Debt; onClose: () => void }) {
  const { coverage } = useWords()
  const named = useNamed()
  const segments = useCoverage((state) => state.segments)
  const [minutes, setMinutes] = useState<number>(tookMinutes[1])
  const ids = debt.segments.flatMap((i) => segments?.ids[i] ?? [])
  const sending = useSending(
    async () => {
      needLink()
      const to = Math.round(shownNow())
      const { marked } = await call(markPassed, {
        body: { segments: ids, from: to - minutes * 60_000, to },
      })
      say(coverage.looked(named(debt), marked))
      onClose()
    },
    () => (ids.length === 0 ? coverage.failed : null),
  )
  return (
    <FormSheet
      title={coverage.lookTitle(named(debt))}
      sending={sending}
      onClose={onClose}
      confirm={coverage.look}
      testId="looked-over"
    >
      <p className="middle">{coverage.lookMeans((debt.metres / 1000).toFixed(1), ids.length)}</p>
      <Choices
        label={coverage.lookTook}
        options={tookMinutes.map((each) => [each, coverage.minutesLong(each)])}
        isChosen={(each) => each === minutes}
        onChoose={setMinutes}
      />
    </FormSheet>
  )
}
