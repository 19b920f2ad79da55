/** Photos over HTTP. The file's name is its SHA-256: the same photo twice is one file, and a changed one is another. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { LngLat } from '#contract/endpoint.ts'
import { addPhoto, listPhotos, readPhoto } from '#contract/photos.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { Refused } from '../errors.ts'
import { insertPhoto, photoByHash, photoRecords } from './queries.ts'

const MAX_BYTES = 10 * 1024 * 1024

export function photoRoutes(app: App, needs: Needs): void {
  const folder = resolve(needs.env.dataDir, 'photos')

  app.register(async (scope: App) => {
    scope.addContentTypeParser(
      /^image\//,
      { parseAs: 'buffer', bodyLimit: MAX_BYTES },
      (_request, body, done) => done(null, body),
    )
    scope.route({
      ...addPhoto,
      bodyLimit: MAX_BYTES,
      preHandler: requires(needs, 'photo.add'),
      handler: async (request) => {
        const image = request.body
        const type = Buffer.isBuffer(image) ? imageType(image) : undefined
        if (!Buffer.isBuffer(image) || !type) throw notAnImage()
        const hash = createHash('sha256').update(image).digest('hex')
        if (request.query.hash !== undefined && request.query.hash !== hash) throw notThatPhoto()
        // The file first: a row without its file would be evidence that is not there.
        await store(folder, hash, image)
        const { id: account } = accountOf(request)
        const now = needs.now()
        const photo = { hash, type, bytes: image.length, account, ...taken(request.query, now) }
        await insertPhoto(needs.db, photo, now)
        return { hash, bytes: image.length, type }
      },
    })
  })

  app.route({
    ...listPhotos,
    preHandler: requires(needs, 'photo.see'),
    handler: ({ query }) => photoRecords(needs.db, query.hashes.split(',')),
  })

  app.route({
    ...readPhoto,
    schema: { params: hashParam, tags: ['photos'], summary: 'A photo' },
    preHandler: requires(needs, 'photo.see'),
    handler: async (request, reply) => {
      const { hash } = request.params as { hash: string }
      const photo = await photoByHash(needs.db, hash)
      if (!photo)
        throw new Refused(
          404,
          'no_photo',
          { zh: '没有这张照片', en: 'There is no such photo' },
          'params/hash',
        )
      return reply
        .type(photo.type)
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(createReadStream(join(folder, hash)))
    },
  })
}

const hashParam = {
  type: 'object',
  properties: { hash: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
  required: ['hash'],
}

type Told = { at?: number; lng?: number; lat?: number; accuracy?: number }

/** When and where it was taken, as far as that was told; a clock that runs ahead is not believed. */
function taken({ at, lng, lat, accuracy }: Told, now: number) {
  const place: LngLat | null = lng === undefined || lat === undefined ? null : [lng, lat]
  return {
    takenAt: at === undefined ? null : Math.min(at, now),
    place,
    accuracy: place && accuracy !== undefined ? accuracy : null,
  }
}

/** What the bytes are, by their signature; what the sender calls them does not count. */
function imageType(image: Buffer): string | undefined {
  if (image.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  if (image.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'image/png'
  if (image.toString('latin1', 0, 4) === 'RIFF' && image.toString('latin1', 8, 12) === 'WEBP')
    return 'image/webp'
  return undefined
}

const notAnImage = () =>
  new Refused(415, 'not_an_image', {
    zh: '请以 image/jpeg、image/png 或 image/webp 上传照片，内容须与类型相符',
    en: 'Send the photo as image/jpeg, image/png or image/webp, and let the content be one',
  })

const notThatPhoto = () =>
  new Refused(
    400,
    'hash_differs',
    {
      zh: '收到的照片与其 SHA-256 不符，传输中已损坏，请重新上传',
      en: 'What arrived does not match its SHA-256: it was damaged on the way. Send it again',
    },
    'querystring/hash',
  )

/** Written beside, synced and renamed: a power cut leaves the whole photo or none. */
export async function store(folder: string, hash: string, image: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true })
  const beside = join(folder, `${hash}.${process.pid}.${performance.now()}`)
  const file = await open(beside, 'wx')
  try {
    await file.writeFile(image)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, join(folder, hash)).catch(async (error) => {
    await rm(beside, { force: true })
    throw error
  })
}
