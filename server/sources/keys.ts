/** Which feed is asking: the bearer of a key issued for its source. */
import type { FastifyRequest } from 'fastify'
import type { Account } from '#contract/session.ts'
import type { FeedSource, SourceKey } from '#contract/sources.ts'
import { hashToken } from '../auth.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { sourceKeyByHash } from './queries.ts'

/** The feed behind `Authorization: Bearer <key>`; 401 without a running key, 403 with the key of another source. */
export async function feedOf(db: Db, request: FastifyRequest, source: FeedSource): Promise<SourceKey> {
  const key = await keyOf(db, /^Bearer (\S{20,100})$/.exec(request.headers.authorization ?? '')?.[1])
  if (!key) {
    throw new Refused(
      401,
      'no_key',
      {
        zh: '缺少有效的来源密钥：请在 Authorization: Bearer 中填写管理员发放的密钥',
        en: 'There is no valid key: send the one the administrator issued as Authorization: Bearer',
      },
      'headers/authorization',
    )
  }
  if (key.source === source) return key
  throw new Refused(
    403,
    'other_source',
    {
      zh: `此密钥属于来源 ${key.source}，不能用于 ${source}`,
      en: `This key is for ${key.source}, not for ${source}`,
    },
    'headers/authorization',
  )
}

/** The running key behind a secret as it was handed out. */
export async function keyOf(db: Db, secret: string | undefined): Promise<SourceKey | undefined> {
  return secret === undefined || secret.length > 100 ? undefined : sourceKeyByHash(db, hashToken(secret))
}

/** The feed as the one who acts: its tickets and events carry this name. It has no session and no row among the accounts. */
export const actorOf = ({ id, source, name, nameEn }: SourceKey): Account => ({
  id: -id,
  username: `${source}:${name}`,
  name,
  nameEn,
  role: 'dispatcher',
  unit: null,
})
