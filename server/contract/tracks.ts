/** Looking at one person's track: for what it is done, and who did. Passing vessels are nobody's track. */
import Type, { type Static } from 'typebox'
import { Person } from './board.ts'
import { Ms, Nullable, OneOf } from './endpoint.ts'
import { roles } from './roles.ts'

/** 事件复盘, 投诉核查, 人员安全, 统计核对, 其他. */
export const trackPurposes = ['incident', 'complaint', 'safety', 'statistics', 'other'] as const
export type TrackPurpose = (typeof trackPurposes)[number]

/** For so long a purpose holds for the unit it was stated for, in the session that stated it. */
export const PURPOSE_MS = 600_000

/** What a request for one unit's track carries; without it the one stated some minutes ago holds. */
export const StatedPurpose = {
  purpose: Type.Optional(OneOf(trackPurposes, 'for what the track is looked at')),
  note: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: 'the purpose in words; `other` needs them' }),
  ),
}
export type StatedPurpose = { readonly purpose?: TrackPurpose; readonly note?: string }

/** One look at one unit's track, as its event tells it. */
export const TrackLook = Type.Object({
  at: Ms,
  by: Person,
  role: OneOf(roles),
  unit: Type.Integer(),
  code: Type.String(),
  officers: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), nameEn: Type.String() }), {
    description: 'on duty with the unit in that span by the roster, or else its crew now',
  }),
  from: Ms,
  to: Ms,
  purpose: OneOf(trackPurposes),
  note: Nullable(Type.String()),
})
export type TrackLook = Static<typeof TrackLook>

const Looks = Type.Object({
  at: Ms,
  looks: Type.Array(Type.Object({ number: Type.Integer(), look: TrackLook }), {
    description: 'newest first',
  }),
  earlier: Type.Boolean({ description: 'there are more before these' }),
})
export type Looks = Static<typeof Looks>

const Before = Type.Object({
  before: Type.Optional(Type.Integer({ minimum: 1, description: 'only those with a smaller number' })),
})

export const readTrackLooks = {
  method: 'GET',
  url: '/api/tracks/looks',
  schema: {
    summary: 'Who looked at whose track and for what, newest first, 100 at a time',
    tags: ['tracks'],
    querystring: Before,
    response: { 200: Looks },
  },
} as const

export const readOwnLooks = {
  method: 'GET',
  url: '/api/tracks/looks/own',
  schema: {
    summary: 'Who looked at the track of the officer who asks, and for what',
    tags: ['tracks'],
    querystring: Before,
    response: { 200: Looks },
  },
} as const
