/** The HTTP side as a whole: security headers, the error handler, the routes of every noun, and the client's files. */
import { existsSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import fastifyCompress from '@fastify/compress'
import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from 'fastify'
import type { Registry } from 'prom-client'
import { accountListRoutes } from './accounts/manageRoutes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { alarmRoutes } from './alarms/routes.ts'
import { boardRoutes } from './board/routes.ts'
import { cityRoutes } from './city/routes.ts'
import type { Pool } from './db.ts'
import { dispatchRoutes } from './dispatch/routes.ts'
import type { Env } from './env.ts'
import { handleErrors } from './errors.ts'
import { eventRoutes } from './events/routes.ts'
import { expoRoutes } from './expo/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { intakeRoutes } from './intake.ts'
import { jointRoutes } from './joint/routes.ts'
import { laneRoutes } from './lanes/routes.ts'
import { objectRoutes } from './objects/routes.ts'
import { officerRoutes } from './officers/routes.ts'
import { patrolRoutes } from './patrols/routes.ts'
import { photoRoutes } from './photos/routes.ts'
import type { Grid } from './positions/grid.ts'
import { problemRoutes } from './problems/routes.ts'
import { questionRoutes } from './questions/routes.ts'
import { factRoutes } from './replay/factRoutes.ts'
import { reviewRoutes } from './review/routes.ts'
import { root } from './root.ts'
import { ruleRoutes } from './rules/routes.ts'
import { buildSerializer } from './serialising.ts'
import { settingRoutes } from './settings/routes.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { trackRoutes } from './tracks/routes.ts'
import { unitRoutes } from './units/routes.ts'
import { validatorCompiler } from './validation.ts'
import { zoneChangeRoutes } from './zones/changeRoutes.ts'
import { zoneRoutes } from './zones/routes.ts'

export type App = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** What every route is given. Nothing reads a global. */
export type Needs = {
  readonly db: Pool
  readonly env: Env
  readonly metrics: Registry
  /** ms UTC. */
  readonly now: () => number
  /** Where a unit or contact was last, and when (ms UTC); undefined: never heard. */
  readonly newest: (
    mover: number,
  ) => { readonly lng: number; readonly lat: number; readonly at: number } | undefined
  /** The same places, for who is near. */
  readonly grid: Grid
  /** The log grew: push it. */
  readonly nudge: () => void
  /** A session ended: close what it had open. */
  readonly sessionEnded: (tokenHash: Buffer) => void
  /** What is not ready yet, in words; empty when everything is. */
  readonly unready: () => Promise<string[]>
}

const CLIENT = resolve(root, 'client/dist')

export async function createApp(needs: Needs, addRoutes: (app: App) => void = () => {}): Promise<App> {
  const app = Fastify({
    logger: { level: needs.env.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    bodyLimit: 1_048_576,
    schemaController: { compilersFactory: { buildSerializer } },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  handleErrors(app as unknown as FastifyInstance, needs.metrics)
  await app.register(fastifyHelmet, security)
  await app.register(fastifyCompress)
  await app.register(fastifyCookie)
  await app.register(fastifyRateLimit, { global: false })
  await app.register(fastifySwagger, { openapi })
  await app.register(fastifySwaggerUi, { routePrefix: '/docs' })

  app.decorateRequest('session', null)
  healthRoutes(app, needs)
  for (const routes of [
    accountRoutes,
    accountListRoutes,
    officerRoutes,
    boardRoutes,
    cityRoutes,
    zoneRoutes,
    zoneChangeRoutes,
    eventRoutes,
    unitRoutes,
    ticketRoutes,
    problemRoutes,
    dispatchRoutes,
    alarmRoutes,
    ruleRoutes,
    patrolRoutes,
    photoRoutes,
    objectRoutes,
    settingRoutes,
    intakeRoutes,
    expoRoutes,
    jointRoutes,
    exportRoutes,
    reviewRoutes,
    laneRoutes,
    trackRoutes,
    questionRoutes,
    factRoutes,
  ]) {
    routes(app, needs)
  }
  addRoutes(app)
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  await clientFiles(app, needs)
  return app
}

/** `ws:` because Safari does not count a websocket to the same host as 'self'. */
const security = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'", 'ws:', 'wss:'],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // The command network is often plain HTTP inside; the proxy in front of a public address sets HSTS.
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
} as const

const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'Jianghe console',
    version: '0.1.0',
    description:
      'Commands are POSTs with an Idempotency-Key and the version seen. Times are ms since 1970 UTC, places WGS84 [longitude, latitude].',
  },
} as const

function healthRoutes(app: App, { metrics, env, unready }: Needs): void {
  const hide = { schema: { hide: true } }
  app.get('/healthz', hide, () => ({ ok: true, demo: env.demo }))
  app.get('/readyz', hide, async (_request, reply) => {
    const missing = await unready()
    return reply.code(missing.length === 0 ? 200 : 503).send({ ready: missing.length === 0, missing })
  })
  app.get('/metrics', hide, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  )
}

const sendPage = (reply: FastifyReply) =>
  reply.header('cache-control', 'no-cache').sendFile('index.html', CLIENT)

/** The built client, the built basemap with byte ranges, and index.html for the console's own addresses. */
async function clientFiles(app: App, { env }: Needs): Promise<void> {
  const built = existsSync(resolve(CLIENT, 'index.html'))
  await app.register(fastifyStatic, {
    root: resolve(env.dataDir, 'basemap'),
    prefix: '/basemap/',
    acceptRanges: true,
    index: false,
    cacheControl: false,
  })
  if (built) {
    // Where people come to first; to the file server it is a folder, which it refuses.
    app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply))
    await app.register(fastifyStatic, {
      root: CLIENT,
      decorateReply: false,
      index: false,
      wildcard: true,
      setHeaders: (reply, path) => {
        // Names of built assets carry their hash.
        const lasting = path.includes('/assets/')
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' && !/^\/(api|ingest|open311|basemap|assets|socket\.io)\b/.test(request.url)
    if (page && built && !/\.\w+$/.test(request.url)) return sendPage(reply)
    return reply.code(404).send({
      status: 404,
      code: 'not_found',
      message: {
        zh: `没有这个地址：${request.url}`,
        en: `There is nothing at ${request.method} ${request.url}`,
      },
    })
  })
}
