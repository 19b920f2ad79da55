/** What happens to patrols, as a line of the log; undefined: it is no event of theirs. */
import type { Changed } from '#contract/board.ts'
import type { Words as InWords } from '#contract/endpoint.ts'
import type { Event } from '#contract/events.ts'
import type { Round, TroubleKind } from '#contract/rounds.ts'
import { languageNow, type Words } from '../ui/words.ts'

type Body = Changed & Readonly<Record<string, unknown>>

export function patrolLine(event: Event, words: Words, codeOf: (unit: number) => string): string | undefined {
  const [noun, what = ''] = event.kind.split('.')
  const body = event.body as Body
  const says = words.patrols.log
  if (noun === 'round' && body.round) return roundLine(what, body.round, body, words, codeOf)
  if (noun === 'plan' && body.plan) {
    return says.plan(says.planWhat[what as keyof typeof says.planWhat] ?? what, named(body.plan))
  }
  if (event.kind === 'roster.overridden') {
    const conflicts = (body.conflicts as readonly InWords[]).map((each) => each[languageNow()])
    return says.overridden(String(body.reason), conflicts.join(' · '))
  }
  if (noun === 'roster' && body.crewShift) {
    const { unit, day } = body.crewShift
    return says.crewShift(
      says.crewShiftWhat[what as keyof typeof says.crewShiftWhat] ?? what,
      codeOf(unit),
      day,
    )
  }
  if (noun === 'leave' && body.leave)
    return `${says.leave[what as keyof typeof says.leave] ?? what} ${body.leave.fromDay}`
  return undefined
}

function roundLine(
  what: string,
  round: Round,
  body: Body,
  words: Words,
  codeOf: (unit: number) => string,
): string | undefined {
  const { log, troubles, reachedBy, uphold, dismiss, noUnit } = words.patrols
  const unit = round.unit === null ? noUnit : codeOf(round.unit)
  const name = named(round)
  const said = (key: string) => String(body[key] ?? '')
  const stop = round.stops.find(({ number }) => number === body.stop)
  const kind = troubles[body.trouble as TroubleKind] ?? ''
  switch (what) {
    case 'planned':
    case 'replanned':
      return log[what](name, round.day)
    case 'ordered':
      return log.ordered(name, unit, said('reason'))
    case 'assigned':
      return log.assigned(name, unit)
    case 'cancelled':
      return log.cancelled(name, said('reason'))
    case 'started':
    case 'finished':
      return log[what](unit, name)
    case 'abandoned':
      return log.abandoned(unit, name, said('reason'))
    case 'stop_reached':
      return stop && log.stop_reached(unit, named(stop), reachedBy[stop.reachedBy ?? 'fix'])
    case 'stop_skipped':
      return stop && log.stop_skipped(unit, named(stop), said('reason'))
    case 'alarm_raised':
    case 'alarm_ended':
      return log[what](unit, kind, name)
    case 'appealed':
      return log.appealed(unit, kind, said('text'))
    case 'appeal_decided':
      return log.decided(unit, kind, body.upheld === true ? uphold : dismiss, said('reason'))
    default:
      return undefined
  }
}

const named = ({ name, nameEn }: { readonly name: string; readonly nameEn: string }): string =>
  languageNow() === 'zh' ? name : nameEn
