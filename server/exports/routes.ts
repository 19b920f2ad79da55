/** Scenes as files over HTTP: making one, fetching it, and checking one that is shown. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import {
  CHECKED_AT_MOST_BYTES,
  checkExport,
  exportScene,
  KEPT_DAYS,
  listExports,
  readExport,
} from '#contract/exports.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { Refused } from '../errors.ts'
import { checkFile } from './check.ts'
import { formats } from './formats.ts'
import { fileOf, folderOf, maker } from './make.ts'
import { exportById, newestExports } from './queries.ts'

const LISTED = 100

export function exportRoutes(app: App, needs: Needs): void {
  commandRoute(app, needs, exportScene, 'scene.export', maker(needs))

  app.route({
    ...listExports,
    preHandler: requires(needs, 'scene.export'),
    handler: () => newestExports(needs.db, LISTED),
  })

  app.route({
    ...readExport,
    schema: { params: idParam, tags: ['exports'], summary: 'The file of an export' },
    preHandler: requires(needs, 'scene.export'),
    handler: async (request, reply) => {
      const made = await exportById(needs.db, Number((request.params as { id: string }).id))
      if (!made) throw noExport()
      const path = fileOf(folderOf(needs.env), made.id)
      if (!(await exists(path))) throw gone()
      return reply
        .type(formats[made.format].type)
        .header('content-disposition', `attachment; filename="${made.name}"`)
        .header('content-length', made.bytes)
        .header('content-encoding', 'identity')
        .header('cache-control', 'private, max-age=86400, immutable')
        .send(createReadStream(path))
    },
  })

  app.register(async (scope: App) => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: CHECKED_AT_MOST_BYTES },
      (_request, body, done) => done(null, body),
    )
    scope.route({
      ...checkExport,
      preHandler: requires(needs, 'scene.export'),
      handler: async ({ body }) => {
        if (!Buffer.isBuffer(body)) throw noFile()
        return checkFile(needs.db, body).catch((error) => {
          if (error instanceof RangeError) throw unreadable(error)
          throw error
        })
      },
    })
  })
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const idParam = {
  type: 'object',
  properties: { id: { type: 'integer', minimum: 1, maximum: 2_147_483_647 } },
  required: ['id'],
}

const noExport = () =>
  new Refused(404, 'no_export', { zh: '没有这个导出文件', en: 'There is no such file' }, 'params/id')

const gone = () =>
  new Refused(410, 'gone', {
    zh: `导出文件只保留 ${KEPT_DAYS} 天，请重新导出；导出记录仍在日志中`,
    en: `Files are kept for ${KEPT_DAYS} days. Make it anew; the log still knows of it`,
  })

const noFile = () =>
  new Refused(
    415,
    'no_file',
    { zh: '请以 application/octet-stream 上传文件', en: 'Send the file as application/octet-stream' },
    'body',
  )

const unreadable = (error: RangeError) =>
  new Refused(
    400,
    'unreadable',
    { zh: `文件无法读取：${error.message}`, en: `The file cannot be read: ${error.message}` },
    'body',
  )
