/** Issuing, listing and taking away the keys of feeds. */
import { issueSourceKey, listSourceKeys, revokeSourceKey, type SourceKey } from '#contract/sources.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, hashToken, newToken, requires } from '../auth.ts'
import { transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { allSourceKeys, insertSourceKey, revokeKey } from './queries.ts'

export function sourceRoutes(app: App, needs: Needs): void {
  app.route({
    ...issueSourceKey,
    preHandler: requires(needs, 'source.manage'),
    handler: async (request) => {
      const { source: from, name, nameEn = name } = request.body
      const issuedBy = accountOf(request).username
      const key = newToken()
      const source = await transaction(needs.db, async (tx) => {
        const issued = { source: from, name, nameEn, keyHash: hashToken(key), issuedBy }
        const row = await insertSourceKey(tx, issued, needs.now())
        await append(tx, needs.now(), [changed('source.issued', row, issuedBy)])
        return row
      })
      needs.nudge()
      return { source, key }
    },
  })

  app.route({
    ...listSourceKeys,
    preHandler: requires(needs, 'source.see'),
    handler: () => allSourceKeys(needs.db),
  })

  app.route({
    ...revokeSourceKey,
    preHandler: requires(needs, 'source.manage'),
    handler: async (request) => {
      const { id } = request.params
      const source = await transaction(needs.db, async (tx) => {
        const row = await revokeKey(tx, id, needs.now())
        if (!row) throw noSource(id)
        await append(tx, needs.now(), [changed('source.revoked', row, accountOf(request).username)])
        return row
      })
      needs.nudge()
      return source
    },
  })
}

/** The key itself is in no log. */
const changed = (kind: string, source: SourceKey, actor: string) => ({
  actor,
  kind,
  subject: `source/${source.id}`,
  body: { source },
})

const noSource = (id: number) =>
  new Refused(
    404,
    'no_source',
    { zh: `没有编号为 ${id} 的来源密钥`, en: `There is no source key ${id}` },
    'params/id',
  )
