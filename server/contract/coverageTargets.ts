/** How often a stretch is to be passed: by which mode, where, in which hours, and by how much that is over. */
import Type, { type Static } from 'typebox'
import { type CoverageView, coverageViews } from './coverage.ts'
import { CommandHeaders, Id, Nullable, OneOf, Version } from './endpoint.ts'

export const CoverageTarget = Type.Object({
  id: Type.Integer(),
  version: Version,
  mode: OneOf(coverageViews),
  zoneKind: OneOf(['reach_bank', 'expo_ring']),
  river: Nullable(Type.String()),
  zone: Nullable(Type.Integer()),
  fromHour: Type.Integer({ minimum: 0, maximum: 23, description: 'of the day in Shanghai' }),
  toHour: Type.Integer({ minimum: 0, maximum: 23, description: 'the same as `fromHour`: all day' }),
  minutes: Type.Integer({ minimum: 1, maximum: 100_000 }),
})
export type CoverageTarget = Static<typeof CoverageTarget>

type Kindred = { readonly id: number; readonly kind: string; readonly river: string | null }

/** What holds for a zone at a time: the narrowest of the targets whose hours it is; undefined: nothing is asked for. */
export function targetFor(
  targets: readonly CoverageTarget[],
  zone: Kindred,
  view: CoverageView,
  at: number,
): CoverageTarget | undefined {
  const breadth = (target: CoverageTarget) => (target.zone !== null ? 0 : target.river !== null ? 1 : 2)
  return targets
    .filter(
      (target) =>
        target.mode === view &&
        target.zoneKind === zone.kind &&
        (target.zone ?? zone.id) === zone.id &&
        (target.river ?? zone.river) === zone.river &&
        openedAt(target, at) !== undefined,
    )
    .sort((a, b) => breadth(a) - breadth(b) || a.minutes - b.minutes)[0]
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Shanghai has kept this offset all year since 1992. */
const SHANGHAI_MS = 8 * HOUR_MS

/** When the hours of a target began, ms UTC; undefined: they are over, or not yet. */
export function openedAt(
  { fromHour, toHour }: Pick<CoverageTarget, 'fromHour' | 'toHour'>,
  at: number,
): number | undefined {
  if (fromHour === toHour) return Number.NEGATIVE_INFINITY
  const sinceMidnight = (at + SHANGHAI_MS) % DAY_MS
  const sinceOpened = (sinceMidnight - fromHour * HOUR_MS + DAY_MS) % DAY_MS
  const lasts = ((toHour - fromHour + 24) % 24) * HOUR_MS
  return sinceOpened < lasts ? at - sinceOpened : undefined
}

/** Minutes over a target, below 0 while there is time; hours in which nothing is asked for do not count. `last` NaN: never passed. */
export function minutesOver(target: CoverageTarget, last: number, validFrom: number, at: number): number {
  const since = Math.max(Number.isNaN(last) ? validFrom : last, openedAt(target, at) ?? at)
  return (at - since) / 60_000 - target.minutes
}

export const readTargets = {
  method: 'GET',
  url: '/api/coverage/targets',
  schema: {
    summary: 'How often segments are to be passed',
    tags: ['coverage'],
    response: { 200: Type.Array(CoverageTarget) },
  },
} as const

export const changeTarget = {
  method: 'POST',
  url: '/api/coverage/targets/:id/change',
  schema: {
    summary: 'Change how often, or in which hours, segments are to be passed',
    tags: ['coverage'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object(
      {
        version: Version,
        minutes: CoverageTarget.properties.minutes,
        fromHour: CoverageTarget.properties.fromHour,
        toHour: CoverageTarget.properties.toHour,
      },
      { additionalProperties: false },
    ),
    response: { 200: CoverageTarget },
  },
} as const

/** Hours of the day in Shanghai that both speak of. */
export function overlap(
  one: Pick<CoverageTarget, 'fromHour' | 'toHour'>,
  other: Pick<CoverageTarget, 'fromHour' | 'toHour'>,
): boolean {
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  const holds = ({ fromHour, toHour }: typeof one, hour: number) =>
    fromHour === toHour || (hour - fromHour + 24) % 24 < (toHour - fromHour + 24) % 24
  return hours.some((hour) => holds(one, hour) && holds(other, hour))
}

const { id: _id, version: _version, ...asked } = CoverageTarget.properties

export const addTarget = {
  method: 'POST',
  url: '/api/coverage/targets',
  schema: {
    summary: 'Ask for passes by a mode, in some hours: of a zone, of a river, or of every zone of a kind',
    tags: ['coverage'],
    headers: CommandHeaders,
    body: Type.Object(asked, { additionalProperties: false }),
    response: { 200: CoverageTarget },
  },
} as const
export type NewTarget = Static<typeof addTarget.schema.body>

export const removeTarget = {
  method: 'POST',
  url: '/api/coverage/targets/:id/remove',
  schema: {
    summary: 'Ask for it no more; what is broader holds again',
    tags: ['coverage'],
    params: Id,
    headers: CommandHeaders,
    body: Type.Object({ version: Version }, { additionalProperties: false }),
    response: { 200: CoverageTarget },
  },
} as const
