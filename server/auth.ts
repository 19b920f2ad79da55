/** Who is asking: the session cookie, the account behind it, and whether the role may. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import { type Action, may } from '#contract/roles.ts'
import type { Account } from '#contract/session.ts'
import { sessionByToken } from './accounts/queries.ts'
import type { Db } from './db.ts'
import { Refused } from './errors.ts'

export const SESSION_COOKIE = 'jianghe_session'

/** One shift and its handover. */
export const SESSION_MS = 13 * 3_600_000

export type SessionOf = { readonly account: Account; readonly expiresAt: number; readonly tokenHash: Buffer }

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `requires`. */
    session: SessionOf | null
  }
}

/** A secret to hand out once. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** How a token is kept: a stolen database opens nothing. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The session a `cookie` header carries, or null where it is missing, unknown or over. */
export async function sessionOf(
  db: Db,
  cookieHeader: string | undefined,
  now: number,
): Promise<SessionOf | null> {
  const token = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{20,100})`).exec(cookieHeader ?? '')?.[1]
  return token ? sessionByToken(db, hashToken(token), now) : null
}

/** Lets a request through when its session's role may do `action`; 401 without a session, 403 without the right. */
export function requires(needs: { db: Db; now: () => number }, action: Action): preHandlerAsyncHookHandler {
  return async (request: FastifyRequest) => {
    const session = await sessionOf(needs.db, request.headers.cookie, needs.now())
    if (!session) throw notSignedIn()
    if (!may(session.account.role, action)) {
      throw new Refused(403, 'forbidden', {
        zh: '您的角色无权执行此操作',
        en: `Your role (${session.account.role}) may not do this (${action})`,
      })
    }
    request.session = session
  }
}

export const notSignedIn = () =>
  new Refused(401, 'not_signed_in', {
    zh: '尚未登录或登录已过期，请重新登录',
    en: 'You are not signed in, or your session is over. Sign in again',
  })

/** The account behind a request that `requires` let through. */
export const accountOf = (request: FastifyRequest): Account => sessionBehind(request).account

/** And the session itself. */
export function sessionBehind(request: FastifyRequest): SessionOf {
  if (!request.session) throw new Error('a route read the account without requiring a session')
  return request.session
}
