/** Photos: evidence, named by their SHA-256 so that none can be changed unseen. */
import Type from 'typebox'
import { Hash } from './assignments.ts'

/** Body: the image itself, `content-type: image/jpeg | image/png | image/webp`, at most 10 MB. */
export const addPhoto = {
  method: 'POST',
  url: '/api/photos',
  schema: {
    summary: 'Store a photo; its SHA-256 is its name. Storing the same photo again is harmless',
    tags: ['photos'],
    response: { 200: Type.Object({ hash: Hash, bytes: Type.Integer(), type: Type.String() }) },
  },
} as const

/** Answers the image itself. */
export const readPhoto = { method: 'GET', url: '/api/photos/:hash' } as const
