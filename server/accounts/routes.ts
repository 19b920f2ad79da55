/** Signing in and out. */
import { readSession, type Session, signIn, signOut } from '#contract/session.ts'
import type { App, Needs } from '../app.ts'
import { hashToken, newToken, notSignedIn, SESSION_COOKIE, SESSION_MS, sessionOf } from '../auth.ts'
import { transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { checkPassword } from './passwords.ts'
import { accountByName, deleteEndedSessions, deleteSession, insertSession } from './queries.ts'

export function accountRoutes(app: App, { db, now, env, sessionEnded, nudge }: Needs): void {
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const

  app.route({
    ...signIn,
    // Guessing is slowed per address and name; a whole command center may share one address.
    config: {
      rateLimit: {
        max: 10,
        timeWindow: '1 minute',
        keyGenerator: (request) =>
          `${request.ip} ${(request.body as { username?: string } | undefined)?.username ?? ''}`,
        hook: 'preHandler',
      },
    },
    handler: async ({ body, headers }, reply): Promise<Session> => {
      const found = await accountByName(db, body.username)
      if (!(await checkPassword(found?.passwordHash, body.password)) || !found) {
        throw new Refused(401, 'wrong_password', {
          zh: '用户名或密码不正确',
          en: 'The name or the password is not right',
        })
      }
      const { account } = found
      const token = newToken()
      const expiresAt = now() + SESSION_MS
      const before = await sessionOf(db, headers.cookie, now())
      await transaction(db, async (tx) => {
        await deleteEndedSessions(tx, now())
        if (before) await deleteSession(tx, before.tokenHash)
        await insertSession(tx, hashToken(token), account.id, now(), expiresAt)
        await append(tx, now(), [
          { actor: account.username, kind: 'session.started', subject: `account/${account.id}` },
        ])
      })
      nudge()
      if (before) sessionEnded(before.tokenHash)
      reply.setCookie(SESSION_COOKIE, token, { ...cookie, expires: new Date(expiresAt) })
      return { account, expiresAt, demo: env.demo }
    },
  })

  app.route({
    ...readSession,
    handler: async ({ headers }): Promise<Session> => {
      const session = await sessionOf(db, headers.cookie, now())
      if (!session) throw notSignedIn()
      return { account: session.account, expiresAt: session.expiresAt, demo: env.demo }
    },
  })

  app.route({
    ...signOut,
    handler: async ({ headers }, reply) => {
      const session = await sessionOf(db, headers.cookie, now())
      reply.clearCookie(SESSION_COOKIE, cookie)
      if (!session) return { ended: false }
      await transaction(db, async (tx) => {
        await deleteSession(tx, session.tokenHash)
        const { account } = session
        await append(tx, now(), [
          { actor: account.username, kind: 'session.ended', subject: `account/${account.id}` },
        ])
      })
      nudge()
      sessionEnded(session.tokenHash)
      return { ended: true }
    },
  })
}
