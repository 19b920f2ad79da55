/** Patrol plans: named rounds through ordered stops, recurring by weekday and shift. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, LngLat, Nullable, OneOf, Version } from './endpoint.ts'
import { PlainText } from './intake.ts'
import { dutyTags, type UnitKind } from './units.ts'

/** 技巡 by video, 车巡 by car, 船巡 by boat, 人巡 on foot, 固守 at a fixed post. */
export const patrolModes = ['foot', 'car', 'boat', 'video', 'post'] as const
export type PatrolMode = (typeof patrolModes)[number]

/** Which kinds of units can walk it: a post is held by whoever stands there. */
export const kindsOfMode: Readonly<Record<PatrolMode, readonly UnitKind[]>> = {
  foot: ['foot', 'ebike'],
  car: ['car'],
  boat: ['boat'],
  video: ['video'],
  post: ['foot', 'ebike', 'car'],
}

/** A day that there is, in this century: the database takes no other. */
const DAY =
  '^(20\\d\\d-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))|20([02468][048]|[13579][26])-02-29)$'

/** A day in Shanghai. */
export const Day = Type.String({ pattern: DAY, description: 'yyyy-mm-dd in Shanghai' })

/** The number of something the database keeps. */
export const Reference = (description?: string) =>
  Type.Integer({ minimum: 1, maximum: 2_147_483_647, ...(description ? { description } : {}) })

/** What was found to stand against it is set aside by a person, with a reason that is told in the log. */
export const Override = Type.Object({ reason: PlainText(500) }, { additionalProperties: false })
export type Override = Static<typeof Override>

const DAY_MS = 86_400_000
const MINUTE = 60_000

/** The first moment of a day in Shanghai, ms UTC. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)
/** The day so many days later; noon is the same day wherever it is asked. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
/** Monday 1 to Sunday 7. */
export const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7

export const Shift = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  startsMinute: Type.Integer({ description: 'minutes after midnight in Shanghai' }),
  minutes: Type.Integer({ description: 'how long it lasts; a night ends on the next day' }),
})
export type Shift = Static<typeof Shift>

export type Span = { readonly from: number; readonly until: number }

/** When a shift of a day begins and ends, ms UTC. */
export function spanOfShift(day: string, { startsMinute, minutes }: Shift): Span {
  const from = startOfDay(day) + startsMinute * MINUTE
  return { from, until: from + minutes * MINUTE }
}

const Name = PlainText(100)
const MinuteOfDay = Type.Integer({
  minimum: 0,
  maximum: 1439,
  description: 'minutes after midnight in Shanghai',
})

/** What is to be visited: so near to the place, or the zone; the way leads through the place either way. */
export const PlanStop = Type.Object(
  {
    name: Name,
    nameEn: Name,
    place: LngLat,
    metres: Type.Integer({ minimum: 15, maximum: 2000, description: 'so near counts as there' }),
    zone: Nullable(Reference('to be in it counts as there')),
    minutes: Type.Integer({ minimum: 0, maximum: 720, description: 'planned stay' }),
    opens: Nullable(MinuteOfDay),
    closes: Nullable(MinuteOfDay),
  },
  { additionalProperties: false },
)
export type PlanStop = Static<typeof PlanStop>

const form = {
  name: Name,
  nameEn: Name,
  mode: OneOf(patrolModes),
  tag: OneOf(dutyTags),
  certificates: Type.Integer({ minimum: 0, maximum: 9, description: 'officers with a valid certificate' }),
  item: Nullable(PlainText(60)),
  zones: Type.Array(Reference(), { maxItems: 20, uniqueItems: true }),
  stops: Type.Array(PlanStop, { minItems: 1, maxItems: 40 }),
  weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7, uniqueItems: true }),
  shift: PlainText(40),
  unit: Nullable(Reference('the crew that usually walks it')),
}

export const PlanForm = Type.Object(form, { additionalProperties: false })
export type PlanForm = Static<typeof PlanForm>

export const Plan = Type.Object({
  id: Type.Integer(),
  version: Version,
  ...form,
  retired: Type.Boolean({ description: 'no more rounds are made from it' }),
})
export type Plan = Static<typeof Plan>

/** What a plan may ask for by code, with its names. */
export const Item = Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })
export type Item = Static<typeof Item>

export const listPlans = {
  method: 'GET',
  url: '/api/plans',
  schema: {
    summary: 'Patrol plans, the shifts they recur in, and the items they may enforce',
    tags: ['patrols'],
    response: {
      200: Type.Object({ plans: Type.Array(Plan), shifts: Type.Array(Shift), items: Type.Array(Item) }),
    },
  },
} as const

const command = <const Url extends string, T extends Type.TSchema>(url: Url, summary: string, body: T) =>
  ({
    method: 'POST',
    url,
    schema: {
      summary,
      tags: ['patrols'],
      params: Id,
      headers: CommandHeaders,
      body,
      response: { 200: Plan },
    },
  }) as const

export const createPlan = {
  method: 'POST',
  url: '/api/plans',
  schema: {
    summary: 'A new plan; its rounds of the week ahead are made at once',
    tags: ['patrols'],
    headers: CommandHeaders,
    body: PlanForm,
    response: { 200: Plan },
  },
} as const

export const changePlan = command(
  '/api/plans/:id/change',
  'Another form of the plan; its rounds that have not begun follow it',
  Type.Object({ version: Version, form: PlanForm }, { additionalProperties: false }),
)

export const retirePlan = command(
  '/api/plans/:id/retire',
  'No more rounds; those that have not begun are cancelled',
  Type.Object({ version: Version, reason: PlainText(500) }, { additionalProperties: false }),
)
