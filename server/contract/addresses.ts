/** Address text as places it could mean. */
import Type, { type Static } from 'typebox'
import { LngLat, OneOf } from './endpoint.ts'

/**
 * exact: the text is its name; alias: another name of it; crossing: where two roads meet; exit: the station of a named
 * exit, not the exit itself; road: the road is known, the number on it is not; part: one holds the other; similar: most
 * letters agree.
 */
export const addressReasons = ['exact', 'alias', 'crossing', 'exit', 'road', 'part', 'similar'] as const
export type AddressReason = (typeof addressReasons)[number]

export const AddressCandidate = Type.Object({
  name: Type.String(),
  nameEn: Type.String(),
  kind: Type.String({ description: 'station, crossing, landmark, road, a kind of zone, …' }),
  place: LngLat,
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  why: OneOf(addressReasons),
})
export type AddressCandidate = Static<typeof AddressCandidate>

export const findAddresses = {
  method: 'GET',
  url: '/api/addresses',
  schema: {
    summary: 'What an address could mean, the likeliest first. A person chooses; nothing is chosen here',
    tags: ['intake'],
    querystring: Type.Object({
      text: Type.String({ minLength: 1, maxLength: 300 }),
      near: Type.Optional(
        Type.String({
          pattern: '^-?[0-9]{1,3}(\\.[0-9]+)?,-?[0-9]{1,2}(\\.[0-9]+)?$',
          description: 'longitude,latitude: of two that are alike the nearer comes first',
        }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 8 })),
    }),
    response: { 200: Type.Array(AddressCandidate) },
  },
} as const
