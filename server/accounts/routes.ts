/** Signing in and out over HTTP: the cookie that carries a session, and how often a password may be tried. */
import type { FastifyRequest } from 'fastify'
import { readSession, type Session, signIn, signOut } from '#contract/session.ts'
import type { App, Needs } from '../app.ts'
import { notSignedIn, SESSION_COOKIE, sessionOf } from '../auth.ts'
import { accountBehind, beginSession, endSession } from './sessions.ts'

const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const

/** Guessing is slowed per address and name; a whole command center may share one address. */
const rateLimit = {
  max: 10,
  timeWindow: '1 minute',
  keyGenerator: (request: FastifyRequest) =>
    `${request.ip} ${(request.body as { username?: string } | undefined)?.username ?? ''}`,
  hook: 'preHandler',
} as const

export function accountRoutes(app: App, { db, now, env, sessionEnded, nudge }: Needs): void {
  app.route({
    ...signIn,
    config: { rateLimit },
    handler: async ({ body, headers }, reply): Promise<Session> => {
      const account = await accountBehind(db, body.username, body.password)
      const before = await sessionOf(db, headers.cookie, now())
      const { token, expiresAt } = await beginSession(db, account, before?.tokenHash, now())
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
      await endSession(db, session.account, session.tokenHash, now())
      nudge()
      sessionEnded(session.tokenHash)
      return { ended: true }
    },
  })
}
