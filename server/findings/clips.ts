/** Clips over HTTP: stored under their SHA-256 by a video feed, shown to who may see evidence. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { addClip, readClip } from '#contract/findings.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { Refused } from '../errors.ts'
import { store } from '../photos/routes.ts'
import { feedOf } from '../sources/keys.ts'
import { clipByHash, insertClip } from './queries.ts'

const MAX_BYTES = 50 * 1024 * 1024

export function clipRoutes(app: App, needs: Needs): void {
  const folder = resolve(needs.env.dataDir, 'clips')

  app.register(async (scope: App) => {
    scope.addContentTypeParser(
      /^video\//,
      { parseAs: 'buffer', bodyLimit: MAX_BYTES },
      (_request, body, done) => done(null, body),
    )
    scope.route({
      ...addClip,
      bodyLimit: MAX_BYTES,
      // Before the body is read: strangers do not make the server hold 50 MB.
      onRequest: async (request) => {
        await feedOf(needs.db, request, 'video')
      },
      handler: async (request) => {
        const key = await feedOf(needs.db, request, 'video')
        const clip = request.body
        const type = Buffer.isBuffer(clip) ? clipType(clip) : undefined
        if (!Buffer.isBuffer(clip) || !type) throw notAClip()
        const hash = sha256(clip)
        if (request.query.hash !== undefined && request.query.hash !== hash) throw notThatClip()
        // The file first: a row without its file would be evidence that is not there.
        await store(folder, hash, clip)
        await insertClip(needs.db, { hash, type, bytes: clip.length, sourceKey: key.id }, needs.now())
        return { hash, bytes: clip.length, type }
      },
    })
  })

  app.route({
    ...readClip,
    schema: {
      params: hashParam,
      tags: ['intake'],
      summary: 'A clip, once its bytes proved to be those of its name',
    },
    preHandler: requires(needs, 'photo.see'),
    handler: async (request, reply) => {
      const { hash } = request.params as { hash: string }
      const known = await clipByHash(needs.db, hash)
      if (!known)
        throw new Refused(404, 'no_clip', { zh: '没有这个片段', en: 'There is no such clip' }, 'params/hash')
      const clip = await readFile(join(folder, hash))
      if (sha256(clip) !== hash) throw changedClip()
      return reply.type(known.type).header('cache-control', 'private, max-age=31536000, immutable').send(clip)
    },
  })
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const hashParam = {
  type: 'object',
  properties: { hash: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
  required: ['hash'],
}

/** By the signature; what the sender calls it does not count. */
function clipType(clip: Buffer): string | undefined {
  if (clip.toString('latin1', 4, 8) === 'ftyp') return 'video/mp4'
  return clip.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3])) ? 'video/webm' : undefined
}

const notAClip = () =>
  new Refused(415, 'not_a_clip', {
    zh: '请以 video/mp4 或 video/webm 上传片段，内容须与类型相符',
    en: 'Send the clip as video/mp4 or video/webm, and let the content be one',
  })

const notThatClip = () =>
  new Refused(
    400,
    'other_hash',
    { zh: '收到的内容与所报哈希不符，请重新上传', en: 'What came is not what the hash says; send it again' },
    'querystring/hash',
  )

const changedClip = () =>
  new Refused(409, 'clip_changed', {
    zh: '片段文件与登记的哈希不符，不能作为证据',
    en: 'The file is no longer what its hash says: it is no evidence',
  })
