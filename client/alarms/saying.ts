/** An alarm in words: what is wrong, and with which case or unit. */
import type { Alarm } from '#contract/alarms.ts'
import { useFacts, useLiveFacts } from '../facts.ts'
import { useCategoryName } from '../tickets/names.ts'
import { useLanguage, useWords, type Words } from '../ui/words.ts'

export type AlarmWords = { readonly what: string; readonly about: string }

/** Answers the words of an alarm at a moment: of its case and unit as they are shown, else as they are now. */
export function useAlarmWords(): (alarm: Alarm, at: number) => AlarmWords {
  const words = useWords()
  const language = useLanguage()
  const categoryOf = useCategoryName()
  const [tickets, units] = [useFacts((facts) => facts.tickets), useFacts((facts) => facts.units)]
  const liveTickets = useLiveFacts((facts) => facts.tickets)
  const liveUnits = useLiveFacts((facts) => facts.units)
  return (alarm, at) => {
    const ticket = tickets.get(alarm.ticket ?? 0) ?? liveTickets.get(alarm.ticket ?? 0)
    const unit = units.get(alarm.unit ?? 0) ?? liveUnits.get(alarm.unit ?? 0)
    const case_ = ticket ? `${ticket.code} ${categoryOf(ticket)} ${ticket.address}` : ''
    const about = [unit?.code, alarm.called?.[language], detailOf(alarm, words), case_]
      .filter(Boolean)
      .join(' ')
    return { what: whatOf(alarm, at, words), about }
  }
}

const whatOf = ({ kind, clock }: Alarm, at: number, { alarms }: Words): string =>
  clock && at > clock.dueAt ? alarms.clockOver : alarms.kinds[kind]

function detailOf({ silence, clock, trouble }: Alarm, words: Words): string {
  if (trouble) return words.patrols.troubles[trouble]
  if (silence) return words.alarms.silence[silence]
  return clock ? words.loop.clocks[clock.name] : ''
}
