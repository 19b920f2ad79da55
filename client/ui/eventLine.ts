/** One line of the log in words. */
import type { AlarmKind } from '#contract/alarms.ts'
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import type { Duty } from '#contract/units.ts'
import { adminLine } from '../admin/eventLine.ts'
import { peopleLine } from '../admin/peopleLine.ts'
import { coverageLine } from '../coverage/eventLine.ts'
import { expoLine } from '../expo/eventLine.ts'
import { useFacts } from '../facts.ts'
import { hotspotLine } from '../hotspots/eventLine.ts'
import { patrolLine } from '../patrols/eventLine.ts'
import { spell } from '../positions/trust.ts'
import { reviewLine } from '../review/eventLine.ts'
import { useOrganisationName } from '../tickets/names.ts'
import { assignmentLine } from './assignmentLine.ts'
import { minutesOf } from './minutes.ts'
import { moveLine } from './moveLine.ts'
import { usePersonName } from './personName.ts'
import { clockTime } from './times.ts'
import { useLanguage, useWords, type Words } from './words.ts'

/** Answers an event's sentence in the language spoken. */
export function useEventLine(): (event: Event) => string {
  const words = useWords()
  const units = useFacts((facts) => facts.units)
  const nameOf = usePersonName()
  const retired = useFacts((facts) => facts.retired)
  const codeOf = (unit: number) => (units.get(unit) ?? retired.get(unit))?.code ?? `#${unit}`
  const organisationOf = useOrganisationName()
  const language = useLanguage()
  return (event) =>
    expoLine(event, words, language) ??
    coverageLine(event, words) ??
    hotspotLine(event, words) ??
    peopleLine(event, words, language, nameOf(event.actor)) ??
    adminLine(event, words, language, codeOf, nameOf(event.actor)) ??
    eventLine(event, words, codeOf, nameOf(event.actor), organisationOf)
}

/** `codeOf` answers a unit's call sign, `organisationOf` an organisation's name; `actor` is the name of who did it. */
export function eventLine(
  event: Event,
  words: Words,
  codeOf: (unit: number) => string,
  actor: string,
  organisationOf: (id: number) => string = (id) => `#${id}`,
): string {
  const body = event.body as Changed & Readonly<Record<string, unknown>>
  const says = words.events
  const ticket = body.ticket?.code ?? event.subject
  const said = (key: string) => (typeof body[key] === 'string' ? (body[key] as string) : '')
  const assignment = body.assignments?.[0]
  const byDesk = body.onBehalf === true ? says.onBehalf(actor) : ''
  if (assignment)
    return `${assignmentLine(event.kind, words, {
      unit: codeOf(assignment.unit),
      ticket,
      assignment,
      said,
      actor,
      subject: event.subject,
    })}${byDesk}`
  const unit = body.unit?.code ?? event.subject
  switch (event.kind) {
    case 'ticket.opened':
      return says.opened(ticket, body.ticket?.address ?? '')
    case 'ticket.closed':
      return says.checkedPassed(ticket)
    case 'ticket.reworked':
      return says.checkedBack(ticket, said('note'))
    case 'ticket.prioritised':
      return says.prioritised(ticket, body.ticket?.priority ?? 0)
    case 'ticket.cancelled':
      return says.cancelled(ticket, said('reason'))
    case 'ticket.merged':
      return words.problems.log.merged(ticket, said('into'))
    case 'ticket.split':
      return words.problems.log.split(ticket, said('from'))
    case 'ticket.supervised':
      return supervisedLine(body, words, ticket)
    case 'ticket.part_dropped':
      return words.zones.parts.log(ticket, said('part') === 'water', said('reason'), actor)
    case 'ticket.taken_over':
      return says.takenOver(actor, ticket, said('reason'))
    case 'ticket.noted':
      return says.noted(ticket, said('text') || said('note'))
    case 'ticket.reworded':
      return says.reworded(ticket, body.ticket?.text ?? '')
    case 'complainant.read':
      return says.complainantRead(actor, event.subject)
    case 'unit.duty':
      return says.duty(unit, words.duties[said('duty') as Duty] ?? said('duty'))
    case 'unit.crew':
      return says.crew(unit, body.unit?.crew ?? [])
    case 'account.changed':
      return says.accountChanged(event.subject.slice('account/'.length), body.person)
    case 'unit.sos':
      return says.sos(unit)
    case 'unit.sos_cleared':
      return says.sosCleared(unit, said('reason'))
    case 'zone.entered':
    case 'zone.dwelt':
    case 'zone.left':
      return presenceLine(event, words, codeOf)
    case 'zone.created':
    case 'zone.changed':
    case 'zone.split':
    case 'zone.joined':
    case 'zone.retired':
    case 'zone.planned':
    case 'zone.plan_withdrawn':
    case 'zone.plan_failed':
      return words.zones.log[event.kind](zonesNamed(body), said('reason'), actor)
    case 'alarm.acknowledged':
    case 'alarm.shelved':
      return alarmLine(body, words, actor)
    case 'rule.created':
    case 'rule.changed':
    case 'rule.ended':
    case 'behaviour.created':
    case 'behaviour.changed':
      return ruleLine(event, words)
    case 'object.inspected':
    case 'object.imported':
    case 'object.interval':
    case 'draw.made':
      return objectLine(event.kind, body, words, actor)
    case 'track.looked':
      return trackLine(body, words, actor)
    case 'session.started':
      return says.sessionStarted(actor)
    case 'session.ended':
      return says.sessionEnded(actor)
    case 'device.clock_off':
      return says.clockOff(said('id'), spell(Math.abs(Number(body.ahead))))
    case 'device.clock_right':
      return says.clockRight(said('id'))
    case 'device.datum_suspect':
      return says.datumSuspect(said('id'), said('declared'), said('looksLike'))
    case 'device.datum_right':
      return says.datumRight(said('id'))
    default: {
      const move = moveLine(event.kind, moveOf(event, ticket, said, organisationOf), words)
      if (move !== undefined) return move
      const patrol = patrolLine(event, words, codeOf)
      if (patrol !== undefined) return patrol
      const review = reviewLine(event, words, actor)
      if (review !== undefined) return review
      if (body.contact) return says.contact(body.contact.name ?? body.contact.device)
      return says.other(event.kind, event.subject)
    }
  }
}

