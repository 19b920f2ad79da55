/** Watched views: those whose changes are told as events and pushed; and as whose word each source of tickets counts. */
import Type, { type Static } from 'typebox'
import { CommandHeaders, Id, Ms, Nullable, OneOf } from './endpoint.ts'
import { HotspotView, Hours, hotspotGrounds, hotspotSources } from './hotspots.ts'
import { ticketSources } from './tickets.ts'

const Asked = {
  window: HotspotView.properties.window,
  source: OneOf(hotspotSources, 'each on its own: a mixture is not watched'),
  category: Nullable(
    Type.String({ pattern: '^\\d{2}(\\d{2})?$', description: 'class, or class and small class' }),
  ),
  ground: OneOf(hotspotGrounds),
}

const Weekdays = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { description: '1: Monday' })

export const HotspotWatch = Type.Object({
  id: Type.Integer(),
  ...Asked,
  hours: Nullable(Hours),
  weekdays: Nullable(Weekdays),
  addedBy: Nullable(Type.String({ description: 'username; null: the console came with it' })),
  addedAt: Ms,
  endedAt: Nullable(Ms),
  standing: Type.Integer({ description: 'hotspots that stand in it' }),
})
export type HotspotWatch = Static<typeof HotspotWatch>

/** Each is reckoned anew twice a minute by every server. */
export const MOST_WATCHES = 24

export const readHotspotWatches = {
  method: 'GET',
  url: '/api/hotspots/watches',
  schema: {
    summary: 'Views whose changes are told and pushed, and as whose word each source of tickets counts',
    tags: ['hotspots'],
    response: {
      200: Type.Object({
        watches: Type.Array(HotspotWatch),
        sources: Type.Array(Type.Object({ source: OneOf(ticketSources), heardAs: OneOf(hotspotSources) })),
      }),
    },
  },
} as const

export const addHotspotWatch = {
  method: 'POST',
  url: '/api/hotspots/watches',
  schema: {
    summary: 'Watch a view: its hotspots are events from now on',
    tags: ['hotspots'],
    headers: CommandHeaders,
    body: Type.Object(
      { ...Asked, hours: Type.Optional(Nullable(Hours)), weekdays: Type.Optional(Nullable(Weekdays)) },
      { additionalProperties: false },
    ),
    response: { 200: HotspotWatch },
  },
} as const

export const endHotspotWatch = {
  method: 'POST',
  url: '/api/hotspots/watches/:id/end',
  schema: {
    summary: 'Watch a view no more: what stands in it ends',
    tags: ['hotspots'],
    params: Id,
    headers: CommandHeaders,
    response: { 200: HotspotWatch },
  },
} as const
