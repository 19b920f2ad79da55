/** Presence: one unit in one zone, as three kinds of events tell it: zone.entered, zone.dwelt, zone.left. */
import Type, { type Static } from 'typebox'
import { zoneKinds } from './city.ts'
import { Ms, Nullable, OneOf, Version } from './endpoint.ts'

export const Presence = Type.Object({
  unit: Type.Integer(),
  version: Version,
  zone: Type.Object({
    id: Type.Integer(),
    kind: OneOf(zoneKinds),
    code: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    squareMetres: Type.Number({ description: 'the smaller, the more specific' }),
  }),
  since: Nullable(Ms),
  dwelt: Type.Boolean({ description: 'the stay has lasted as long as the zone’s dwell time' }),
})
export type Presence = Static<typeof Presence>
export type PresentZone = Presence['zone']

export const presenceKinds = ['zone.entered', 'zone.dwelt', 'zone.left'] as const
export type PresenceKind = (typeof presenceKinds)[number]

/** Movements are many: the general logs leave them out, a unit's own shows them. */
export const isPresenceKind = (kind: string): boolean => (presenceKinds as readonly string[]).includes(kind)