function moveOf(
  { body }: Event,
  ticket: string,
  said: (key: string) => string,
  organisationOf: (id: number) => string,
) {
  const address = (body as Changed).ticket?.address ?? ''
  const receiver = said('partner') || organisationOf(Number(body.organisation ?? 0))
  return { ticket, address, said, amount: Number(body.amount ?? 0), receiver }
}

/** Raised by repeats, handed on by fusing, or by a person with a reason. */
function supervisedLine(
  body: Changed & Readonly<Record<string, unknown>>,
  words: Words,
  ticket: string,
): string {
  const says = words.problems.log
  if (typeof body.repeats === 'number') return says.repeated(ticket, Number(body.days), body.repeats)
  if (typeof body.from === 'string') return says.handedOn(ticket, body.from)
  return says.supervised(ticket, body.ticket?.supervised?.reason ?? '')
}

/** Which behaviour a rule is about, and why it was stated. */
function ruleLine({ kind, body }: Event, words: Words): string {
  const { log } = words.rules
  const { rule, behaviour } = body as Changed
  const what = behaviour ? words.presence.name(behaviour) : ''
  const reason = String(body.reason ?? '')
  if (!rule) return log.behaviour(what, reason)
  const named = `${what} ${rule.id}`
  if (kind === 'rule.created') return log.created(named, reason)
  return kind === 'rule.ended' ? log.ended(named, reason) : log.changed(named, rule.version, reason)
}

/** What was done about objects. */
function objectLine(
  kind: string,
  body: Changed & Readonly<Record<string, unknown>>,
  words: Words,
  actor: string,
): string {
  const { log, results } = words.objects
  if (kind === 'object.interval') return log.interval(actor)
  if (kind === 'object.imported') return log.imported(actor, Number(body.added), Number(body.changed))
  if (kind === 'draw.made') return log.drawn(actor, body.draw?.objects ?? 0)
  return log.inspected(actor, body.object?.name ?? '', results[body.inspection?.result ?? 'pass'])
}

/** Whose track was looked at, and for what. */
const trackLine = ({ look }: Changed, { tracks }: Words, actor: string): string =>
  tracks.looked(actor, look?.code ?? '', tracks.purposes[look?.purpose ?? 'other'])

/** Which alarm, of which case or unit, and who answered it. */
function alarmLine(body: Changed & Readonly<Record<string, unknown>>, words: Words, actor: string): string {
  const { log, kinds } = words.alarms
  const what = kinds[body.alarm?.key.split('/')[0] as AlarmKind]
  const code = String(body.code ?? '')
  if (!body.alarm?.until) return log.acknowledged(what, code, actor)
  return log.shelved(what, code, clockTime(body.alarm.until).slice(0, 5), body.alarm.reason ?? '', actor)
}

/** What a change of zones was about: the names told with it, or the numbers of what is gone. */
function zonesNamed(body: Changed & Readonly<Record<string, unknown>>): string {
  const names = Array.isArray(body.names) ? body.names.map(String) : []
  return names.length > 0 ? names.slice(0, 3).join('、') : (body.retiredZones ?? []).join('、')
}

function presenceLine(event: Event, words: Words, codeOf: (unit: number) => string): string {
  const { presence, entered } = event.body as Changed & { readonly entered?: number }
  if (!presence) return words.events.other(event.kind, event.subject)
  const unit = codeOf(presence.unit)
  const zone = words.presence.name(presence.zone)
  if (event.kind === 'zone.entered') return words.presence.entered(unit, zone)
  const minutes = minutesOf(event.happened - (entered ?? event.happened))
  return event.kind === 'zone.dwelt'
    ? words.presence.dwelt(unit, zone, minutes)
    : words.presence.left(unit, zone, minutes)
}
