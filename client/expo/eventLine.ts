/** Lines of the log about operations and tasks of partners. */
import type { Changed } from '#contract/board.ts'
import type { CounterLimit, Effect } from '#contract/counters.ts'
import type { Event } from '#contract/events.ts'
import type { Level } from '#contract/expo.ts'
import type { ReinforcementState } from '#contract/muster.ts'
import { shortDate } from '../ui/times.ts'
import type { Language, Words } from '../ui/words.ts'
import { useExpo } from './store.ts'

type Named = { readonly name: string; readonly nameEn: string }
type Body = Changed & Readonly<Record<string, unknown>>

/** The sentence of an event of ours; undefined where it is none. */
export function expoLine(event: Event, words: Words, language: Language): string | undefined {
  const body = event.body as Body
  const named = (thing: Named) => (language === 'zh' ? thing.name : thing.nameEn)
  const said = (key: string) => (typeof body[key] === 'string' ? (body[key] as string) : '')
  const [noun] = event.kind.split('.')
  if (noun === 'joint') return jointLine(event.kind, body, words, named, said)
  if (noun === 'reinforcement') return reinforcementLine(event.kind, body, words, named, said)
  if (event.kind === 'counter.limits') return thresholdsLine(body, words, named)
  if (noun === 'card') return cardLine(event.kind, body, words, language, said)
  return body.expo?.operation ? operationLine(event.kind, body, words, language, said) : undefined
}

type Say = (key: string) => string
type Name = (thing: Named) => string

function jointLine(
  kind: string,
  { joint }: Body,
  { joint: words }: Words,
  named: Name,
  said: Say,
): string | undefined {
  if (!joint) return undefined
  const [code, partner] = [said('code'), named(joint.partner)]
  const { log } = words
  if (kind === 'joint.offered') return log.offered(code, partner)
  if (kind === 'joint.accepted') return log.accepted(code, partner)
  if (kind === 'joint.refused') return log.refused(code, partner, said('reason'))
  if (kind === 'joint.returned') return log.returned(code, partner, said('result'))
  return log.withdrawn(code, partner, said('reason'))
}

function reinforcementLine(
  kind: string,
  { expo }: Body,
  words: Words,
  named: Name,
  said: Say,
): string | undefined {
  const person = expo?.reinforcement
  if (!person) return undefined
  const { log, states, pauses } = words.expo
  if (kind === 'reinforcement.assigned') return log.reinforcement(named(person), log.assigned, '')
  if (kind === 'reinforcement.resumed') return log.reinforcement(named(person), log.resumed, '')
  if (person.pause) return log.reinforcement(named(person), pauses[person.pause], '')
  return log.reinforcement(named(person), states[kind.split('.')[1] as ReinforcementState], said('reason'))
}

function cardLine(kind: string, body: Body, words: Words, language: Language, said: Say): string | undefined {
  const { log, effects } = words.expo
  if (kind === 'card.steps_changed') return stepsLine(body, words)
  const card = body.expo?.card
  if (!card) return undefined
  const counter = useExpo.getState().counters.get(card.counter)
  const name = counter ? (language === 'zh' ? counter.name : counter.nameEn) : ''
  if (kind === 'card.opened') return log.cardOpened(name, effects[card.effect], card.count)
  return kind === 'card.step'
    ? log.cardStep(said(language === 'zh' ? 'step' : 'stepEn'))
    : log.cardClosed(said('result'))
}

function stepsLine({ effect, steps }: Body, { expo: { effects, settings } }: Words): string {
  return settings.log.steps(effects[effect as Effect], (steps as readonly unknown[]).length)
}

function thresholdsLine(body: Body, { expo: { settings } }: Words, named: Name): string {
  const limits = (body.limits ?? []) as readonly CounterLimit[]
  return settings.log.thresholds(
    named(body as unknown as Named),
    limits.map(({ value }) => value.toLocaleString('en')).join(' / '),
  )
}

function operationLine(
  kind: string,
  body: Body,
  words: Words,
  language: Language,
  said: Say,
): string | undefined {
  const operation = body.expo?.operation
  if (!operation) return undefined
  const { log, levels } = words.expo
  const named = (thing: Named | undefined) => (thing ? (language === 'zh' ? thing.name : thing.nameEn) : '')
  const item = said(language === 'zh' ? 'item' : 'itemEn')
  const zone = [...operation.rings, ...operation.posts].find((each) => each.zone === body.zone)
  switch (kind) {
    case 'operation.checked':
      return log.checked(item)
    case 'operation.unchecked':
      return log.unchecked(item)
    case 'operation.phase':
      return log.phase(
        named(operation.phases.find(({ number }) => number === operation.phase)),
        said('reason'),
      )
    case 'operation.switched_on':
      return log.switchedOn(named(operation), shortDate(Number(body.revertsAt)), said('reason'))
    case 'operation.switched_off':
      return log.switchedOff(named(operation), body.automatic === true ? log.automatic : said('reason'))
    case 'operation.minima':
      return words.expo.settings.log.minima(named(zone))
    case 'operation.limits':
      return words.expo.settings.log.limits(named(operation))
    case 'roster.added':
      return log.rosterAdded(said('code'))
    case 'roster.relieved':
      return log.relieved(named(operation))
    case 'roster.stood':
      return log.stood(named(zone))
    case 'roster.overdue':
      return log.overdue(named(zone))
    default:
      return log.ring(
        named(zone),
        levels[kind.split('.')[1] as Level],
        Number(body.count),
        Number(body.least),
      )
  }
}
