/** Open311 GeoReport v2 under /open311/v2, in JSON and XML. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { App, Needs } from '../app.ts'
import { arrivalById } from '../arrivals/queries.ts'
import { transaction } from '../db.ts'
import { errorBody } from '../errors.ts'
import { caseNumber } from '../hotline/queries.ts'
import { keyOf } from '../sources/keys.ts'
import type { IntakeMetrics } from '../sources/metrics.ts'
import { discoveryXml, JURISDICTION, toDiscovery } from './discovery.ts'
import { errorsXml, type Format, noApiKey, notFound, toErrors } from './errors.ts'
import { type Fields, readForm, readJson } from './fields.ts'
import { arrivalOfToken, postRequest } from './post.ts'
import { attributesOf, serviceRequests, services } from './queries.ts'
import { filterOf, requestsXml, toRequest } from './requests.ts'
import { definitionXml, servicesXml, toDefinition, toService } from './services.ts'

/** An answer in both formats; only the one asked for is written. */
type Answer = { readonly json: unknown; readonly xml: () => string }
type Query = Readonly<Record<string, string>>

const BASE = '/open311/v2'
const MOST_BYTES = 256 * 1024

export function open311Routes(app: App, needs: Needs, metrics: IntakeMetrics): void {
  const refused = (code: string) => metrics.count('open311', code)
  app.register(async (scope: App) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MOST_BYTES },
      (_request, body, done) => done(null, readForm(String(body))),
    )
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      const body = errorBody(error)
      refused(body.code)
      if (body.status >= 500) request.log.error({ err: error }, 'unexpected error')
      const errors = toErrors(body)
      send(reply.code(body.status), formatOf(request), { json: errors, xml: () => errorsXml(errors) })
    })
    for (const url of [`${BASE}/:noun`, `${BASE}/:noun/:id`]) {
      scope.route({
        method: 'GET',
        url,
        schema: { tags: ['open311'], summary: 'discovery, services, requests and tokens, .json or .xml' },
        handler: async (request, reply) => send(reply, formatOf(request), await answer(needs, request)),
      })
    }
    scope.route({
      method: 'POST',
      url: `${BASE}/:noun`,
      bodyLimit: MOST_BYTES,
      schema: { tags: ['open311'], summary: 'POST requests, form-encoded or JSON, with an api_key' },
      handler: async (request, reply) => {
        const { noun } = named(request)
        if (noun !== 'requests') throw notFound('address', noun)
        const { posted, outcome } = await take(needs, request)
        metrics.count('open311', outcome)
        return send(reply, formatOf(request), posted)
      },
    })
  })
}

async function take(needs: Needs, request: FastifyRequest) {
  const query = request.query as Query
  const sent = isForm(request) ? (request.body as Fields) : readJson(request.body)
  checkJurisdiction(sent.fields.jurisdiction_id ?? query.jurisdiction_id)
  const key = await keyOf(needs.db, sent.fields.api_key ?? query.api_key)
  if (key?.source !== 'open311') throw noApiKey()
  const posted = await transaction(needs.db, (tx) => postRequest(tx, sent, key, needs.now()))
  needs.nudge()
  const outcome = 'token' in posted ? 'held' : 'filed'
  return { outcome, posted: { json: [posted], xml: () => requestsXml([posted]) } }
}

const isForm = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')

async function answer(needs: Needs, request: FastifyRequest): Promise<Answer> {
  const query = request.query as Query
  checkJurisdiction(query.jurisdiction_id)
  const { noun, id } = named(request)
  if (noun === 'discovery' && id === undefined) {
    const discovery = toDiscovery(`${request.protocol}://${request.host}`)
    return { json: discovery, xml: () => discoveryXml(discovery) }
  }
  if (noun === 'services') return id === undefined ? serviceList(needs) : definition(needs, id)
  if (noun === 'requests') return id === undefined ? requestList(needs, query) : oneRequest(needs, id)
  if (noun === 'tokens' && id !== undefined) return requestOfToken(needs, id)
  throw notFound('address', noun.slice(0, 40))
}

async function serviceList({ db }: Needs): Promise<Answer> {
  const list = (await services(db)).map(toService)
  return { json: list, xml: () => servicesXml(list) }
}

async function definition({ db }: Needs, code: string): Promise<Answer> {
  if (!(await services(db)).some((service) => service.code === code))
    throw notFound('service_code', code.slice(0, 20))
  const defined = toDefinition(code, await attributesOf(db, code))
  return { json: [defined], xml: () => definitionXml(defined) }
}

async function requestList({ db, now }: Needs, query: Query): Promise<Answer> {
  const list = (await serviceRequests(db, filterOf(query, now()))).map(toRequest)
  return { json: list, xml: () => requestsXml(list) }
}

async function oneRequest({ db }: Needs, id: string): Promise<Answer> {
  const list = (await serviceRequests(db, { ids: [id] })).map(toRequest)
  if (list.length === 0) throw notFound('service_request_id', id.slice(0, 40))
  return { json: list, xml: () => requestsXml(list) }
}

/** A number is its own token; that of an arrival tells the number once a person gave it its place. */
async function requestOfToken({ db }: Needs, token: string): Promise<Answer> {
  const arrival = arrivalOfToken(token)
  const waiting = arrival === undefined ? undefined : await arrivalById(db, arrival)
  const known = waiting?.source === 'open311' ? waiting : undefined
  const [request] = arrival === undefined ? await serviceRequests(db, { ids: [token] }) : []
  if (!known && !request) throw notFound('token', token.slice(0, 40))
  const id = request?.id ?? (known?.ticket ? await caseNumber(db, known.ticket) : null)
  const list = [{ service_request_id: id, token }]
  return { json: list, xml: () => requestsXml(list) }
}

function checkJurisdiction(named: string | undefined): void {
  if (named !== undefined && named !== JURISDICTION) throw notFound('jurisdiction_id', named.slice(0, 60))
}

/** The last part of the address carries the format: `services.xml`, `services/0501.json`. */
function named(request: FastifyRequest): { readonly noun: string; readonly id: string | undefined } {
  const { noun, id } = request.params as { noun: string; id?: string }
  const bare = (text: string) => text.replace(/\.(json|xml)$/, '')
  return id === undefined ? { noun: bare(noun), id } : { noun, id: bare(id) }
}

const formatOf = ({ url }: FastifyRequest): Format => (/\.xml(\?|$)/.test(url) ? 'xml' : 'json')

function send(reply: FastifyReply, format: Format, { json, xml }: Answer): FastifyReply {
  return format === 'xml' ? reply.type('text/xml; charset=utf-8').send(xml()) : reply.send(json)
}
