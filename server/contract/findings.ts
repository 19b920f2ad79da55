/** Findings of machines: a video finding with its confidence and the clip it rests on. */
import Type, { type Static } from 'typebox'
import { Hash } from './assignments.ts'
import { LngLat, Nullable, OneOf } from './endpoint.ts'
import { Happened, PlainText } from './intake.ts'

export const VideoFinding = Type.Object(
  {
    id: PlainText(100),
    category: Type.String({ pattern: '^[0-9]{4}$' }),
    text: Type.Optional(PlainText(4000)),
    address: PlainText(300),
    place: LngLat,
    happenedAt: Happened,
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    clip: Hash,
    camera: Type.Optional(PlainText(60)),
  },
  { additionalProperties: false },
)
export type VideoFinding = Static<typeof VideoFinding>

export const postVideoFinding = {
  method: 'POST',
  url: '/api/findings/video',
  schema: {
    summary: 'A finding of a machine; below its category’s threshold a person confirms it first',
    description: 'Authorization: Bearer <key of a video feed>. The clip is uploaded first, to /api/clips.',
    tags: ['intake'],
    body: VideoFinding,
    response: {
      200: Type.Object({
        outcome: OneOf(['filed', 'held', 'already']),
        ticket: Nullable(Type.String({ description: 'case number' })),
      }),
    },
  },
} as const

/** Body: the clip itself, `content-type: video/mp4 | video/webm`, at most 50 MB; signed by a video feed. */
export const addClip = {
  method: 'POST',
  url: '/api/clips',
  schema: {
    summary: 'Store a clip; its SHA-256 is its name. Storing the same clip again is harmless',
    tags: ['intake'],
    querystring: Type.Object({
      hash: Type.Optional(
        Type.String({ pattern: '^[0-9a-f]{64}$', description: 'what the sender reckons it to be' }),
      ),
    }),
    response: { 200: Type.Object({ hash: Hash, bytes: Type.Integer(), type: Type.String() }) },
  },
} as const

/** Answers the clip itself, after its bytes were held against its name. */
export const readClip = { method: 'GET', url: '/api/clips/:hash' } as const
