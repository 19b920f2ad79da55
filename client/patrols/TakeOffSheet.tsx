/** Takes a crew off a shift, with a reason. */
import { type CrewShift, cancelCrewShift } from '#contract/roster.ts'
import { call } from '../api.ts'
import { letIn, useFacts } from '../facts.ts'
import { needLink } from '../link.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'

export function TakeOffSheet({ entry, onClose }: { entry: CrewShift; onClose: () => void }) {
  const says = useWords().patrols.roster
  const unit = useFacts((facts) => facts.units.get(entry.unit))
  const takeOff = async (reason: string) => {
    needLink()
    const body = { version: entry.version, reason }
    letIn({ crewShift: await call(cancelCrewShift, { params: { id: entry.id }, body }) })
  }
  return (
    <ReasonSheet
      title={`${says.takeOff}：${unit?.code ?? ''} ${entry.day}`}
      reasons={says.takeOffReasons}
      onReason={takeOff}
      onClose={onClose}
    />
  )
}
