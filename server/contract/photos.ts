/** Photos: evidence, named by their SHA-256 so that none can be changed unseen. */
import Type, { type Static } from 'typebox'
import { Hash } from './assignments.ts'
import { LngLat, Ms, Nullable } from './endpoint.ts'

/** Body: the image itself, `content-type: image/jpeg | image/png | image/webp`, at most 10 MB. */
export const addPhoto = {
  method: 'POST',
  url: '/api/photos',
  schema: {
    summary: 'Store a photo; its SHA-256 is its name. Storing the same photo again is harmless',
    description:
      'With `hash`, what arrived is held against it. `at`, `lng`, `lat` and `accuracy` (metres) say when and where it was taken.',
    tags: ['photos'],
    querystring: Type.Object({
      hash: Type.Optional(Hash),
      at: Type.Optional(Ms),
      lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
      accuracy: Type.Optional(Type.Number({ minimum: 0, maximum: 1e6 })),
    }),
    response: { 200: Type.Object({ hash: Hash, bytes: Type.Integer(), type: Type.String() }) },
  },
} as const

/** Answers the image itself. */
export const readPhoto = { method: 'GET', url: '/api/photos/:hash' } as const

/** What is known of a photo: by the phone that took it, and by the server that received it. */
export const PhotoRecord = Type.Object({
  hash: Hash,
  takenAt: Nullable(Ms),
  place: Nullable(LngLat),
  accuracy: Nullable(Type.Number({ description: 'metres around the place' })),
  addedAt: Ms,
  addedBy: Type.String({ description: 'username' }),
})
export type PhotoRecord = Static<typeof PhotoRecord>

export const listPhotos = {
  method: 'GET',
  url: '/api/photos',
  schema: {
    summary: 'What is known of these photos: when, where and by whom',
    tags: ['photos'],
    querystring: Type.Object({
      hashes: Type.String({
        pattern: '^[0-9a-f]{64}(,[0-9a-f]{64}){0,99}$',
        description: 'up to 100, parted by commas',
      }),
    }),
    response: { 200: Type.Array(PhotoRecord) },
  },
} as const
